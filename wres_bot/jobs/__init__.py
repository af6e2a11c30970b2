"""What happens without anybody asking: reminders, digests, delivery, tidying. Puts letters; one file sends them."""
