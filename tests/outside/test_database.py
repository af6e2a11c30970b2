"""Holds the database to what reports and dashboards read of it: tables, columns, and the words a column may hold."""

import re
from typing import Any

from sqlalchemy import Engine, create_engine, inspect

from tests.outside.agreed import agreed

_LISTED = re.compile(r"^\s*\(?\"?(\w+)\"? IN \(([^)]*)\)")


def _engine(url: str) -> Engine:
    return create_engine(url)


def test_every_table_has_its_columns(sqlite_url: str) -> None:
    found = inspect(_engine(sqlite_url))
    agreed("tables", {
        table: {
            each["name"]: str(each["type"]) + ("" if each["nullable"] else " NOT NULL")
            for each in found.get_columns(table)
        }
        for table in sorted(found.get_table_names())
    })  # fmt: skip


def test_every_column_of_a_few_words_takes_those_words(sqlite_url: str) -> None:
    """Letter states and kinds, the fields of events, statuses, roles: what a script compares with."""
    found = inspect(_engine(sqlite_url))
    words: dict[str, list[str]] = {}
    for table in sorted(found.get_table_names()):
        for check in sorted(found.get_check_constraints(table), key=lambda each: str(each["name"])):
            if listed := _LISTED.match(str(check["sqltext"])):
                words[f"{table}.{listed[1]}"] = re.findall(r"'([^']*)'", listed[2])
    assert {"letter.state", "letter.kind", "event.field", "action.status"} <= words.keys()
    agreed("words-in-columns", words)


def test_what_must_be_unique_is(sqlite_url: str) -> None:
    found = inspect(_engine(sqlite_url))
    unique: dict[str, Any] = {
        table: sorted(list(each["column_names"]) for each in found.get_unique_constraints(table))
        for table in sorted(found.get_table_names())
    }
    agreed("unique", {table: columns for table, columns in unique.items() if columns})
