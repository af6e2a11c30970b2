"""Owns handing somebody what is kept about them, and taking them out; decides nothing about other people for anybody.

An answer to a subject access request is made in two steps. First every text that may speak of somebody else is listed,
other people's names and addresses masked, for a person to read. Then, with a yes or a no beside each, the answer.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, or_, select

from wres_bot.admin.records import refuse_held, require_person
from wres_bot.documents.tables import escape_formula
from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import UserError
from wres_bot.store import events, holds, schema
from wres_bot.store.backups import private_file
from wres_bot.store.people import accounts
from wres_bot.store.people.erasure import erase_person, find_called, find_texts
from wres_bot.store.people.posts import fold_name, load_post_keys
from wres_bot.views.wording import pluralise

_READ_FIRST = {"event": ("words", "old", "new", "detail"), "letter": ("card", "said"), "plan_draft": ("document",)}
"""What people typed, which may speak of anybody."""
_WITHHELD = "[withheld: it speaks of somebody else]"
_COLUMNS = ("id", "why", "text", "release")
_ABOUT = """What wres_bot keeps about one person, as of {day}.

data.json: by table, each row that is theirs or names them. Other people's names and addresses are masked, each by the
same number throughout; what the reviewer withheld says so. Times are UTC. What each table is for: docs/privacy.md.
"""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One text to read before it leaves. `why` it is asked about."""

    id: str
    why: str
    text: str


def review_person(db: Connection, email: str) -> list[ReviewLine]:
    """Every text about somebody that may speak of somebody else, masked as it would leave."""
    return _gather(db, require_person(db, email))[1]


def write_review(path: Path, lines: list[ReviewLine]) -> None:
    """The lines as CSV for its owner alone, with an empty column for yes or no."""
    with private_file(path) as making, making.open("w", encoding="utf-8-sig", newline="") as out:
        writing = csv.writer(out)
        writing.writerow(_COLUMNS)
        writing.writerows((line.id, line.why, escape_formula(line.text), "") for line in lines)


def export_person(db: Connection, email: str, path: Path, review: Path, now: datetime) -> int:
    """Writes what is kept about somebody, as reviewed. How many rows.

    Raises: UserError when a text has no answer yet, came after the review, or a file cannot be read or written.
    """
    person = require_person(db, email)
    rows, lines = _gather(db, person)
    answers = _read_review(review)
    new = [line for line in lines if line.id not in answers]
    if new:
        raise UserError(f"{pluralise(len(new), 'text')} came after the review. Review again: leave out --review.")
    if open_ := [line for line in lines if answers[line.id] not in ("yes", "no")]:
        raise UserError(
            f"{pluralise(len(open_), 'text')} in {review.name} without yes or no in “release”, first {open_[0].id}."
        )
    for line in lines:
        if answers[line.id] == "no":
            table, key, column = line.id.split("|")
            next(row for row in rows[table] if _key_of(table, row) == key)[column] = _WITHHELD
    with private_file(path) as making, zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("README.txt", _ABOUT.format(day=london_day(now)))
        out.writestr("data.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    for trust in sorted(accounts.load_person_past(db, person, london_day(now)).ever):
        events.append_event(db, actor=Actor(None, now), trust_id=trust, field="records", new=events.PERSON_EXPORTED)
    return sum(map(len, rows.values()))


def erase(db: Connection, email: str, also: list[str], now: datetime) -> tuple[list[dict[str, Any]], list[str]]:
    """One row a table: table, deleted, changed; and where a part of the name still stands by itself.

    Raises: UserError for nobody, and while a hold is in force.
    """
    person = require_person(db, email)
    trusts = accounts.load_person_past(db, person, london_day(now)).ever
    refuse_held(holds.find_holds(db, trusts, person))
    done = erase_person(db, person, actor=Actor(None, now), also=also)
    tables = [name for name in schema.TrustTable.metadata.tables if done.deleted[name] or done.changed[name]]
    rows = [{"table": name, "deleted": done.deleted[name], "changed": done.changed[name]} for name in tables]
    return rows, [f"{table} {key}, {column}" for table, key, column in done.parts_left]


def _gather(db: Connection, person: int) -> tuple[Rows, list[ReviewLine]]:
    called = find_called(db, person)
    mask = _make_mask(db, person)
    rows: Rows = {}
    for table in schema.TrustTable.metadata.sorted_tables:
        theirs = [c for c in table.columns if c.references(schema.persons.c.id)]
        if table is schema.persons:
            theirs = [schema.persons.c.id]
        if theirs:
            found = db.execute(select(table).where(or_(*(c == person for c in theirs)))).mappings()
            rows[table.name] = [_plain(row) for row in found]
    known = {(name, _key_of(name, row)) for name, some in rows.items() for row in some}
    for table, row, _ in find_texts(db, called.replace):
        plain = _plain(row._mapping)
        if (table.name, _key_of(table.name, plain)) not in known:
            rows.setdefault(table.name, []).append(plain | {"_mentioned": True})
    lines = []
    for name, some in rows.items():
        for row in some:
            lines += list(_mask_row(name, row, mask))
    return {name: some for name, some in rows.items() if some}, lines


def _mask_row(name: str, row: dict[str, Any], mask: "Mask") -> Iterator[ReviewLine]:
    mentioned = row.get("_mentioned", False)
    for column, value in list(row.items()):
        if not isinstance(value, str | list | dict) or not value:
            continue
        row[column] = masked = mask.apply(value)
        why = (
            "somebody else is masked"
            if masked != value
            else "they are mentioned here"
            if mentioned and column != "_mentioned"
            else "people typed it"
            if column in _READ_FIRST.get(name, ())
            else ""
        )
        if why:
            text = masked if isinstance(masked, str) else json.dumps(masked, ensure_ascii=False)
            yield ReviewLine(f"{name}|{_key_of(name, row)}|{column}", why, text)


@dataclass(slots=True)
class Mask:
    """Puts a number in place of every other person's name and address, the same one throughout."""

    pattern: re.Pattern[str]
    numbers: Mapping[str, int]

    def apply(self, value: Any) -> Any:
        match value:
            case str():
                return self.pattern.sub(lambda hit: f"[person {self.numbers[hit[0].casefold()]}]", value)
            case list():
                return [self.apply(each) for each in value]
            case dict():
                return {self.apply(name): self.apply(each) for name, each in value.items()}
            case _:
                return value


def _make_mask(db: Connection, person: int) -> Mask:
    posts = load_post_keys(db)
    numbers: dict[str, int] = {}
    others = select(schema.persons.c.id, schema.persons.c.name, schema.persons.c.email)
    joined = select(schema.addresses.c.person_id, schema.addresses.c.email, schema.addresses.c.email)
    for id, name, email in (*db.execute(others), *db.execute(joined)):
        if id != person:
            numbers |= {each.casefold(): id for each in (name, email) if each and fold_name(each) not in posts}
    spelled = "|".join(re.escape(each) for each in sorted(numbers, key=len, reverse=True))
    return Mask(re.compile(rf"(?<!\w)(?:{spelled or '(?!)'})(?!\w)", re.IGNORECASE), numbers)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items() if not isinstance(value, bytes | LargeBinary)}


def _key_of(table: str, row: Mapping[str, Any]) -> str:
    columns = schema.TrustTable.metadata.tables[table].primary_key.columns
    return ",".join(str(row[column.name]) for column in columns)


def _read_review(path: Path) -> dict[str, str]:
    try:
        read = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        return {row["id"]: (row["release"] or "").strip().casefold() for row in read}
    except OSError as wrong:
        raise UserError(f"{path} cannot be read: {wrong.strerror}.") from None
    except (KeyError, UnicodeDecodeError, csv.Error):
        raise UserError(f"{path} is no review as it was written: a CSV file with id, why, text, release.") from None
