"""Everyday questions, in the words of those who ask, and the tables by which they are read."""

import pytest

from wres_bot.parser.command_types import Calm, Command, SmallTalk, Verb
from wres_bot.parser.everyday import ASKING, question_rules, question_words, read_question
from wres_bot.parser.signs import load_kinds
from wres_bot.parser.verbs import BY_NAME

TO_COME: tuple[str, ...] = ()
"""Verbs that the table knows before the bot does: its rows for them are passed over until then."""
EVERY = BY_NAME | {name: Verb(name, (name,), ("rest",), "Told.", name) for name in TO_COME if name not in BY_NAME}


@pytest.mark.parametrize(
    ("asked", "verb"),
    [("who hasn't answered", "waiting"), ("who are we still waiting for?", "waiting"), ("anything red?", "late"),
     ("how many BME staff in band 8", "indicators"), ("how are we doing on section 3", "status"),
     ("what do I have to do", "mine"), ("what's due next month", "due"),
     ("give me something for the minutes", "minutes"),
     ("what have you done for us", "news"), ("what should I worry about", "worry"), ("which ones need help", "list"),
     ("what's changed since the last meeting", "since"), ("what should I ask at the meeting?", "agenda"),
     ("what can you do", "help"), ("am I late", "mine")],
)  # fmt: skip
def test_an_everyday_question_is_read_as_a_command(asked: str, verb: str) -> None:
    command = read_question(asked, EVERY)
    assert isinstance(command, Command)
    assert command.verb == verb


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("is this confidential?", "privacy"), ("are you a bot", "about"), ("sickness rate by ethnicity?", "unheld")],
)
def test_what_the_bot_is_and_does_not_hold_is_told_in_a_sentence(asked: str, kind: Calm) -> None:
    assert read_question(asked, EVERY) == SmallTalk(kind)


@pytest.mark.parametrize(
    ("asked", "when"),
    [("what's due in 3 weeks", "in 3 weeks"), ("what is due in a week?", "in a week"),
     ("what's ahead this month", "this month"),
     ("what is due ahead of the board", ""), ("anything due instead", ""), ("what's due for a dozen of us", "")],
)  # fmt: skip
def test_a_date_of_a_question_does_not_begin_inside_a_word(asked: str, when: str) -> None:
    command = read_question(asked, EVERY)
    assert isinstance(command, Command)
    assert command.when == when


@pytest.mark.parametrize("said", ["2.3 done", "training booked", "first cohort trained", "banana lunch", ""])
def test_what_asks_nothing_is_no_question(said: str) -> None:
    assert read_question(said, EVERY) is None


def test_a_question_can_only_look() -> None:
    for rule in question_rules():
        if rule.means.startswith("say "):
            continue
        verb = EVERY.get(rule.means) or EVERY[rule.means.split(" ", maxsplit=1)[0]]
        assert not verb.changes, rule


def test_every_kind_that_a_row_names_is_in_the_table() -> None:
    known = {*load_kinds("questions"), "ref", "date", "asking"}
    for rule in question_rules():
        assert rule.lacks | frozenset().union(*rule.has) <= known, rule
    assert set(ASKING) <= known
    assert question_words().words
