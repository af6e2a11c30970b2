"""What is known in, Cards out: what both commands and delivery say. No database, no chat."""
