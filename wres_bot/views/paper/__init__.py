"""A committee paper in words; no code here."""
