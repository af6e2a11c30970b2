"""Owns the pieces statements are made of, and handing a prebuilt one straight to the driver. Must not know any table.

SQLAlchemy's own execution costs several times what SQLite takes to answer, so what every command and every letter asks
goes to the driver as a `CompiledStatement`. It stays a Core statement: it is compiled once for each database, with the
types' own conversions on the way in and out. All else is executed as usual.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from json import dumps
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Float,
    FromClause,
    Insert,
    Integer,
    Table,
    Text,
    TypeDecorator,
    and_,
    bindparam,
    or_,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

_DOUBLE = 701
"""PostgreSQL's code of a column of floats."""
Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Made:
    """`given` is each value the statement needs in its order: name, what it is otherwise, how it is converted."""

    words: str
    given: tuple[tuple[str, Any, Convert | None], ...]
    positional: bool
    columns: tuple[tuple[int, Convert], ...]

    def values(self, values: Values) -> Any:
        if self.positional:
            return [
                values.get(name, other) if convert is None else convert(values.get(name, other))
                for name, other, convert in self.given
            ]
        return {
            name: values.get(name, other) if convert is None else convert(values.get(name, other))
            for name, other, convert in self.given
        }


class CompiledStatement:
    """One statement. Lists of varying length (IN) are for Core."""

    __slots__ = ("_made", "columns", "names", "statement")

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        columns = getattr(statement, "exported_columns", None)  # selected, or returned by what changes rows
        self.columns = tuple(columns) if columns is not None else ()
        self.names: tuple[str, ...] = tuple(columns.keys()) if columns is not None else ()
        self._made: dict[str, _Made] = {}

    def all(self, db: Connection, values: Values) -> list[tuple[Any, ...]]:
        cursor, made = self._execute(db, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()  # type: ignore[assignment]  # drivers give tuples
        cursor.close()
        if not made.columns or not rows:
            return rows
        found = []
        for row in rows:
            cells = list(row)
            for index, convert in made.columns:
                cells[index] = convert(cells[index])
            found.append(tuple(cells))
        return found

    def first(self, db: Connection, values: Values) -> tuple[Any, ...] | None:
        rows = self.all(db, values)
        return rows[0] if rows else None

    def run(self, db: Connection, values: Values) -> int:
        """How many rows it changed."""
        cursor, _ = self._execute(db, values)
        count: int = cursor.rowcount
        cursor.close()
        return count

    def run_all(self, db: Connection, rows: Sequence[Values]) -> int:
        """Once for each. How many rows were changed in all."""
        if len(rows) <= 1:
            return self.run(db, rows[0]) if rows else 0
        made = self._for(db.dialect)
        given = [made.values(row) for row in rows]
        cursor = _try(db, made.words, lambda cursor: cursor.executemany(made.words, given))
        count: int = cursor.rowcount
        cursor.close()
        return count

    def _execute(self, db: Connection, values: Values) -> tuple[DBAPICursor, _Made]:
        made = self._made.get(db.dialect.name) or self._for(db.dialect)
        given = made.values(values)
        return _try(db, made.words, lambda cursor: cursor.execute(made.words, given)), made

    def _for(self, dialect: Dialect) -> _Made:
        if (known := self._made.get(dialect.name)) is not None:
            return known
        assert isinstance(self.statement, ClauseElement)
        compiled = self.statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        names = compiled.positiontup if compiled.positional else list(compiled.binds)
        given = tuple(
            (name, compiled.params.get(name), compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in names or ()
        )
        out = ((n, _reader(c.type, dialect)) for n, c in enumerate(self.columns))
        made = _Made(str(compiled), given, compiled.positional, tuple((n, how) for n, how in out if how is not None))
        self._made[dialect.name] = made
        return made


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a value of the driver's one of ours; Core asks the driver's answer for the code of its type."""
    made: Convert | None = kind.dialect_impl(dialect).result_processor(
        dialect, _DOUBLE if isinstance(kind, Float) else None
    )
    return made


def execute_raw(db: Connection, words: str) -> None:
    """A word to the driver that has no values and no answer, such as a savepoint."""
    _try(db, words, lambda cursor: cursor.execute(words)).close()


def _try(db: Connection, words: str, call: Callable[[DBAPICursor], Any]) -> DBAPICursor:
    """The driver's errors come out as SQLAlchemy's, so that nobody has to know which way a statement went."""
    if not db.in_transaction():
        db.begin()
    cursor = db.connection.cursor()
    dbapi = db.dialect.loaded_dbapi
    try:
        call(cursor)
    except dbapi.Error as error:
        lost = db.dialect.is_disconnect(error, db.connection, cursor)
        if lost:
            db.invalidate(error)
        raise DBAPIError.instance(
            words, None, error, dbapi.Error, hide_parameters=True, connection_invalidated=lost, dialect=db.dialect
        ) from error
    return cursor


TODAY: BindParameter[date] = bindparam("today")


class _Many(TypeDecorator[Any]):
    """Any number of ids or words as one value: an array's literal for PostgreSQL, JSON for SQLite."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        listed = ",".join(dumps(each, ensure_ascii=False) for each in value)
        return f"[{listed}]" if dialect.name == "sqlite" else f"{{{listed}}}"


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True
    array = "INTEGER[]"


class _AmongWords(_Among):
    inherit_cache = True
    array = "TEXT[]"


@compiles(_Among)
@compiles(_AmongWords)
def _any(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, many = element.clauses
    listed = compiler.process(many, **options)
    return f"{compiler.process(column, **options)} = ANY(CAST({listed} AS {element.array}))"


@compiles(_Among, "sqlite")
@compiles(_AmongWords, "sqlite")
def _each(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, many = element.clauses
    listed = compiler.process(many, **options)
    return f"{compiler.process(column, **options)} IN (SELECT value FROM json_each({listed}))"


def is_among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The column is one of many ids or words given in one value: a list of values is slow to write out and to plan."""
    element = _Among if isinstance(column.type, Integer) else _AmongWords
    return element(column, bindparam(name, type_=_Many()))


def columns_of(
    model: type[Any], table: FromClause, *, leave: Collection[str] = (), **others: ColumnElement[Any]
) -> list[ColumnElement[Any]]:
    """What a model is read from, in the order of its fields: the table's columns of these names, or `others`.

    A row of these is the model's arguments in their order, whatever else the table has or gets. `leave`: fields that
    do not come from a row.
    """
    names = (each.name for each in fields(model) if each.name not in leave)
    return [others[name].label(name) if name in others else table.c[name] for name in names]


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
