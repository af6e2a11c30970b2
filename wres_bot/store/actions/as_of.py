"""Owns reading history backwards: rows as they stood at an instant. Must not change anything stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from wres_bot.store import schema, statements

_AFTER = (
    select(
        schema.events.c.action_id,
        schema.events.c.milestone_id,
        schema.events.c.field,
        schema.events.c.old,
        schema.events.c.detail,
    )
    .where(
        schema.events.c.plan_id == bindparam("plan"),
        schema.events.c.at > bindparam("at"),
        schema.events.c.action_id.is_not(None),
    )
    .order_by(schema.events.c.at.desc(), schema.events.c.id.desc())
)
_POSTS = select(schema.posts.c.id, schema.posts.c.name).where(statements.is_among(schema.posts.c.id, "ids"))
_REFS = select(schema.actions.c.id, schema.actions.c.ref).where(statements.is_among(schema.actions.c.id, "ids"))


@dataclass(slots=True)
class ActionRows:
    """What is stored of some actions, by id; `owners` are [post id, name, lead, basis, position]."""

    actions: dict[int, dict[str, Any]]
    owners: dict[int, list[list[Any]]] = field(default_factory=dict)
    milestones: dict[int, dict[str, Any]] = field(default_factory=dict)
    targets: dict[int, dict[str, Any]] = field(default_factory=dict)
    needs: dict[int, list[str]] = field(default_factory=dict)


def restore_rows(db: Connection, rows: ActionRows, plan_id: int, at: datetime) -> None:
    """Takes back every change after the instant, the newest first. Actions not yet in the plan go."""
    for action_id, milestone_id, changed, old, detail in db.execute(_AFTER, {"plan": plan_id, "at": at}):
        if (action := rows.actions.get(action_id)) is None:
            continue
        before = detail or {}
        match changed:
            case "imported" if old is None:
                del rows.actions[action_id]
            case "removed":  # `old` when it came back
                action["removed_at"] = None if old is None else at
            case "owner":
                rows.owners[action_id] = [[p, None, lead, b, n] for p, lead, b, n in before["owners"]]
            case "progress" if target := rows.targets.get(before.get("target", 0)):
                target["current"] = None if old is None else float(old)
            case _:
                action |= _read_action_before(changed, old, before)
        if milestone := _read_milestone_before(changed, old, before):
            _milestone(rows, milestone_id, milestone)
    rows.actions = {id: row for id, row in rows.actions.items() if row["removed_at"] is None}
    for row in rows.actions.values():
        if row["asked_at"] is not None and row["asked_at"] > at:
            row["asked_at"] = None
    _name(db, rows)


def _read_action_before(changed: str, old: str | None, detail: Mapping[str, Any]) -> dict[str, Any]:
    """The action's own values before a change of this kind."""
    match changed:
        case "imported":
            return {"title": old}
        case "status":
            return {"status": old, **read_status_before(detail)}
        case "need help":
            return {"need_help": old}
        case "due":
            return read_due_before(detail)
        case _:
            return {}


def _read_milestone_before(changed: str, old: str | None, detail: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Its milestone's values before a change of this kind; None where that changes no milestone."""
    match changed:
        case "due":
            return detail
        case "met":
            return read_met_before(old, detail)
        case _:
            return None


def read_status_before(detail: Mapping[str, Any]) -> dict[str, Any]:
    """What a status carried with it; a line of history leaves out what was not there."""
    before = {
        "continuing": detail.get("continuing", False),
        "reason": detail.get("reason"),
        "replaced_by_id": detail.get("replaced_by"),
    }
    if asked := detail.get("asked_at"):  # only what closes an action forgets that its owner was asked
        before["asked_at"] = datetime.fromisoformat(asked)
    return before


def read_due_before(detail: Mapping[str, Any]) -> dict[str, Any]:
    """What moving a date changed of the action itself."""
    before = {"slips": detail["action_slips"]} if "action_slips" in detail else {}
    return before | ({"asked_at": datetime.fromisoformat(detail["asked_at"])} if detail.get("asked_at") else {})


def read_met_before(old: str | None, detail: Mapping[str, Any]) -> dict[str, Any]:
    """One-time milestones were met or not; what repeats stood at another date."""
    return dict(detail) if detail else {"met_on": old}


def parse_dates(values: Mapping[str, Any]) -> dict[str, Any]:
    """History keeps days as text."""
    days = ("due", "until", "original_due", "met_on")
    return {k: date.fromisoformat(v) if k in days and isinstance(v, str) else v for k, v in values.items()}


def _milestone(rows: ActionRows, id: int | None, before: Mapping[str, Any]) -> None:
    if before.get("new"):
        rows.milestones.pop(id or 0, None)
    elif row := rows.milestones.get(id or 0):
        row |= {name: value for name, value in parse_dates(before).items() if name in row}


def _name(db: Connection, rows: ActionRows) -> None:
    """Names of posts, and refs of replacements, that only history knows."""
    nameless = {owner[0] for owners in rows.owners.values() for owner in owners if owner[1] is None}
    names = {row[0]: row[1] for row in db.execute(_POSTS, {"ids": sorted(nameless)})} if nameless else {}
    for owners in rows.owners.values():
        for owner in owners:
            owner[1] = owner[1] or names[owner[0]]
    replaced = {row["replaced_by_id"] for row in rows.actions.values()} - {None}
    refs = {row[0]: row[1] for row in db.execute(_REFS, {"ids": sorted(replaced)})} if replaced else {}
    for row in rows.actions.values():
        row["replaced_by"] = refs.get(row["replaced_by_id"])
