"""Pure meanings: no I/O, no database, no chat SDK, no clock."""
