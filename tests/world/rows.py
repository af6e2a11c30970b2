"""Puts the made-up world's actions into a database as the bot would have found them; knows no chat and no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from wres_bot.domain.actor import Actor
from wres_bot.domain.refs import normalise_ref
from wres_bot.domain.statuses import CLOSED, Status
from wres_bot.store import events, people, schema

IMPORTED = Actor(None, datetime(2020, 4, 1, tzinfo=UTC))
"""Nobody, on the plan's first day."""


@dataclass(frozen=True)
class DateRow:
    """One date of an action, as its plan words it."""

    due: date | None
    kind: str = "deadline"
    until: date | None = None
    precision: str | None = None
    label: str | None = None
    words: str | None = None
    months: int | None = None
    anchor: date | None = None


def insert_row(db: Connection, row: SQLModel) -> int:
    """Stored with the table's own defaults."""
    values = row.model_dump(exclude={"id"})
    table = schema.table_of(type(row))
    return int(db.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())


def insert_action(
    db: Connection,
    ids: tuple[int, int, int],
    ref: str,
    title: str,
    *,
    position: int,
    posts: Sequence[str],
    dates: Sequence[DateRow],
    status: Status = "no update",
    indicators: Sequence[str] = (),
) -> int:
    """An action with its dates, its posts (the first one leads) and the event of its import.

    Args:
        ids: of its trust, plan and section.
    """
    trust, plan, section = ids
    due = min((each.due for each in dates if each.due), default=None)
    row = schema.ActionTable(
        plan_id=plan, section_id=section, position=position, ref=ref, key=normalise_ref(ref), title=title,
        status=status, reason="dropped" if status == "cancelled" else None, indicators=list(indicators),
        open_due=None if status in CLOSED else due,
    )  # fmt: skip
    id = insert_row(db, row)
    for at, each in enumerate(dates):
        more: dict[str, Any] = {"precision": each.precision, "words": each.words}
        insert_row(
            db,
            schema.MilestoneTable(
                action_id=id, position=at, kind=each.kind, due=each.due, until=each.until or each.due,
                label=each.label, interval_months=each.months, anchor=each.anchor,
                **{name: value for name, value in more.items() if value is not None},
            ),
        )  # fmt: skip
    for at, post in enumerate(posts):
        post_id = people.save_post(db, trust, post)
        insert_row(db, schema.OwnershipTable(action_id=id, post_id=post_id, lead=at == 0, position=at))
    events.append_event(
        db, actor=IMPORTED, trust_id=trust, plan_id=plan, action_id=id, field="imported", new=status
    )  # fmt: skip
    return id
