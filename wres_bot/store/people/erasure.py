"""Owns taking a person out of every table: their name, addresses and accounts go, what their post did stays.

Rows that are theirs alone are deleted. Everywhere else what they are called by is replaced, in every text of every
table: a table that comes later is looked through without being named here. History stays whole (`store/seals.py`). All
texts are read, which takes some seconds for a hundred thousand letters.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.letter_keys import hash_address
from wres_bot.store import events, schema, seals
from wres_bot.store.people import accounts
from wres_bot.store.people.posts import fold_name, load_post_keys

ERASED_NAME = "a former colleague"
NAME, ADDRESS, ACCOUNT = "[name removed]", "[address removed]", "[account removed]"
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame", "rev", "cllr"})
_LEAST_PART = 3
_THEIRS: tuple[Table, ...] = (
    schema.snoozes, schema.preferences, schema.plan_drafts, schema.letters, schema.addresses, schema.identities,
)  # fmt: skip
"""Each has a `person_id`, and nothing in it is anybody else's."""


@dataclass(frozen=True, slots=True)
class Called:
    """Everything somebody is called by. `pattern` finds any of it; `parts`: those of the name that may stand alone."""

    replacements: Mapping[str, str]
    pattern: re.Pattern[str]
    parts: re.Pattern[str] | None

    def replace(self, words: str) -> str:
        """The words without what they are called by; the same object where nothing of it is in them."""
        normal = unicodedata.normalize("NFC", words)
        found = self.pattern.sub(lambda hit: self._for(hit[0]), normal)
        return words if found == normal else found

    def _for(self, hit: str) -> str:
        return self.replacements.get(_fold(hit), NAME)


@dataclass(slots=True)
class Erasure:
    """How many rows were deleted and changed in each table; where a part of the name still stands by itself."""

    deleted: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    parts_left: list[tuple[str, str, str]] = field(default_factory=list)


def erase_person(db: Connection, person_id: int, *, actor: Actor, also: Sequence[str] = ()) -> Erasure:
    """Takes somebody out of every table. also: further names they are called by, such as a first name alone."""
    done, called = Erasure(), find_called(db, person_id, also)
    in_trusts = sorted(accounts.load_person_past(db, person_id, london_day(actor.at)).ever)
    _end_posts(db, person_id, actor, done)
    _delete_theirs(db, person_id, called, done)
    texts: defaultdict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    for table, row, changed in find_texts(db, called.replace):
        done.changed[table.name] += 1
        if table is schema.events:
            texts[row.trust_id][row.id] = changed
        else:
            db.execute(update(table).where(*_same(table, row)).values(**changed))
    shell = {"email": f"erased-{person_id}@erased.invalid", "name": ERASED_NAME, "active": False, "confirmed_at": None}
    db.execute(update(schema.persons).where(schema.persons.c.id == person_id).values(**shell))
    for trust in sorted({*texts, *in_trusts}):
        seals.redact_events(db, trust, texts[trust], events.ERASED, actor=actor)
    if called.parts is not None:
        done.parts_left = [
            (table.name, str(next(iter(_key(table, row)), "")), name)
            for table, row, changed in find_texts(db, lambda words: called.parts.sub("", words) if called.parts else "")
            for name in changed
        ]
    return done


def find_called(db: Connection, person_id: int, also: Iterable[str] = ()) -> Called:
    """What a person is called by in the store. A name that is a post's is nobody's own."""
    person = db.execute(select(schema.persons).where(schema.persons.c.id == person_id)).one()
    addresses = [person.email, *accounts.load_joined_addresses(db, person_id)]
    identities = db.execute(select(schema.identities).where(schema.identities.c.person_id == person_id)).all()
    ids = {each for row in identities for each in (row.external, row.direct) if each and each not in addresses}
    posts = load_post_keys(db)
    names = [each for each in (person.name, *also) if fold_name(each) not in posts and "@" not in each]
    replacements = {_fold(each): ADDRESS for each in addresses} | {_fold(each): ACCOUNT for each in ids}
    replacements |= {hash_address(each): f"gone-{person_id}-{n}" for n, each in enumerate(addresses)}
    spelled = [
        *(_bounded(_any_case(re.escape(each))) for each in sorted({*addresses, *ids}, key=len, reverse=True)),
        *(re.escape(hash_address(each)) for each in addresses),
        *(_bounded(each) for name in names for each in _spell(name)),
    ]
    parts = [p for p in _split(person.name) if len(p) >= _LEAST_PART] if person.name in names else []
    alone = re.compile("|".join(_bounded(re.escape(p)) for p in parts)) if len(parts) > 1 else None
    return Called(replacements, re.compile("|".join(spelled)), alone)


def find_texts(db: Connection, replace: Callable[[str], str]) -> Iterator[tuple[Table, Any, dict[str, Any]]]:
    """Each row of every table with a text that `replace` makes another, and the columns as they are then."""
    for table in schema.TrustTable.metadata.sorted_tables:
        if table is schema.persons:
            continue
        changes = []
        for row in db.execute(select(table)):
            texts = {c.name: getattr(row, c.name) for c in table.columns}
            changed = {name: new for name, old in texts.items() if (new := _replace_in(old, replace)) != old}
            if changed:
                changes.append((table, row, changed))
        yield from changes


def _replace_in(value: Any, replace: Callable[[str], str]) -> Any:
    match value:
        case str():
            return replace(value)
        case list():
            return [_replace_in(each, replace) for each in value]
        case dict():
            return {_replace_in(name, replace): _replace_in(each, replace) for name, each in value.items()}
        case _:
            return value


def _end_posts(db: Connection, person_id: int, actor: Actor, done: Erasure) -> None:
    """What they hold ends today; what would begin later never does."""
    today = london_day(actor.at)
    for table in (schema.holdings, schema.memberships):
        mine = table.c.person_id == person_id
        done.deleted[table.name] += db.execute(delete(table).where(mine, table.c.starts > today)).rowcount
        runs_on = table.c.ends.is_(None) | (table.c.ends > today)
        done.changed[table.name] += db.execute(update(table).where(mine, runs_on).values(ends=today)).rowcount


def _delete_theirs(db: Connection, person_id: int, called: Called, done: Erasure) -> None:
    """Their own rows, and what is kept of their accounts without saying whose they are."""
    for table in _THEIRS:
        done.deleted[table.name] += db.execute(delete(table).where(table.c.person_id == person_id)).rowcount
    for table, columns in (
        (schema.conversations, ("external", "person")),
        (schema.unknown_accounts, ("external", "email")),
        (schema.turns, ("external",)),
        (schema.inbox, ("external", "said")),
    ):
        for row in db.execute(select(table)).all():
            if any(called.replace(str(getattr(row, name))) != str(getattr(row, name)) for name in columns):
                done.deleted[table.name] += db.execute(delete(table).where(*_same(table, row))).rowcount


def _same(table: Table, row: Any) -> list[Any]:
    return [column == value for column, value in zip(table.primary_key.columns, _key(table, row), strict=True)]


def _key(table: Table, row: Any) -> list[Any]:
    return [getattr(row, column.name) for column in table.primary_key.columns]


def _split(name: str) -> list[str]:
    parts = unicodedata.normalize("NFC", name).replace(",", " ").split()
    return [part for part in parts if part.casefold().strip(".") not in _TITLES]


def _spell(name: str) -> Iterator[str]:
    """The name as it is written, and the last name first. One word alone may be an ordinary one in small letters."""
    parts = [re.escape(part) for part in _split(name)]
    if len(parts) == 1:
        yield parts[0]
    elif parts:
        yield _any_case(r"[\s_.]+".join(parts))
        yield _any_case(parts[-1] + r",?\s+" + r"\s+".join(parts[:-1]))


def _bounded(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"


def _any_case(pattern: str) -> str:
    return f"(?i:{pattern})"


def _fold(words: str) -> str:
    return words.lower()
