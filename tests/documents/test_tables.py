"""Dates stated precisely, and the people, targets and indicators tables."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.documents.figures_table import read_indicators_file
from wres_bot.documents.milestone_notation import parse_milestones, render_milestones
from wres_bot.documents.people_table import read_people
from wres_bot.documents.targets_table import read_targets
from wres_bot.domain.dates import NhsYear
from wres_bot.domain.plan_rows import Problem

YEAR = "2020-21"


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem) for problem in problems]


STATED = [
    "deadline: 31 March 2026",
    "deadline: March 2026 (report (final) out)",
    "start: autumn 2021",
    "start: Q3 2020-21 (roll-out)",
    "review met: August 2025 (reviewed (past))",
    "deadline: 2023; deadline: 2020-21",
    "recurring: every 6 months after 30 April 2021 (bi-annual)",
    "ongoing: every 3 months after 31 March 2020",
    "ongoing: 2021-22, every 3 months after 31 March 2021",
    "opportunistic (as posts arise)",
]


@pytest.mark.parametrize("words", STATED)
def test_stated_dates_read_back(words: str) -> None:
    milestones, unread = parse_milestones(words, NhsYear(YEAR))
    assert unread is None
    assert render_milestones(milestones) == words


UNSTATED = ["deadline", "deadline: soon", "31 March 2021", "recurring: now and then", "party: May 2021",
            "deadline: March 2021 or April 2021", "recurring: every 3 months after Easter"]  # fmt: skip


@pytest.mark.parametrize("words", UNSTATED)
def test_dates_not_stated_precisely_are_not_guessed(words: str) -> None:
    milestones, unread = parse_milestones(words, NhsYear(YEAR))
    assert (milestones, unread) == ((), words)


@given(st.text())
def test_any_stated_text_is_read_without_harm(words: str) -> None:
    parse_milestones(words, NhsYear(YEAR))
    parse_milestones(f"deadline: {words}", NhsYear(YEAR))


def test_people_hold_posts_between_days() -> None:
    data = b"email,post,from,to,role,covering,aliases\n"
    data += b"Head.Of.EDI@x.example,Head of EDI,1 April 2020,31.03.2021,Coordinator,,EDI Head | Lead for EDI\n"
    (row,) = read_people(data, year=YEAR).rows
    assert (row.email, row.post, row.start, row.end) == (
        "head.of.edi@x.example", "Head of EDI", date(2020, 4, 1), date(2021, 3, 31),
    )  # fmt: skip
    assert (row.role, row.covering, row.aliases) == ("coordinator", False, ("EDI Head", "Lead for EDI"))


def test_wrong_people_are_reported() -> None:
    lines = ["nobody,CEO,,,,", "a@x.example,CEO,April,,,", "b@x.example,CEO,2021-01-01,2020-01-01,,",
             "c@x.example,,,,king,", "d@x.example,,,,,yes", "e@x.example,CEO,,,,maybe"]  # fmt: skip
    read = read_people("\n".join(["email,post,from,to,role,covering", *lines]).encode(), year=YEAR)
    assert [(p.row, p.column) for p in read.errors] == [
        (2, "email"), (3, "from"), (4, "to"), (5, "role"), (6, "post"), (7, "covering"),
    ]  # fmt: skip
    assert read.rows == ()


def test_one_name_cannot_mean_two_posts() -> None:
    data = b"email,post,aliases\na@x.example,AD Education,\nb@x.example,Head of Education,AD education\n"
    assert [(p.row, p.column) for p in read_people(data, year=YEAR).errors] == [(3, "aliases")]


def test_targets_are_numbers_with_an_aim() -> None:
    head = "ref,text,op,value,upper,unit\n"
    read = read_targets(
        (head + "2.3,panels,>=,80,,%\n,extra posts,between,1,2,posts\n2.3,survey,improves,,,\n").encode()
    )
    assert [(r.ref, r.op, r.value, r.upper) for r in read.rows] == [
        ("2.3", "at least", Decimal(80), None),
        (None, "between", Decimal(1), Decimal(2)),
        ("2.3", "improve", None, None),
    ]
    lines = ["9.9,a,exactly,1,,", "2.3,,exactly,1,,", "2.3,a,roughly,1,,", "2.3,a,exactly,,,", "2.3,a,exactly,many,,",
             "2.3,a,between,1,,"]  # fmt: skip
    bad = read_targets((head + "\n".join(lines)).encode(), refs=frozenset({"2.3"}))
    assert [(p.row, p.column) for p in bad.errors] == [
        (2, "ref"), (3, "text"), (4, "op"), (5, "value"), (6, "value"), (7, "upper"),
    ]  # fmt: skip


VALUES = "standard,code,measure,breakdown,group,period,basis,source,value,unit,published text,reason\n"


def test_a_value_has_a_key_of_its_own() -> None:
    line = "WRES,Indicator 5,survey,,BAME,2021,published,report,34.3 %,%,34.3 %,\n"
    read = read_indicators_file((VALUES + line + line).encode())
    assert [(r.code, r.group, r.value, r.published_text) for r in read.rows] == [
        ("5", "bme", Decimal("34.3"), "34.3 %")
    ]
    assert "the same value as row 2" in told(read.errors)[0]


def test_wrong_values_are_reported() -> None:
    lines = ["WRES,5 and 6,m,,white,2021,published,s,1,%,,", "WRES,5,m,,martian,2021,published,s,1,%,,",
             "WRES,5,m,,white,2021,guessed,s,1,%,,", "WRES,5,m,,white,2021,published,s,,%,,",
             "WRES,5,m,,white,2021,published,s,some,%,,", "WRES,5,m,,white,,published,s,1,%,,"]  # fmt: skip
    read = read_indicators_file((VALUES + "\n".join(lines)).encode())
    assert [(p.row, p.column) for p in read.errors] == [
        (2, "code"), (3, "group"), (4, "basis"), (5, "value"), (6, "value"), (7, "period"),
    ]  # fmt: skip
    blank = read_indicators_file((VALUES + "WRES,5,m,,white,2021,published,s,,%,n/a,base under 11\n").encode())
    assert [(r.value, r.reason) for r in blank.rows] == [(None, "base under 11")]
