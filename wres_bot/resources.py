"""Owns finding the files shipped with the code: beside the package when installed, in the checkout otherwise."""

from pathlib import Path

from wres_bot.domain.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent


def find_shipped(path: str) -> Path:
    """The folder or file shipped as `path`, such as "config/examples"."""
    for root in (_PACKAGE / "_bundled", _PACKAGE.parent):
        if (root / path).exists():
            return root / path
    raise ConfigError(f"{path} is missing from this installation. Install wres-bot again.")
