"""Owns the people table: who holds which post or role, from when to when; must not know encodings, store or chat."""

import re

from wres_bot.documents.known_columns import Column, KnownRow, read_known_rows
from wres_bot.documents.milestone_notation import parse_day
from wres_bot.documents.tables import Source
from wres_bot.domain.access import ROLES
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.plan_rows import PeopleFile, PersonRow, Problem
from wres_bot.domain.posts import normalise_post

COLUMNS = (
    Column("email", required=True, also=("e-mail", "mail", "address")),
    Column("name"),
    Column("post", also=("job title", "title")),
    Column("from", also=("start",)),
    Column("to", also=("until", "end")),
    Column("role"),
    Column("covering"),
    Column("contact"),
    Column("aliases", also=("also called",)),
)
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_YES = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "x": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
    "": False,
}


def read_people(source: Source, *, year: NhsYear | str) -> PeopleFile:
    """People and what they hold. `year` only places a day that names no year, which is then refused."""
    year = NhsYear(year) if isinstance(year, str) else year
    sheet = read_known_rows(source, COLUMNS)
    problems = list(sheet.problems)
    rows: list[PersonRow] = []
    names: dict[str, str] = {}
    for line in sheet.lines:
        row, wrong = _person(line, year)
        wrong += _clashes(row, names)
        problems += wrong
        if not any(problem.severity == "error" for problem in wrong):
            rows.append(row)
    return PeopleFile(tuple(dict.fromkeys(rows)), tuple(problems))


def _person(line: KnownRow, year: NhsYear) -> tuple[PersonRow, list[Problem]]:
    wrong: list[Problem] = []

    def tell(column: str, expected: str) -> None:
        found = f"“{line[column][:60]}”" if line[column] else "an empty cell"
        wrong.append(Problem(line.number, column, found, expected))

    email = line["email"].lower()
    if not _EMAIL.fullmatch(email):
        tell("email", "an e-mail address such as head.of.edi@trust.example")
    days = {}
    for column in ("from", "to"):
        days[column] = parse_day(line[column], year) if line[column] else None
        if line[column] and days[column] is None:
            tell(column, "a day such as 1 April 2020")
    if days["from"] and days["to"] and days["to"] < days["from"]:
        tell("to", "a day on or after the one in “from”")
    role = line["role"].lower() or None
    if role and role not in ROLES:
        tell("role", f"{', '.join(ROLES)}, or nothing")
    yes = {}
    for column in ("covering", "contact"):
        answer = _YES.get(line[column].lower())
        yes[column] = bool(answer)
        if answer is None:
            tell(column, "yes or nothing")
    if yes["covering"] and not line["post"]:
        tell("post", "the post that is covered")
    row = PersonRow(
        email=email,
        name=line.words("name"),
        post=line.words("post"),
        start=days["from"],
        end=days["to"],
        role=role,  # type: ignore[arg-type]  # told above when it is no role
        covering=yes["covering"],
        contact=yes["contact"],
        aliases=line.entries("aliases"),
        row=line.number,
    )
    return row, wrong


def _clashes(row: PersonRow, names: dict[str, str]) -> list[Problem]:
    """One name cannot mean two posts."""
    wrong = []
    if row.post:
        for name in (row.post, *row.aliases):
            if names.setdefault(normalise_post(name), row.post) != row.post and normalise_post(
                names[normalise_post(name)]
            ) != normalise_post(row.post):
                found = f"“{name}”, which also means {names[normalise_post(name)]}"
                wrong.append(Problem(row.row, "aliases", found, "each name for one post"))
    return wrong
