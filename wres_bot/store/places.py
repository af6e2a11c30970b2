"""Owns queries about conversations we know and what they are for; must not know how a platform names them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, select

from wres_bot.domain.access import Audience
from wres_bot.domain.actor import Actor
from wres_bot.domain.ports import PlaceFacts
from wres_bot.store import events, schema, statements
from wres_bot.store.errors import PlaceTaken
from wres_bot.store.models import Place
from wres_bot.store.statements import CompiledStatement, columns_of

_ALL = select(*columns_of(Place, schema.places))
_BY_ID = _ALL.where(schema.places.c.id == bindparam("id"))
_ONE = CompiledStatement(
    _ALL.where(
        schema.places.c.platform == bindparam("platform"),
        schema.places.c.workspace == bindparam("workspace"),
        schema.places.c.external == bindparam("external"),
    )
)
_HERE, _BESIDE = schema.conversations.alias("here"), schema.conversations.alias("beside")
_OF_TEAM = CompiledStatement(
    select(schema.places.c.trust_id)
    .distinct()
    .join(_BESIDE, (_BESIDE.c.platform == schema.places.c.platform) & (_BESIDE.c.external == schema.places.c.external))
    .join(_HERE, (_HERE.c.platform == _BESIDE.c.platform) & (_HERE.c.team == _BESIDE.c.team))
    .where(
        _HERE.c.platform == bindparam("platform"),
        _HERE.c.external == bindparam("external"),
        schema.places.c.audience.is_not(None),
        schema.places.c.workspace == bindparam("workspace"),
    )
)
_OF_TRUST = _ALL.where(schema.places.c.trust_id == bindparam("trust"), schema.places.c.audience.is_not(None)).order_by(
    schema.places.c.audience, schema.places.c.name, schema.places.c.id
)
_FOR = _OF_TRUST.where(schema.places.c.audience == bindparam("audience"))


def find_place(db: Connection, platform: str, workspace: str, external: str) -> Place | None:
    where = {"platform": platform, "workspace": workspace, "external": external}
    row = _ONE.first(db, where)
    return Place(*row) if row else None


def find_team_trust(db: Connection, platform: str, workspace: str, external: str) -> int | None:
    """The trust that other channels of the same team serve, of a channel that has not been named; None where two do."""
    rows = _OF_TEAM.all(db, {"platform": platform, "workspace": workspace, "external": external})
    return int(rows[0][0]) if len(rows) == 1 else None


def load_place(db: Connection, id: int) -> Place:
    return Place(*db.execute(_BY_ID, {"id": id}).one())


def load_places(db: Connection, trust_id: int, audience: Audience | None = None) -> list[Place]:
    """Those in use, in quarantine or not."""
    if audience is None:
        return [Place(*row) for row in db.execute(_OF_TRUST, {"trust": trust_id})]
    return [Place(*row) for row in db.execute(_FOR, {"trust": trust_id, "audience": audience})]


def use_place(
    db: Connection,
    trust_id: int,
    platform: str,
    workspace: str,
    found: PlaceFacts,
    audience: Audience,
    *,
    actor: Actor,
    plan_id: int | None = None,
) -> Place:
    """The conversation is for that audience from now on, and out of quarantine."""
    known = find_place(db, platform, workspace, found.external)
    if known and known.audience and known.trust_id != trust_id:
        raise PlaceTaken
    values: dict[str, Any] = {"platform": platform, "workspace": workspace, "external": found.external}
    values |= {"trust_id": trust_id, "plan_id": plan_id, "audience": audience, "state": "ok", "trouble": None}
    values |= {"name": found.name, "kind": found.kind, "private": found.private, "shared": found.shared}
    id = statements.upsert(db, schema.places, ("platform", "workspace", "external"), values)
    events.append_event(
        db, actor=replace(actor, platform=platform, place=found.external), trust_id=trust_id, field="place",
        old=known.audience if known else None, new=audience, words=found.name,
    )  # fmt: skip
    return load_place(db, id)


def stop_place(db: Connection, place_id: int, *, actor: Actor) -> bool:
    """No more digests there. False when it was not in use."""
    known = load_place(db, place_id)
    if known.audience is None:
        return False
    db.execute(
        schema.places.update().where(schema.places.c.id == place_id).values(audience=None, state="ok", trouble=None)
    )
    events.append_event(
        db, actor=replace(actor, platform=known.platform, place=known.external), trust_id=known.trust_id, field="place",
        old=known.audience, new=None, words=known.name,
    )  # fmt: skip
    return True


def quarantine_place(db: Connection, place_id: int, why: str) -> None:
    """Nothing is sent there until somebody has looked."""
    db.execute(schema.places.update().where(schema.places.c.id == place_id).values(state="quarantined", trouble=why))
