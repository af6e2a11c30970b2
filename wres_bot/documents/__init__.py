"""Files in: tables, rows and problems out; rows in, files out. Knows no database, no chat, no clock."""
