"""The built-in local chat: conversations in memory, for the demo and for commands typed at a terminal."""
