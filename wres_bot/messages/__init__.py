"""Facts in, Cards out: what both commands and jobs say. No database, no chat."""
