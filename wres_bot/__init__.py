"""wres_bot keeps a trust's race equality plan moving. This file owns the version and must not know the rest."""

__version__ = "0.1.0"
