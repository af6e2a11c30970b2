"""The indicators: what each one asks, and what its published values say. No database, no chat."""
