"""What people type, read as commands: pure, and knows no verb's work."""
