"""wres_bot keeps a trust's Workforce Race Equality Standard plan moving; this file owns the version and nothing else."""

__version__ = "0.1.0"
