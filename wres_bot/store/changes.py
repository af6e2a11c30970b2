"""Owns what every change of an action shares: its state, its version, its line of history. Must not know permission."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, NotRequired, Required, TypedDict

from sqlalchemy import Connection, Update, bindparam, func, select

from wres_bot.core.dates import LONDON, day_words, london_day
from wres_bot.core.errors import UserError
from wres_bot.store import events, sql
from wres_bot.store.facts import ActionChange, MilestoneFacts, StaleAction, UpdateFacts
from wres_bot.store.meeting import open_due
from wres_bot.store.reading import MILESTONE, action, milestone

A, M, W, H, E = sql.actions.c, sql.milestones.c, sql.ownerships.c, sql.holdings.c, sql.events.c
_LAST = select(func.max(E.at)).where(E.action_id == A.id).correlate(sql.actions).scalar_subquery()
_STATE = select(
    A.id, A.plan_id, sql.plans.c.name, sql.plans.c.trust_id, A.ref, A.title, A.version, A.status, A.continuing,
    A.reason, A.replaced_by_id, A.need_help, A.slips, A.asked_at, _LAST,
).join(sql.plans, A.plan_id == sql.plans.c.id)  # fmt: skip
_BY_ID = _STATE.where(A.id == bindparam("action"))
_BY_KEY = _STATE.where(A.plan_id == bindparam("plan"), A.key == bindparam("key"), A.removed_at.is_(None))
_BY_KEYS = _STATE.where(
    A.plan_id.in_(bindparam("plans", expanding=True)), A.key == bindparam("key"), A.removed_at.is_(None)
).order_by(sql.plans.c.starts.desc(), A.id)
_UNMET = select(*MILESTONE).where(M.action_id == bindparam("action"), M.met_on.is_(None)).order_by(M.position)
_PEOPLE = (
    select(H.person_id)
    .join(sql.ownerships, W.post_id == H.post_id)
    .where(W.action_id == bindparam("action"), sql.in_force(sql.holdings, sql.TODAY))
)
MILESTONE_WRITE = (
    sql.milestones.update()
    .where(M.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("met_on", "due", "until")})
)
_COLUMNS = [column.name for column in MILESTONE]


class Who(TypedDict, total=False):
    """Who changes something, when, where, and the command it is part of."""

    who: Required[int | None]
    now: Required[datetime]
    batch: Required[str]
    platform: NotRequired[str | None]
    place: NotRequired[str | None]
    known: NotRequired[UpdateFacts | None]
    """What `for_update` has just read in this transaction: saves reading it again."""


class By(Who, total=False):
    words: NotRequired[str | None]


def for_update(db: Connection, plan_ids: Sequence[int], key: str, today: date) -> list[UpdateFacts]:
    """The actions of that ref in those plans, the newest plan first: enough to permit and change them."""
    if len(plan_ids) == 1:
        rows = db.execute(_BY_KEY, {"plan": plan_ids[0], "key": key}).all()
    else:
        rows = db.execute(_BY_KEYS, {"plans": list(plan_ids), "key": key}).all()
    return [_state(db, row, today, owners=_people(db, row[0], today)) for row in rows]


def state(db: Connection, action_id: int, today: date) -> UpdateFacts:
    return _state(db, db.execute(_BY_ID, {"action": action_id}).one(), today)


def owners_today(db: Connection, action_id: int, today: date) -> frozenset[int]:
    """The people who hold the action's posts."""
    return _people(db, action_id, today)


def _people(db: Connection, action_id: int, today: date) -> frozenset[int]:
    return frozenset(db.execute(_PEOPLE, {"action": action_id, "today": today}).scalars())


def _state(db: Connection, row: Sequence[Any], today: date, owners: frozenset[int] = frozenset()) -> UpdateFacts:
    rows = db.execute(_UNMET, {"action": row[0]}).all()
    unmet = tuple(milestone(dict(zip(_COLUMNS, each, strict=True)), today) for each in rows)
    return UpdateFacts(*(*row[:15], unmet, owners))


def begin(db: Connection, action_id: int, version: int, by: Who) -> UpdateFacts:
    """The action as it is, when the version still is what the caller saw and time goes forward."""
    known = by.get("known")
    if known is None or known.id != action_id:
        known = state(db, action_id, london_day(by["now"]))
    if known.version != version:
        raise StaleAction(action(db, action_id, london_day(by["now"])))
    if known.last_at is not None and by["now"] < known.last_at:
        last = known.last_at.astimezone(LONDON)
        raise UserError(
            f"{known.ref} was changed on {day_words(last.date())} at {last:%H:%M}. Time only moves forward, "
            "so nothing has changed. Try again with that moment or a later one."
        )
    return known


def write(db: Connection, was: UpdateFacts, now: datetime, **values: Any) -> int:
    """The action's new values, if nobody else has changed it meanwhile. Returns its new version."""
    statement = _update(tuple(values))
    found = db.execute(statement, {"of": was.id, "seen": was.version, **values})
    if found.rowcount != 1:
        raise StaleAction(action(db, was.id, london_day(now)))
    return was.version + 1


@cache
def _update(names: tuple[str, ...]) -> Update:
    new: dict[str, Any] = {name: bindparam(name) for name in names}
    same = (A.id == bindparam("of")) & (A.version == bindparam("seen"))
    return sql.actions.update().where(same).values(version=A.version + 1, **new)


def line(was: UpdateFacts, by: Who, field: str, **more: Any) -> dict[str, Any]:
    """One line of the action's history, not yet written."""
    return {
        "trust_id": was.trust_id, "plan_id": was.plan_id, "action_id": was.id, "batch": by["batch"], "field": field,
        "who_id": by["who"], "platform": by.get("platform"), "place": by.get("place"), "at": by["now"], **more,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """Milestones met by a change, not yet written: the rows, the lines of history, and what is left unmet."""

    rows: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    left: tuple[MilestoneFacts, ...]


def meet(was: UpdateFacts, by: Who, met: Iterable[MilestoneFacts]) -> Meeting:
    """`met` are the milestones as they are afterwards."""
    after = {m.id: m for m in met}
    if not after:
        return Meeting([], [], was.milestones)
    rows = [{"of": m.id, "met_on": m.met_on, "due": m.due, "until": m.until} for m in after.values()]
    today = london_day(by["now"]).isoformat()
    lines = []
    for before in was.milestones:
        if (now := after.get(before.id)) is not None:
            detail = None
            if before.interval_months is not None:
                detail = {"due": _iso(before.due), "until": _iso(before.until), "next": _iso(now.due)}
            lines.append(line(was, by, "met", milestone_id=before.id, new=today, detail=detail))
    left = (after.get(m.id, m) for m in was.milestones)
    return Meeting(rows, lines, tuple(m for m in left if m.met_on is None))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def finish(
    db: Connection,
    was: UpdateFacts,
    by: Who,
    told: dict[str, Any],
    meeting: Meeting,
    unmet: Sequence[int] = (),
    **values: Any,
) -> ActionChange:
    """Writes the action, then what else changed. The action comes first: whoever loses its version writes nothing."""
    now = replace(was, **{name: value for name, value in values.items() if hasattr(was, name)})
    values["open_due"] = open_due(meeting.left, now.status, now.continuing)
    version = write(db, was, by["now"], **values)
    if meeting.rows:
        db.execute(MILESTONE_WRITE, meeting.rows)
    events.append_all(db, [told, *meeting.lines])
    met = tuple(each["of"] for each in meeting.rows if each["of"] not in unmet)
    return ActionChange(
        was.id, was.plan_id, was.ref, version, told["field"], told.get("old"), told.get("new"), by["batch"],
        by["now"], met, tuple(unmet),
    )  # fmt: skip
