"""Owns writing the dates a plan's document gives an action, again and again. Must not forget a move or what was met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_day
from wres_bot.domain.milestones import PublishedMilestone, earliest_open_due, first_occurrence
from wres_bot.store import events, schema
from wres_bot.store.actions.change import load_editable_action, make_action_event
from wres_bot.store.models import EditableAction

_KNOWN = (
    select(schema.milestones)
    .where(schema.milestones.c.action_id == bindparam("action"))
    .order_by(schema.milestones.c.position)
)
_COLUMNS = tuple(column.name for column in schema.milestones.c if column.name not in ("id", "action_id"))
_WRITE = (
    schema.milestones.update()
    .where(schema.milestones.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in _COLUMNS})
)
_AWAY = (
    schema.milestones.update()
    .where(schema.milestones.c.action_id == bindparam("action"))
    .values(position=-1 - schema.milestones.c.position)
)
_SAID = ("kind", "label", "words", "assumption", "interval_months", "anchor")


@dataclass(slots=True)
class _Row:
    """One milestone as it will be; `known` is its row now."""

    values: dict[str, Any]
    known: dict[str, Any] | None


def merge_milestones(db: Connection, action_id: int, milestones: Sequence[PublishedMilestone], *, actor: Actor) -> int:
    """The document's dates, in order. Unchanged ones keep their moves and what was met; a changed date has moved.

    Returns how many dates moved.
    """
    every = [dict(row) for row in db.execute(_KNOWN, {"action": action_id}).mappings()]
    known = [row for row in every if row["kind"] != "deadline" or row["published"]]
    own = [row for row in every if row not in known]  # dates that people gave an action without any
    if not known and not milestones:
        return 0
    rows = _matched(known, [_stated(m, n) for n, m in enumerate(milestones, len(own))])
    gone = [row["id"] for row in known if not any(r.known is row for r in rows)]
    if not gone and all(r.known and all(r.known[k] == v for k, v in r.values.items()) for r in rows):
        return 0
    was = load_editable_action(db, action_id, london_day(actor.at))
    told = [
        _moved(was, actor, row)
        for row in rows
        if row.known and row.known["published"] != row.values["published"] and _last(row.known) != _last(row.values)
    ]
    _write(db, action_id, rows, gone, own)
    slips = was.slips + sum(row.values["slips"] - row.known["slips"] for row in rows if row.known)
    after = load_editable_action(db, action_id, london_day(actor.at))
    due = earliest_open_due(after.milestones, was.status, was.continuing)
    values: dict[str, Any] = {"open_due": due, "slips": slips}
    if known:
        values["version"] = schema.actions.c.version + 1
    db.execute(schema.actions.update().where(schema.actions.c.id == action_id).values(**values))
    events.append_events(db, told)
    return len(told)


def _stated(m: PublishedMilestone, position: int) -> dict[str, Any]:
    """A milestone as the document says it, with nothing having happened to it."""
    due, until = m.due, m.until or m.due
    if m.interval_months and m.anchor:
        due = until = first_occurrence(m.anchor, m.interval_months, m.anchor + timedelta(days=1))
    met = until if m.met and not m.interval_months else None
    values: dict[str, Any] = {
        "position": position,
        "due": due,
        "until": until,
        "published": until,
        "original_due": None,
    }
    values |= {"precision": m.precision, "period": m.period, "met_on": met, "slips": 0}
    return values | {name: getattr(m, name) for name in _SAID}


def _matched(known: list[dict[str, Any]], stated: list[dict[str, Any]]) -> list[_Row]:
    """Pairs by kind and date, then by kind and label, then by kind in order."""
    rows = [_Row(values, None) for values in stated]
    left = list(known)
    for same in (("kind", "published", "label"), ("kind", "published"), ("kind", "label"), ("kind",)):
        for row in (row for row in rows if row.known is None):
            found = next((k for k in left if all(k[name] == row.values[name] for name in same)), None)
            if found is not None:
                row.known = found
                left.remove(found)
    for row in rows:
        if row.known is not None:
            _carry(row.values, row.known)
    return rows


def _carry(values: dict[str, Any], known: dict[str, Any]) -> None:
    """What has happened to a milestone since stays, unless the document has a new date for it."""
    values["met_on"] = known["met_on"] or values["met_on"]
    values["original_due"], values["slips"] = known["original_due"], known["slips"]
    if values["published"] == known["published"]:
        for name in ("due", "until", "precision", "period"):
            values[name] = known[name]
        return
    old, new = known["until"] or known["due"], values["until"]
    values["original_due"] = known["original_due"] or old
    if isinstance(old, date) and isinstance(new, date) and new > old:
        values["slips"] += 1


def _moved(was: EditableAction, actor: Actor, row: _Row) -> dict[str, Any]:
    before = row.known or {}
    old, new = before["until"] or before["due"], row.values["until"]
    kept = ("due", "until", "precision", "period", "original_due", "slips")
    detail = {k: v.isoformat() if isinstance(v := before[k], date) else v for k in kept}
    return make_action_event(
        was, actor, "due", milestone_id=before["id"], old=old.isoformat() if old else None,
        new=new.isoformat() if new else None, detail={**detail, "action_slips": was.slips},
    )  # fmt: skip


def _last(values: dict[str, Any]) -> date | None:
    """The day it stands at, whoever put it there: a document may only repeat what people moved it to."""
    found: date | None = values["until"] or values["due"]
    return found


def _write(db: Connection, action_id: int, rows: list[_Row], gone: list[int], own: list[dict[str, Any]]) -> None:
    if gone:
        db.execute(schema.events.update().where(schema.events.c.milestone_id.in_(gone)).values(milestone_id=None))
        db.execute(schema.milestones.delete().where(schema.milestones.c.id.in_(gone)))
    if own or any(row.known and row.known["position"] != row.values["position"] for row in rows):
        db.execute(_AWAY, {"action": action_id})  # so that no two share a position on the way
        for position, row in enumerate(own):
            db.execute(schema.milestones.update().where(schema.milestones.c.id == row["id"]).values(position=position))
    if changed := [{"of": row.known["id"], **row.values} for row in rows if row.known]:
        db.execute(_WRITE, changed)
    if new := [{"action_id": action_id, **row.values} for row in rows if not row.known]:
        db.execute(insert(schema.milestones), new)
