"""Owns the small pieces that statements are made of; must not know what any of them asks."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Insert,
    Table,
    Text,
    TypeDecorator,
    and_,
    bindparam,
    or_,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import SQLModel

from wres_bot.store import schema as declared


def table_of(model: type[SQLModel]) -> Table:
    """The declared table behind a model: statements here are Core, with no identity map to go stale."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


trusts = table_of(declared.TrustTable)
persons = table_of(declared.PersonTable)
addresses = table_of(declared.PersonAddressTable)
identities = table_of(declared.IdentityTable)
memberships = table_of(declared.MembershipTable)
posts = table_of(declared.PostTable)
aliases = table_of(declared.PostAliasTable)
holdings = table_of(declared.HoldingTable)
plans = table_of(declared.PlanTable)
sections = table_of(declared.SectionTable)
actions = table_of(declared.ActionTable)
ownerships = table_of(declared.OwnershipTable)
dependencies = table_of(declared.DependencyTable)
milestones = table_of(declared.MilestoneTable)
targets = table_of(declared.TargetTable)
events = table_of(declared.EventTable)
snoozes = table_of(declared.SnoozeTable)
preferences = table_of(declared.PreferenceTable)
places = table_of(declared.PlaceTable)
conversations = table_of(declared.ConversationTable)
pictures = table_of(declared.PictureTable)
letters = table_of(declared.LetterTable)
shown = table_of(declared.ShownTable)
turns = table_of(declared.TurnTable)
inbox = table_of(declared.InboxTable)
unknown_accounts = table_of(declared.UnknownAccountTable)
disclosures = table_of(declared.DisclosureTable)
snapshots = table_of(declared.SnapshotTable)

TODAY: BindParameter[date] = bindparam("today")


class _Ids(TypeDecorator[Any]):
    """Any number of ids as one value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        listed = ",".join(map(str, value))
        return f"[{listed}]" if dialect.name == "sqlite" else f"{{{listed}}}"


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


@compiles(_Among)
def _any(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **options)} = ANY(CAST({compiler.process(ids, **options)} AS INTEGER[]))"


@compiles(_Among, "sqlite")
def _each(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = element.clauses
    return f"{compiler.process(column, **options)} IN (SELECT value FROM json_each({compiler.process(ids, **options)}))"


def is_among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The column is one of many ids given in one value: a list of values is slow to write out and to plan."""
    return _Among(column, bindparam(name, type_=_Ids()))


def is_in_force(table: FromClause, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """The row's `starts` to `ends` holds the day."""
    return and_(table.c.starts <= day, or_(table.c.ends.is_(None), table.c.ends >= day))


@cache
def upsert_statement(table: Table, keys: tuple[str, ...], columns: tuple[str, ...], updated: tuple[str, ...]) -> Insert:
    """Insert, or bring `updated` up to date where `keys` are there already. Both databases write it alike."""
    statement = insert(table)
    new = {name: statement.excluded[name] for name in updated or keys[:1]}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=new)


def upsert(
    db: Connection,
    table: Table,
    keys: Sequence[str],
    values: Mapping[str, Any],
    *,
    keep: Sequence[str] = (),
) -> int:
    """One row by its unique keys; what is in `keep` is written only when it is new. Returns its id."""
    updated = tuple(name for name in values if name not in keys and name not in keep)
    statement = _returning(table, tuple(keys), tuple(values), updated)
    return int(db.execute(statement, dict(values)).scalar_one())


@cache
def _returning(table: Table, keys: tuple[str, ...], columns: tuple[str, ...], updated: tuple[str, ...]) -> Any:
    return upsert_statement(table, keys, columns, updated).returning(table.c.id)


def fold_name(words: str) -> str:
    """What two spellings of one name share: "Head of HR & OD" and "head of hr and od" are the same post."""
    plain = re.sub(r"[^\w&+/]+", " ", words.casefold().replace("’", "").replace("'", ""))
    return re.sub(r"\s+", " ", re.sub(r"[&+]", " and ", plain).replace("/", " / ")).strip()
