"""Owns how documents word indicators and values; must not know files, store or chat."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from wres_bot.domain.date_parsing import tidy_text


def read_indicators(words: str) -> tuple[str, ...]:
    """Codes as text, each once, in the order named. "All" is 1 to 9; "various" names none."""
    text = tidy_text(words)
    if re.fullmatch(r"\W*all\b.*", text, re.I):
        return tuple(str(number) for number in range(1, 10))
    codes: list[str] = []
    for found in re.finditer(
        r"\b(?P<from>\d{1,2})\s*(?:-|to|through)\s*(?P<to>\d{1,2})\b|\b(?P<one>\d{1,2})\b|\b(?P<rdr>RDR)\b", text
    ):
        if found["rdr"]:
            codes.append("RDR")
            continue
        first = int(found["from"] or found["one"])
        last = int(found["to"] or first)
        codes += [str(number) for number in range(first, last + 1) if 1 <= number <= 11]
    return tuple(dict.fromkeys(codes))


class ValueReading(NamedTuple):
    value: Decimal | None
    unit: str | None


def read_value(words: str | None) -> ValueReading:
    """The number in a published cell, without its arrows, stars and brackets; None for "n/a" and the like."""
    # A comma divides thousands: "1,3" is no 13.
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", (words or "").replace("−", "-"))
    found = re.fullmatch(r"[^\w%+.-]*([+-]?(?:\d+(?:\.\d+)?|\.\d+))[^\w%.]*(%|pp)?[^\w%.]*", text, re.A)
    if not found:
        return ValueReading(None, None)
    try:
        return ValueReading(Decimal(found[1]), found[2])
    except InvalidOperation:
        return ValueReading(None, None)
