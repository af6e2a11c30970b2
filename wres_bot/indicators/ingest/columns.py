"""Owns what tables an extract has and under which headings; must not read a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wres_bot.domain.errors import ConfigError
from wres_bot.indicators.dimensions import BANDS, NOT_KNOWN


class Column(NamedTuple):
    name: str
    also: tuple[str, ...] = ()


_ETHNICITY = Column("ethnicity", ("ethnic origin", "ethnic group", "ethnicity code", "ethnic code", "group",
                                  "ethnic category", "race"))  # fmt: skip
_DISABILITY = Column("disability", ("disabled", "disability status"))
_PERSON = Column("person", ("person id", "pseudonym", "pseudonymous id", "employee id", "staff id", "assignment id",
                            "id", "unique id", "hash"))  # fmt: skip
_PARTS = (
    Column("band", ("pay band", "pay grade", "grade", "afc band", "agenda for change band")),
    Column("clinical", ("clinical or not", "clinical or non clinical", "clinical/non-clinical", "clinical status")),
    Column("medical", ("medical or not", "medical and dental", "doctor")),
    Column("division", ("directorate", "care group", "business unit", "department")),
)
_WHERE = (
    Column("trust", ("organisation", "org", "org code", "trust code", "employer")),
    Column("year", ("wres year", "financial year", "snapshot year")),
)
_WHEN = Column("date", ("event date", "start date", "date started", "date completed", "vacancy date"))

TABLES: dict[str, tuple[Column, ...]] = {
    "staff": (_PERSON, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE, Column("headcount", ("count", "people", "number")),
              Column("voting", ("board", "voting board member", "board member", "board membership")),
              Column("executive", ("executive board member",)),
              Column("trained", ("non mandatory training", "accessed training")),
              Column("case", ("disciplinary", "formal disciplinary", "disciplinary case"))),
    "recruitment": (Column("applicant", ("applicant id", "application id", "candidate id", "person", "id")),
                    _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE, _WHEN,
                    Column("shortlisted", ("shortlist", "number shortlisted")),
                    Column("appointed", ("offers made", "offered", "appointments", "hired", "number appointed"))),
    "cases": (_PERSON, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE, _WHEN,
              Column("cases", ("count", "number of cases", "disciplinary cases", "number"))),
    "capability": (_PERSON, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE, _WHEN,
                   Column("cases", ("count", "number of cases", "capability cases", "number"))),
    "training": (_PERSON, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE, _WHEN,
                 Column("mandatory", ("mandatory or not", "statutory or mandatory", "mandatory training")),
                 Column("trained", ("count", "number trained", "people trained", "number"))),
    "survey": (Column("question", ("indicator", "metric", "code")), _ETHNICITY, _DISABILITY, *_WHERE,
               Column("percent", ("percentage", "%", "value", "result", "score")),
               Column("yes", ("said yes", "number yes", "numerator")),
               Column("answered", ("base", "n", "respondents", "responses", "denominator", "number answered"))),
    "board": (_ETHNICITY, _DISABILITY, *_WHERE, Column("voting", ("voting member", "votes")),
              Column("executive", ("executive member", "exec")), Column("headcount", ("count", "members", "number"))),
}  # fmt: skip
FILES = {"staff": ("staff", "workforce", "staff list", "staff in post", "staff extract"),
         "recruitment": ("recruitment", "applicants", "applications", "recruit", "recruitment counts"),
         "cases": ("cases", "disciplinary", "disciplinaries", "disciplinary cases", "formal disciplinary"),
         "capability": ("capability", "capability cases"),
         "training": ("training", "cpd", "training records", "non mandatory training"),
         "survey": ("survey", "staff survey", "survey results", "staff survey results"),
         "board": ("board", "board members", "board list", "board membership")}  # fmt: skip


def heading_key(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a trust says of its own files. Every value has a default."""

    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ethnicity: Mapping[str, str] = field(default_factory=dict)
    disability: Mapping[str, str] = field(default_factory=dict)
    bands: Mapping[str, str] = field(default_factory=dict)
    fewest_answers: int = 11

    def headings(self, table: str) -> dict[str, str]:
        """Column names by the key of each heading that may stand for them; the trust's own words win."""
        headings_of_ours: dict[str, str] = {}
        for column in TABLES[table]:
            for heading in (column.name, *column.also):
                headings_of_ours.setdefault(heading_key(heading), column.name)
        own = self.columns.get(table, {})
        return {k: name for k, name in headings_of_ours.items() if name not in own} | {
            heading_key(h): name for name, h in own.items()
        }


_GROUPS: Mapping[str, tuple[str, ...]] = {
    "ethnicity": ("white", "bme", NOT_KNOWN),
    "disability": ("disabled", "not disabled", NOT_KNOWN),
    "bands": (*BANDS, ""),
}
"""What each of a trust's own words may stand for."""


def read_column_map(said: Mapping[str, Any]) -> ColumnMap:
    """The settings of a map file. Raises `ConfigError` naming what is not known."""
    _check_tables(said)
    for part, groups in _GROUPS.items():
        if wrong := next((v for v in said.get(part, {}).values() if v not in groups), None):
            raise ConfigError(f"{part}: {wrong!r} is none of {', '.join(filter(None, groups))}.")
    few = said.get("fewest_answers", 11)
    if not isinstance(few, int) or isinstance(few, bool) or few < 0:
        raise ConfigError("fewest_answers must be a whole number, such as 11.")
    low = {part: {" ".join(str(k).split()).casefold(): v for k, v in said.get(part, {}).items()} for part in _GROUPS}
    return ColumnMap(dict(said.get("tables", {})), dict(said.get("columns", {})), **low, fewest_answers=few)


def _check_tables(said: Mapping[str, Any]) -> None:
    """Every part, table and column that is named is one there is."""
    known = {"tables", "columns", "ethnicity", "disability", "bands", "fewest_answers"}
    if unknown := sorted(set(said) - known):
        raise ConfigError(f"{unknown[0]!r} is no part of a column map. Its parts are {', '.join(sorted(known))}.")
    for part in known - {"fewest_answers"}:
        if not isinstance(said.get(part, {}), dict):
            raise ConfigError(f"{part} must be a table: [{part}].")
    for table in (*said.get("tables", {}), *said.get("columns", {})):
        if table not in TABLES:
            raise ConfigError(f"{table!r} is no table of an extract. They are {', '.join(TABLES)}.")
    for table, columns in said.get("columns", {}).items():
        names = [column.name for column in TABLES[table]]
        if wrong := next((name for name in columns if name not in names), None):
            raise ConfigError(f"{wrong!r} is no column of {table}. They are {', '.join(names)}.")
