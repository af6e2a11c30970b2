"""What each indicator is, and its figures from counts."""
