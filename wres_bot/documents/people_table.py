"""Owns the people table: who holds which post or role, from when to when; must not know encodings, store or chat."""

import re
from datetime import date

from wres_bot.documents.known_columns import CheckedRow, Column, read_known_rows
from wres_bot.documents.milestone_notation import parse_day
from wres_bot.documents.tables import Source
from wres_bot.domain.access import ROLES, Role
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
_YES = dict.fromkeys(("yes", "y", "true", "1", "x"), True) | dict.fromkeys(("no", "n", "false", "0", ""), False)
_ROLES: dict[str, Role] = {role: role for role in ROLES}


def read_people(source: Source, *, year: NhsYear | str) -> PeopleFile:
    """People and what they hold. `year` only places a day that names no year, which is then refused."""
    year = NhsYear(year) if isinstance(year, str) else year
    sheet = read_known_rows(source, COLUMNS)
    problems = list(sheet.problems)
    rows: list[PersonRow] = []
    names: dict[str, str] = {}
    for line in sheet.lines:
        checked = CheckedRow(line)
        row = _person(checked, year)
        wrong = [*checked.problems, *_clashes(row, names)]
        problems += wrong
        if not any(problem.severity == "error" for problem in wrong):
            rows.append(row)
    return PeopleFile(tuple(dict.fromkeys(rows)), tuple(problems))


def clean_address(words: str) -> str:
    """An address as chat knows it: without what nobody sees, "mailto:", and the brackets and signs of a copy."""
    text = re.sub(r"[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]", "", words).translate(_STRAIGHT)
    named = re.search(r"<([^<>]*@[^<>]*)>", text)
    text = re.sub(r"^mailto:", "", (named[1] if named else text).strip(), flags=re.I).partition("?")[0]
    return text.strip(" .,;:<>\"'()[]").lower()


_STRAIGHT = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-", 0xFF20: "@", 0xA0: " "}


def _person(row: CheckedRow, year: NhsYear) -> PersonRow:
    cells = row.row
    email = clean_address(cells["email"])
    if not _EMAIL.fullmatch(email) or not email.isascii():
        row.report("email", "an e-mail address such as head.of.edi@trust.example, in plain letters")
    start, end = _day(row, "from", year), _day(row, "to", year)
    if start and end and end < start:
        row.report("to", "a day on or after the one in “from”")
    covering = row.choice("covering", _YES, "yes or nothing") or False
    if covering and not cells["post"]:
        row.report("post", "the post that is covered")
    return PersonRow(
        email=email,
        name=cells.words("name"),
        post=cells.words("post"),
        start=start,
        end=end,
        role=row.choice("role", _ROLES, f"{', '.join(ROLES)}, or nothing") if cells["role"] else None,
        covering=covering,
        contact=row.choice("contact", _YES, "yes or nothing") or False,
        aliases=cells.entries("aliases"),
        row=cells.number,
    )


def _day(row: CheckedRow, column: str, year: NhsYear) -> date | None:
    day = parse_day(row.row[column], year) if row.row[column] else None
    if row.row[column] and day is None:
        row.report(column, "a day such as 1 April 2020")
    return day


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
