"""Owns the tables of everyday words beside it: which there are, and how a table is loaded. Must not read any sentence.

A table is a TOML file that somebody who does not program can extend: phrases between commas, in small letters. It is
loaded when the first text is read.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table of that name: "statuses", "doubts", "acts", "questions", "small_talk", "spoken", "care", "names"."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def split_phrases(cell: str) -> list[str]:
    """The phrases of one cell, which stand between commas."""
    return [phrase for part in cell.split(",") if (phrase := " ".join(part.split()))]
