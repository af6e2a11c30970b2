"""Owns what planning reads and puts, each in a fixed number of queries however many people there are.

Must not know when a reminder falls or what it says. Of an action only what that depends on is read here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from json import dumps
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Integer, Select, Text, bindparam, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from wres_bot.domain.milestones import next_due
from wres_bot.domain.statuses import Status
from wres_bot.store import schema, statements
from wres_bot.store.models import Letter
from wres_bot.store.statements import CompiledStatement


class _Outward(FunctionElement[Any]):
    """A column that leads out of its table, never into it: SQLite then begins at the dates, not at the plans."""

    inherit_cache = True


@compiles(_Outward)
def _plain(element: _Outward, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(_Outward, "sqlite")
def _marked(element: _Outward, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


class _Many:
    """A statement about as many ids or keys as there are, told in one value: a list of values is slow to plan."""

    def __init__(self, statement: Callable[[Select[Any]], Any], kind: Any = Integer) -> None:
        self._statement, self._kind, self._made = statement, kind, dict[str, Any]()

    def run(self, db: Connection, listed: Iterable[Any], **where: Any) -> Sequence[Any]:
        values = sorted(set(listed))
        if not values:
            return ()
        if (made := self._made.get(db.dialect.name)) is None:
            made = self._made[db.dialect.name] = self._statement(self._listed(db.dialect.name))
        found = db.execute(made, {"listed": dumps(values), **where})
        return found.all() if found.returns_rows else ()

    def _listed(self, dialect: str) -> Select[Any]:
        given = bindparam("listed", type_=Text)
        each = func.json_each(given) if dialect == "sqlite" else func.json_array_elements_text(cast(given, JSON))
        return select(cast(each.table_valued("value").c.value, self._kind))


class OpenDate(NamedTuple):
    """One unmet date of an open action; for what repeats, the next one."""

    id: int
    kind: str
    due: date | None
    until: date | None
    met_on: date | None = None


class OpenHolder(NamedTuple):
    person_id: int
    active: bool


class OpenOwner(NamedTuple):
    """A post that owns actions, and who holds it today (nobody: vacant)."""

    post: str
    holders: list[OpenHolder]


@dataclass(slots=True)
class OpenAction:
    """An action with a date near or gone, and who holds the posts that own it."""

    id: int
    trust_id: int
    status: Status
    continuing: bool
    milestones: list[OpenDate] = field(default_factory=list)
    owners: list[OpenOwner] = field(default_factory=list)


_NEAR = (
    schema.actions.c.open_due <= bindparam("until"),
    schema.actions.c.removed_at.is_(None),
    schema.plans.c.closed_at.is_(None),
    schema.plans.c.starts <= statements.TODAY,
)
_DATES = CompiledStatement(
    select(
        schema.actions.c.id,
        schema.plans.c.trust_id,
        schema.actions.c.status,
        schema.actions.c.continuing,
        schema.milestones.c.id,
        schema.milestones.c.kind,
        schema.milestones.c.due,
        schema.milestones.c.until,
        schema.milestones.c.interval_months,
        schema.milestones.c.anchor,
    )
    .select_from(
        schema.actions.join(schema.plans, schema.plans.c.id == _Outward(schema.actions.c.plan_id))
        .join(schema.sections, schema.sections.c.id == _Outward(schema.actions.c.section_id))
        .join(schema.milestones, schema.milestones.c.action_id == _Outward(schema.actions.c.id))
    )
    .where(*_NEAR, schema.milestones.c.met_on.is_(None), schema.milestones.c.due.is_not(None))
    .order_by(
        _Outward(schema.actions.c.plan_id),
        schema.sections.c.position,
        schema.actions.c.position,
        schema.actions.c.id,
        schema.milestones.c.position,
    )
)
_OWNING = schema.actions.join(schema.plans, schema.plans.c.id == _Outward(schema.actions.c.plan_id)).join(
    schema.ownerships, schema.ownerships.c.action_id == _Outward(schema.actions.c.id)
)
_OWNERS = CompiledStatement(
    select(schema.ownerships.c.action_id, schema.ownerships.c.post_id)
    .select_from(_OWNING)
    .where(*_NEAR)
    .order_by(schema.ownerships.c.action_id, schema.ownerships.c.position, schema.ownerships.c.id)
)
_HOLDERS = CompiledStatement(
    select(schema.posts.c.id, schema.posts.c.name, schema.persons.c.id, schema.persons.c.active)
    .select_from(
        schema.posts.outerjoin(
            schema.holdings,
            (schema.holdings.c.post_id == schema.posts.c.id)
            & statements.is_in_force(schema.holdings, statements.TODAY),
        ).outerjoin(schema.persons, schema.holdings.c.person_id == schema.persons.c.id)
    )
    .where(schema.posts.c.id.in_(select(schema.ownerships.c.post_id).select_from(_OWNING).where(*_NEAR)))
)


def load_due_actions(db: Connection, until: date, today: date) -> list[OpenAction]:
    """Of every trust, in the order of plans, sections and positions: plans begun and not closed, dates up to `until`.

    The index on the date of what is open gives these alone, among however many others.
    """
    found: dict[int, OpenAction] = {}
    where = {"until": until, "today": today}
    for id, trust, status, continuing, milestone, kind, due, last, interval, anchor in _DATES.all(db, where):
        if (action := found.get(id)) is None:
            action = found[id] = OpenAction(id, trust, status, bool(continuing))
        if interval is not None:
            due = last = next_due(due, anchor, interval, today)
        action.milestones.append(OpenDate(milestone, kind, due, last))
    if found:
        posts: dict[int, OpenOwner] = {}
        for post, name, person, active in _HOLDERS.all(db, where):
            owner = posts.setdefault(post, OpenOwner(name, []))
            if person is not None:
                owner.holders.append(OpenHolder(person, bool(active)))
        for id, post in _OWNERS.all(db, where):
            if (action := found.get(id)) is not None:
                action.owners.append(posts[post])
    return list(found.values())


# Whom letters have told

_COLUMNS = [schema.letters.c[name] for name in Letter.COLUMNS]
_THESE = (
    (schema.letters.c.trust_id == bindparam("trust"))
    & (schema.letters.c.kind == "reminder")
    & schema.letters.c.key.startswith(bindparam("prefix"))
)  # the prefix has no sign that LIKE takes for another
# For each person the newest by the index on person, kind and time, not all that they ever got.
_NEWEST = _Many(
    lambda people: select(*_COLUMNS).where(
        schema.letters.c.id.in_(
            select(
                select(schema.letters.c.id)
                .where(
                    schema.letters.c.person_id == schema.persons.c.id,
                    _THESE,
                    schema.letters.c.sent_at.is_not(None),
                    schema.letters.c.state == "sent",
                )
                .order_by(schema.letters.c.sent_at.desc(), schema.letters.c.id.desc())
                .limit(1)
                .correlate(schema.persons)
                .scalar_subquery()
            ).where(schema.persons.c.id.in_(people))
        )
    )
)
_TO = _Many(lambda people: select(*_COLUMNS).where(schema.letters.c.person_id.in_(people), _THESE))
_UNSENT = _Many(
    lambda people: select(*_COLUMNS).where(
        schema.letters.c.person_id.in_(people),
        _THESE,
        schema.letters.c.sent_at.is_(None),
        schema.letters.c.state.in_(("waiting", "retry", "dead")),
    )
)


def load_last_reminders(db: Connection, trust_id: int, prefix: str, people: Iterable[int]) -> list[Letter]:
    """The newest reminder that each of these people was sent, of keys that begin so."""
    return _letters(db, _NEWEST, trust_id, prefix, people)


def load_unsent_reminders(db: Connection, trust_id: int, prefix: str, people: Iterable[int]) -> list[Letter]:
    """Reminders that have not gone to these people: waiting, put off, or given up."""
    return _letters(db, _UNSENT, trust_id, prefix, people)


def load_reminders(db: Connection, trust_id: int, prefix: str, people: Iterable[int]) -> list[Letter]:
    """All reminders of these people of keys that begin so."""
    return _letters(db, _TO, trust_id, prefix, people)


def _letters(db: Connection, statement: _Many, trust: int, prefix: str, people: Iterable[int]) -> list[Letter]:
    return [Letter.from_row(row) for row in statement.run(db, people, trust=trust, prefix=prefix)]


_DEAD = CompiledStatement(
    select(*_COLUMNS)
    .where(
        schema.letters.c.person_id.in_(
            select(schema.holdings.c.person_id)
            .join(schema.posts, schema.holdings.c.post_id == schema.posts.c.id)
            .where(
                schema.posts.c.trust_id == bindparam("trust"), statements.is_in_force(schema.holdings, statements.TODAY)
            )
        ),
        _THESE,
        schema.letters.c.sent_at.is_(None),
        schema.letters.c.state == "dead",
        schema.letters.c.put_at >= bindparam("after"),
    )
    .order_by(schema.letters.c.id.desc())
)


def load_dead_reminders(db: Connection, trust_id: int, prefix: str, today: date, after: datetime) -> list[Letter]:
    """Reminders to those who hold posts today that were put after that moment and given up; the newest first."""
    where = {"trust": trust_id, "prefix": prefix, "today": today, "after": after}
    return [Letter.from_row(row) for row in _DEAD.all(db, where)]


_KEYS = _Many(lambda keys: select(schema.letters.c.key).where(schema.letters.c.key.in_(keys)), Text)
_REACHABLE = _Many(
    lambda people: select(schema.identities.c.person_id).where(
        schema.identities.c.person_id.in_(people), schema.identities.c.reachable
    )
)
_MOOT = _Many(
    lambda ids: schema.letters.update()
    .where(schema.letters.c.id.in_(ids), schema.letters.c.state.in_(("waiting", "retry")))
    .values(state="moot")
)  # fmt: skip


def find_existing_keys(db: Connection, keys: Iterable[str]) -> set[str]:
    """Those that a letter has been put under."""
    return {row[0] for row in _KEYS.run(db, keys)}


def find_reachable_people(db: Connection, people: Iterable[int]) -> set[int]:
    """Those whom messages reach on some platform."""
    return {row[0] for row in _REACHABLE.run(db, people)}


def mark_moot(db: Connection, ids: Iterable[int]) -> None:
    """Newer letters say everything these would have said."""
    _MOOT.run(db, ids)
