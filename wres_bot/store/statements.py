"""Owns handing a prebuilt statement straight to the driver: for what every command asks. Must not know any table.

Core's own execution costs several times what SQLite takes to answer. The statement stays Core: it is compiled once for
each database, with the types' own conversions on the way in and out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Float
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
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
        rows: list[tuple[Any, ...]] = cursor.fetchall()  # type: ignore[assignment]
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
        cursor = _try(db, made.words, given, lambda cursor: cursor.executemany(made.words, given))
        count: int = cursor.rowcount
        cursor.close()
        return count

    def _execute(self, db: Connection, values: Values) -> tuple[DBAPICursor, _Made]:
        made = self._made.get(db.dialect.name) or self._for(db.dialect)
        given = made.values(values)
        return _try(db, made.words, given, lambda cursor: cursor.execute(made.words, given)), made

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
    _try(db, words, None, lambda cursor: cursor.execute(words)).close()


def _try(db: Connection, words: str, given: Any, call: Callable[[DBAPICursor], Any]) -> DBAPICursor:
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
            words, given, error, dbapi.Error, connection_invalidated=lost, dialect=db.dialect
        ) from error
    return cursor
