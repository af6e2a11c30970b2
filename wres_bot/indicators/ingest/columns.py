"""Owns what tables an extract has and under which headings; must not read a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wres_bot.domain.errors import ConfigError
from wres_bot.domain.pay_bands import BANDS
from wres_bot.indicators.dimensions import NOT_KNOWN
from wres_bot.indicators.ingest.who_counts import VOCABULARIES


class Column(NamedTuple):
    name: str
    also: tuple[str, ...] = ()


_ETHNICITY = Column("ethnicity", ("ethnic origin", "ethnic group", "ethnicity code", "ethnic code", "group",
                                  "ethnic category", "race", "ethnicity description", "ethnic origin description",
                                  "ethnic background", "ethnicity group", "employee ethnic origin"))  # fmt: skip
_DISABILITY = Column("disability", ("disabled", "disability status", "disabled y/n", "disability flag"))
_PERSON = Column("person", ("employee number", "employee no", "employee id", "employee ref", "employee reference",
                            "person id", "person number", "person ref", "person reference", "person key", "people id",
                            "payroll number", "payroll no", "payroll id", "payroll ref", "staff id", "staff number",
                            "staff no", "staff ref", "staff reference", "personal reference", "pseudonym",
                            "pseudonymous id", "pseudonymised id", "unique id", "unique identifier", "unique person id",
                            "unique reference", "worker id", "worker number", "esr number", "esr id",
                            "esr employee number", "esr person id", "esr no", "colleague id", "learner id",
                            "emp no", "person no", "emp ref", "employee ref no",
                            "emp number", "emp id", "hash", "id"))  # fmt: skip
_ASSIGNMENT = Column("assignment", ("assignment number", "assignment id", "assignment no", "assignment ref",
                                    "esr assignment number", "asg number", "asg no", "assignment reference",
                                    "post holder assignment"))  # fmt: skip
_PRIMARY = Column("primary", ("primary assignment", "primary flag", "primary assignment flag", "is primary",
                              "main assignment", "main post", "primary y/n"))  # fmt: skip
_PARTS = (
    Column(
        "band",
        (
            "pay band",
            "afc band",
            "afc pay band",
            "agenda for change band",
            "current band",
            "band name",
            "salary band",
            "pay scale",
            "payscale",
            "pay scale description",
            "pay grade",
            "pay grade name",
            "grade",
            "grade name",
            "grade description",
            "salary grade",
        ),
    ),
    Column("clinical", ("clinical or not", "clinical or non clinical", "clinical/non-clinical", "clinical status")),
    Column("medical", ("medical or not", "medical and dental", "doctor")),
    Column("staff_group", ("staff group description", "esr staff group", "staffgroup")),
    Column("division", ("directorate", "care group", "business unit", "department", "care division")),
)
_WHERE = (
    Column(
        "trust",
        (
            "organisation",
            "organisation name",
            "org",
            "org code",
            "trust code",
            "employer",
            "trust name",
            "employer name",
            "ods code",
        ),
    ),
    Column("year", ("wres year", "financial year", "snapshot year")),
)
_WHEN = Column("date", ("event date", "date started", "date of event"))

TABLES: dict[str, tuple[Column, ...]] = {
    "staff": (_PERSON, _ASSIGNMENT, _PRIMARY, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE,
              Column("headcount", ("count", "people", "number", "head count", "number of colleagues", "colleagues",
                                   "number of staff", "number of employees", "number of people", "staff count",
                                   "staff numbers", "total staff", "no of staff", "employees")),
              Column("category", ("assignment category", "employment category", "assignment type", "contract type",
                                  "employment type", "employee category", "employment status type", "contract",
                                  "employee type", "person type", "appointment type", "type of contract")),
              Column("status", ("assignment status", "employment status", "employee status", "status",
                                "current status")),
              Column("left", ("termination date", "date left", "leaving date", "leave date", "leaver date", "end date",
                              "actual termination date", "date of leaving", "last working day", "employment end date",
                              "assignment end date", "contract end date leaver", "date of termination",
                              "last day of employment")),
              Column("started", ("latest start date", "start date", "hire date", "date joined", "joining date",
                                 "employment start date", "date of joining", "start date in trust", "date of hire",
                                 "original hire date", "latest hire date")),
              Column("voting", ("board", "voting board member", "board member", "board membership")),
              Column("executive", ("executive board member",)),
              Column("trained", ("non mandatory training", "accessed training", "accessed non mandatory training")),
              Column("case", ("disciplinary", "formal disciplinary", "disciplinary case"))),
    "recruitment": (Column("applicant", ("applicant id", "application id", "candidate id", "person", "id",
                                         "application ref", "application reference", "application number",
                                         "applicant number", "candidate number", "candidate ref", "applicant ref",
                                         "candidate reference", "job application id")),
                    _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE,
                    Column("date", ("event date", "start date", "date started", "vacancy date", "date applied",
                                    "application date", "date of application", "date received", "vacancy closing date",
                                    "closing date", "date vacancy closed", "date advertised", "advert closing date")),
                    Column("stage", ("application stage", "application status", "recruitment stage", "current stage",
                                     "stage reached", "candidate status", "applicant status", "candidate stage",
                                     "status", "outcome", "current status", "application outcome")),
                    Column("number", ("count", "headcount", "applicants", "candidates", "total", "people",
                                      "number of applicants", "number of candidates", "total applicants")),
                    Column("shortlisted", ("shortlist", "number shortlisted", "date shortlisted", "shortlisted on",
                                           "shortlisted date", "shortlisted y/n", "total shortlisted",
                                           "shortlisted applicants")),
                    Column("appointed", ("offers made", "offered", "appointments", "hired", "number appointed",
                                         "appointed y/n", "appointed date", "date appointed", "start date agreed",
                                         "offer accepted date", "date offer accepted", "total appointed",
                                         "appointed applicants"))),
    "cases": (_PERSON, _ASSIGNMENT, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE,
              Column("date", ("event date", "start date", "date started", "date opened", "case opened", "opened",
                              "case start date", "open date", "date case opened", "case open date",
                              "date case started", "date of formal process", "date formal", "date entered formal",
                              "date raised", "case date", "date logged", "formal start date", "date reported")),
              Column("case_type", ("case type", "type of case", "case category", "er case type", "category", "type",
                                   "nature of case", "issue type", "process type", "process", "procedure", "policy")),
              Column("formal", ("formal informal", "formal or informal", "formality", "formal/informal",
                                "informal formal", "formal y/n", "stage of process", "formal?")),
              Column("cases", ("count", "number of cases", "disciplinary cases", "number"))),
    "training": (_PERSON, _ASSIGNMENT, _ETHNICITY, _DISABILITY, *_PARTS, *_WHERE,
                 Column("date", ("event date", "start date", "date started", "date completed", "completion date",
                                 "course date", "end date", "course end date", "class end date", "training date",
                                 "date attended", "course start date", "class start date", "date of training",
                                 "date achieved", "class date")),
                 Column("course", ("course name", "course title", "class name", "training title", "training course",
                                   "competence name", "competency", "competence", "course", "title", "learning title",
                                   "offering name", "class title", "activity name", "training name", "learning path")),
                 Column("outcome", ("attendance status", "enrolment status", "enrollment status", "completion status",
                                    "attendance", "status", "player status", "learning status", "result", "outcome",
                                    "booking status")),
                 Column("mandatory", ("mandatory or not", "statutory or mandatory", "mandatory training",
                                      "mandatory y/n", "statutory/mandatory", "stat/mand", "course category",
                                      "course type", "training type", "training category", "mandatory/non mandatory",
                                      "mandatory or non mandatory", "category", "type", "category name")),
                 Column("trained", ("count", "number trained", "people trained", "number"))),
    "survey": (Column("question", ("indicator", "metric", "code", "question number", "wres indicator", "q", "item",
                                   "wres metric", "key finding", "measure", "survey question", "question ref")),
               _ETHNICITY, _DISABILITY, *_WHERE,
               Column("percent", ("percentage", "%", "value", "result", "score", "per cent", "percent yes", "% yes",
                                  "your org", "your organisation", "your trust", "trust %", "percentage score")),
               Column("yes", ("said yes", "number yes", "numerator")),
               Column("answered", ("base", "n", "respondents", "responses", "denominator", "number answered",
                                   "base size", "number of responses", "number of respondents", "total responses",
                                   "sample size"))),
    "board": (_PERSON, _ETHNICITY, _DISABILITY, *_WHERE,
              Column("voting", ("voting member", "votes", "voting y/n", "voting status", "voting rights",
                                "voting/non-voting", "voting or non voting", "voting board member", "vote")),
              Column("executive", ("executive member", "exec", "executive/ned", "exec/ned", "executive/non-executive",
                                   "executive or non executive", "exec or ned", "ned/executive", "executive y/n",
                                   "exec/non exec", "board role type", "member type", "director type")),
              Column("headcount", ("count", "members", "number", "number of members", "seats"))),
}  # fmt: skip
TABLES["capability"] = TABLES["cases"]
FILES = {"staff": ("staff", "workforce", "staff list", "staff in post", "staff extract", "esr staff in post", "sip",
                   "staff in post report", "workforce profile", "esr staff list"),
         "recruitment": ("recruitment", "applicants", "applications", "recruit", "recruitment counts", "trac",
                         "trac export", "trac report", "nhs jobs", "nhs jobs export", "trac applicants"),
         "cases": ("cases", "disciplinary", "disciplinaries", "disciplinary cases", "formal disciplinary",
                   "er tracker", "er cases", "employee relations", "employee relations cases", "er log",
                   "er case tracker", "case tracker", "employee relations tracker"),
         "capability": ("capability", "capability cases"),
         "training": ("training", "cpd", "training records", "non mandatory training", "olm", "olm training",
                      "olm export", "learning", "training extract"),
         "survey": ("survey", "staff survey", "survey results", "staff survey results", "nhs staff survey"),
         "board": ("board", "board members", "board list", "board membership", "trust board")}  # fmt: skip
MARKS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("survey", (frozenset({"question", "percent"}), frozenset({"question", "yes", "answered"}))),
    ("cases", (frozenset({"case_type"}), frozenset({"formal"}))),
    ("recruitment", (frozenset({"stage", "applicant"}), frozenset({"shortlisted", "appointed"}))),
    ("training", (frozenset({"course"}), frozenset({"mandatory", "outcome"}))),
    ("board", (frozenset({"voting", "ethnicity"}), frozenset({"executive", "ethnicity"}))),
    ("staff", (frozenset({"person", "ethnicity"}), frozenset({"assignment", "ethnicity"}),
               frozenset({"ethnicity", "headcount"}), frozenset({"person", "band"}))),
)  # fmt: skip
"""Columns by which a table is known where its name says nothing, the most telling first."""
NOT_IN: Mapping[str, frozenset[str]] = {"board": frozenset({"person", "assignment", "band"})}
"""Columns that speak against a table: a staff list may say who votes."""


ONE_ONLY = frozenset(("ethnicity", "disability", "headcount", "percent", "yes", "answered", "question", "cases"))
"""Columns of which two are a question. Of any other the more telling heading is used, and the other named."""


def heading_rank(table: str, name: str, heading: str) -> int:
    """How telling a heading is of its column: the lower the more."""
    column = next(each for each in TABLES[table] if each.name == name)
    keys = [heading_key(each) for each in (column.name, *column.also)]
    return keys.index(heading_key(heading)) if heading_key(heading) in keys else -1


def heading_key(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold().replace("%", " percent "))


def recognise_table(headings: Sequence[str]) -> str | None:
    """The table that stands under these headings, whatever its file is called; None of one that is none of ours."""
    for table, marks in MARKS:
        known = ColumnMap().headings(table)
        there = {name for heading in headings if (name := known.get(heading_key(heading)))}
        if any(mark <= there for mark in marks) and not there & NOT_IN.get(table, frozenset()):
            return table
    return None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a trust says of its own files. Every value has a default. `words`: its own, by section and casefolded."""

    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fewest_answers: int = 11

    def own(self, section: str) -> Mapping[str, str]:
        """The trust's own words of one section."""
        return self.words.get(section, {})

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


CHOICES: Mapping[str, tuple[str, ...]] = {
    "ethnicity": ("white", "bme", NOT_KNOWN),
    "disability": ("disabled", "not disabled", NOT_KNOWN),
    "bands": (*BANDS, ""),
    "staff_groups": ("medical", "clinical", "non-clinical"),
    "board_roles": ("yes", "no"),
    **{each.section: each.choices for each in VOCABULARIES.values()},
}
"""What each of a trust's own words may stand for, by section of the map file."""


def read_column_map(said: Mapping[str, Any]) -> ColumnMap:
    """The settings of a map file. Raises `ConfigError` naming what is not known."""
    _check_tables(said)
    for part, groups in CHOICES.items():
        if wrong := next((v for v in said.get(part, {}).values() if v not in groups), None):
            raise ConfigError(f"{part}: {wrong!r} is none of {', '.join(filter(None, groups))}.")
    few = said.get("fewest_answers", 11)
    if not isinstance(few, int) or isinstance(few, bool) or few < 0:
        raise ConfigError("fewest_answers must be a whole number, such as 11.")
    low = {part: {" ".join(str(k).split()).casefold(): v for k, v in said.get(part, {}).items()} for part in CHOICES}
    return ColumnMap(dict(said.get("tables", {})), dict(said.get("columns", {})), low, fewest_answers=few)


def _check_tables(said: Mapping[str, Any]) -> None:
    """Every part, table and column that is named is one there is."""
    known = {"tables", "columns", "fewest_answers", *CHOICES}
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
