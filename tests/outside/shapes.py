"""Owns telling the shape of what the store keeps of a letter (key, about, said) and of an event. Knows no meaning."""

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
EVENTS = """SELECT field, old, new, words, detail, plan_id, action_id, milestone_id, who_id, platform, place, undoes
FROM event ORDER BY id"""
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


def event_shapes(db: Connection) -> dict[str, list[str]]:
    """By field: from what to what, of which the details are kept, and which columns are filled besides."""
    found: dict[str, set[str]] = {}
    for row in db.execute(text(EVENTS)).mappings():
        detail = json.loads(row["detail"]) if isinstance(row["detail"], str) else row["detail"]
        besides = [name for name in [str(each) for each in row][5:] if row[name] is not None]
        kept = f", keeps {', '.join(sorted(detail))}" if detail else ""
        words = ", with words" if row["words"] else ""
        change = f"{_change(row['old'])} -> {_change(row['new'])}"
        found.setdefault(row["field"], set()).add(f"{change}{words}{kept} [{', '.join(besides)}]")
    return {field: sorted(each) for field, each in sorted(found.items())}


def _change(value: str | None) -> str:
    """Days, numbers and e-mail addresses are data."""
    if value is None:
        return "nothing"
    return re.sub(r"[\w.]+@[\w.]+", "ADDRESS", re.sub(r"\b\d+\b", "N", re.sub(r"20\d\d-\d\d-\d\d", "DAY", value)))
