"""Owns holds: while one is in force nothing it covers is deleted. Must not delete, or know what asks before it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from wres_bot.domain.actor import Actor
from wres_bot.store import events, schema

_holds, _persons = schema.holds, schema.persons


@dataclass(frozen=True, slots=True)
class Hold:
    """`person_id`: whom it is about; None where it is the whole trust. `lifted_at`: None while it is in force."""

    id: int
    trust_id: int
    person_id: int | None
    email: str | None
    reason: str
    placed_at: datetime
    lifted_at: datetime | None


_ALL = (
    select(
        _holds.c.id, _holds.c.trust_id, _holds.c.person_id, _persons.c.email, _holds.c.reason, _holds.c.placed_at,
        _holds.c.lifted_at,
    )
    .select_from(_holds.outerjoin(_persons, _holds.c.person_id == _persons.c.id))
    .order_by(_holds.c.id)
)  # fmt: skip


def place_hold(db: Connection, trust_id: int, person_id: int | None, reason: str, *, actor: Actor) -> int:
    """From now on nothing of the trust goes by age, and nothing of it, or of this person, by hand. Its number."""
    values = {"trust_id": trust_id, "person_id": person_id, "reason": reason, "placed_at": actor.at}
    made = int(db.execute(_holds.insert().values(**values).returning(_holds.c.id)).scalar_one())
    events.append_event(db, actor=actor, trust_id=trust_id, field="records", new=events.HOLD_PLACED, words=str(made))
    return made


def lift_hold(db: Connection, id: int, *, actor: Actor) -> bool:
    """False when there is none of that number in force."""
    trust = db.execute(
        _holds.update()
        .where(_holds.c.id == id, _holds.c.lifted_at.is_(None))
        .values(lifted_at=actor.at)
        .returning(_holds.c.trust_id)
    ).scalar()
    if trust is None:
        return False
    events.append_event(db, actor=actor, trust_id=trust, field="records", new=events.HOLD_LIFTED, words=str(id))
    return True


def load_holds(db: Connection, trust_id: int | None = None) -> list[Hold]:
    """All there ever were, the first first."""
    found = _ALL if trust_id is None else _ALL.where(_holds.c.trust_id == trust_id)
    return [Hold(*row) for row in db.execute(found)]


def find_holds(db: Connection, trusts: Iterable[int], person_id: int | None) -> list[Hold]:
    """What keeps a person from being deleted, or with no person the trusts themselves."""
    wanted = set(trusts)
    in_force = [Hold(*row) for row in db.execute(_ALL.where(_holds.c.lifted_at.is_(None)))]
    if person_id is None:
        return [each for each in in_force if each.trust_id in wanted]
    return [e for e in in_force if e.person_id == person_id or (e.person_id is None and e.trust_id in wanted)]


def find_held_trusts(db: Connection) -> set[int]:
    """The trusts of which nothing goes by age: what is said of a held person may stand anywhere in their trust."""
    return set(db.execute(select(_holds.c.trust_id).where(_holds.c.lifted_at.is_(None))).scalars())
