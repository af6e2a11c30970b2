"""The SQLModel tables and every query; nothing else writes SQL."""
