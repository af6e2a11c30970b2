"""Plans: documents in, rows and problems out; rows in, documents out. Knows no database, no chat, no clock."""
