"""Owns a cell's text on its way in and out: cleaned, and never a formula; must not know files or columns."""

import re

Grid = list[list[str]]
FORMULA_STARTS = "=+-@\t\r"
"""A spreadsheet may run a cell that starts so."""


class Unreadable(Exception):
    """A file that cannot be read as a table: what was found, and what is expected."""

    def __init__(self, found: str, expected: str, row: int | None = None) -> None:
        super().__init__(f"found {found}; expected {expected}")
        self.found, self.expected, self.row = found, expected, row


def clean_cell(text: str) -> str:
    """Without the characters no spreadsheet can hold, and without space around."""
    text = text.replace("\r\n", "\n").replace("\u00a0", " ")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]", "", text).strip()


def escape_formula(text: str) -> str:
    """The text with an apostrophe before anything that could start a formula; `unescape_formula` takes it off again."""
    if text.startswith(tuple(FORMULA_STARTS)) or (
        text.startswith("'") and text[1:2] in (*FORMULA_STARTS, "'") and len(text) > 1
    ):
        return f"'{text}"
    return text


def unescape_formula(text: str) -> str:
    if text.startswith("'") and len(text) > 1 and text[1] in FORMULA_STARTS + "'":
        return text[1:]
    return text
