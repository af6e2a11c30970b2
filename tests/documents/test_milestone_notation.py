"""Dates stated precisely: what is written reads back, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres_bot.documents.milestone_notation import parse_milestones, render_milestones
from wres_bot.domain.dates import NhsYear

YEAR = "2020-21"


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
