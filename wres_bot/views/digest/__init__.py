"""The quarterly digest, for a staff network and for a steering group."""
