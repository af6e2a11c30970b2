"""Owns telling the shape of what a letter keeps: its key, what it is about, what it said. Knows no letter's meaning."""

import json
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

PARTS = (
    (r"[a-z]+-20\d\d-\d\d", "PLAN"),
    (r"20\d\d-\d\dQ\d", "QUARTER"),
    (r"20\d\d-\d\d-\d\d", "DAY"),
    (r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00", "INSTANT"),
    (r"[0-9a-f]{32}", "HASH"),
    (r"\d+\.\d+", "REF"),
    (r"m\d+|[ST]\d+", "ID"),
    (r"([a-z-]+)-\d+", r"\1-N"),
    (r"\d+", "N"),
    (r"esneft|kingston", "TRUST"),
    (r"local|slack|teams", "PLATFORM"),
    (r"demo", "WORKSPACE"),
)
MAPS = ("passed", "figures")
"""Fields whose names are data."""
READ = "SELECT key, kind, about, said, card FROM letter ORDER BY id"
Shapes = dict[str, dict[str, Any]]


def key_shape(key: str) -> str:
    return ":".join(map(_part, key.split(":")))


def _part(part: str) -> str:
    for found, name in PARTS:
        if whole := re.fullmatch(found, part):
            return whole.expand(name)
    return part


def kind_of(value: Any, name: str = "") -> Any:
    """The kind of a JSON value: of an object by its fields, of a list by what is in it."""
    if isinstance(value, dict):
        if name in MAPS:
            return {"*": _either(kind_of(each) for each in value.values())}
        return {field: kind_of(each, field) for field, each in sorted(value.items())}
    if isinstance(value, list):
        return [_either(kind_of(each) for each in value)]
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "nothing"}[value]
    if isinstance(value, int | float):
        return "number"
    return next((name for found, name in PARTS[:4] if re.fullmatch(found, value)), "text")


def _either(kinds: Iterable[Any]) -> Any:
    found = {json.dumps(each, sort_keys=True) for each in kinds} - {"[null]"}
    if len(found) == 1:
        return json.loads(found.pop())
    return " or ".join(sorted(each.strip('"') for each in found)) or None


def letter_shapes(db: Connection) -> Shapes:
    """By what a letter is: the shapes of its key, of what it is about, and of what it said, each that there is."""
    found: dict[str, dict[str, set[str]]] = {}
    for key, kind, *kept in db.execute(text(READ)):
        about, said, card = (json.loads(each) if isinstance(each, str) else each for each in kept)
        what = about.get("what") or about.get("why") or ("rehearsal" if "for" in about else "")
        name = f"{kind}, {what}" if what else kind
        of = found.setdefault(name, {part: set() for part in ("key", "about", "said", "card")})
        of["key"].add(json.dumps(key_shape(key)))
        of["about"].add(json.dumps(kind_of(about)))
        of["said"] |= {json.dumps(kind_of(said))} if said is not None else set()
        of["card"].add(json.dumps(sorted(card) if card else None))
    return {
        name: {part: [json.loads(each) for each in sorted(kinds)] for part, kinds in of.items()}
        for name, of in sorted(found.items())
    }
