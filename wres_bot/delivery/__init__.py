"""What happens without anybody asking: reminders, digests, delivery, retention. Puts letters; one file sends them."""
