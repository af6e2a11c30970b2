"""Owns plans' files that were sent in chat and are not imported yet; must not know what stands in a document."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from wres_bot.store import schema

_drafts = schema.plan_drafts


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """One file as it was read, and what its sender has answered so far. `document` is JSON."""

    id: int
    trust_id: int
    person_id: int
    name: str
    year: str
    document: str
    answers: Mapping[str, str]


def save_draft(
    db: Connection, trust_id: int, person_id: int, name: str, year: str, document: str, now: datetime
) -> PlanDraft:
    """In place of whatever the person sent before: one file is looked at, at a time."""
    db.execute(delete(_drafts).where(_drafts.c.person_id == person_id))
    values = {"trust_id": trust_id, "person_id": person_id, "name": name, "year": year, "document": document}
    made = db.execute(insert(_drafts).values(**values, answers={}, at=now).returning(_drafts.c.id)).scalar_one()
    return PlanDraft(int(made), trust_id, person_id, name, year, document, {})


def find_draft(db: Connection, id: int, person_id: int) -> PlanDraft | None:
    """A file by its number, for whoever sent it."""
    where = (_drafts.c.id == id) & (_drafts.c.person_id == person_id)
    row = db.execute(select(_drafts).where(where)).mappings().one_or_none()
    return PlanDraft(**{name: row[name] for name in PlanDraft.__slots__}) if row else None


def set_draft_answers(db: Connection, id: int, year: str, answers: Mapping[str, str]) -> None:
    db.execute(update(_drafts).where(_drafts.c.id == id).values(year=year, answers=dict(answers)))


def delete_draft(db: Connection, id: int) -> None:
    db.execute(delete(_drafts).where(_drafts.c.id == id))


def delete_expired_drafts(db: Connection, before: datetime, held: Collection[int] = ()) -> int:
    """Those sent before then, but for the trusts that are held. How many."""
    return db.execute(delete(_drafts).where(_drafts.c.at < before, _drafts.c.trust_id.not_in(held))).rowcount
