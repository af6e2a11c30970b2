"""Holds the sentences to themselves: known names, no sentence twice, enough of every kind. Must not know a reader."""

from collections import Counter

import pytest

from tests.parser.sentences.rows import (
    Answer,
    Ask,
    Change,
    Do,
    HandBack,
    Row,
    ToLead,
    load_rows,
    load_variants,
    load_world,
    parse_change,
    parse_right,
)
from tests.parser.sentences.variants import RULES

ROWS = load_rows()
WORLD = load_world()
ACTIONS = {action.ref: action for action in WORLD.actions}


def refs_of(row: Row) -> set[str]:
    """Every ref that its right answers name, but those that there are not."""
    named: set[str | None] = {change.ref for change in row.may}
    for part in (part for outcome in row.right for part in outcome):
        match part:
            case Do(changes=changes):
                named |= {change.ref for change in changes}
            case Ask(first=first, never=never):
                named |= {change.ref for choice in (*first, never) for change in choice}
            case HandBack(refs=refs) | ToLead(refs=refs):
                named |= {*refs}
            case Answer(kind=kind, about=about) if about and about[:1].isdigit() and "." in about and kind != "noref":
                named.add(about)
            case _:
                pass
    return {ref for ref in named if ref}


def test_there_are_enough_sentences_and_variants_of_every_kind() -> None:
    assert len(ROWS) >= 600
    assert len(load_variants()) >= 3000
    assert {kind: count for kind, count in Counter(row.kind for row in ROWS).items() if count < 25} == {}


def test_no_sentence_stands_twice_with_the_same_writer_and_reminder() -> None:
    twice = Counter((row.who, row.after, row.says) for row in (*ROWS, *load_variants()))
    assert [key for key, count in twice.items() if count > 1] == []


def test_every_sentence_leans_on_the_world_alone() -> None:
    assert [row for row in ROWS if row.who not in WORLD.who or row.after not in WORLD.after] == []
    assert [row for row in ROWS if not refs_of(row) <= ACTIONS.keys()] == []
    assert [row for row in ROWS if not {*row.rules} <= RULES.keys()] == []
    assert {ref for after in WORLD.after.values() for letter in after.letters for ref in letter} <= ACTIONS.keys()
    assert {action.section for action in WORLD.actions} == WORLD.sections.keys()


def test_reminders_go_to_those_who_own_what_they_name() -> None:
    strangers = [
        (row.who, row.after)
        for row in ROWS
        for letter in WORLD.after[row.after].letters
        if not all(WORLD.who[row.who].post in ACTIONS[ref].owners for ref in letter)
    ]
    assert strangers == []


def test_only_owners_and_leads_change_an_action() -> None:
    def may(row: Row, change: Change) -> bool:
        writer = WORLD.who[row.who]
        return writer.role == "lead" or change.ref is None or writer.post in ACTIONS[change.ref].owners

    assert [(row.says, change) for row in ROWS for change in row.changes if not may(row, change)] == []


def test_what_is_never_offered_is_not_offered_first() -> None:
    asked = [(row.says, part) for row in ROWS for outcome in row.right for part in outcome if isinstance(part, Ask)]
    assert [says for says, ask in asked for choice in ask.first if {*choice} & {*ask.never}] == []


def test_words_that_are_kept_were_typed() -> None:
    kept = [(row.says, part.keeping) for row in ROWS for out in row.right for part in out if isinstance(part, Do)]
    assert [words for says, words in kept if words and words.casefold() not in says.casefold()] == []


def test_a_choice_that_is_open_fits_whatever_is_not_done() -> None:
    assert Change("open", "2.3").fits("in progress", "2.3") and Change("open", "2.3").fits("need help", "2.3")
    assert not Change("open", "2.3").fits("done", "2.3") and not Change("open", "2.3").fits("delayed", "2.4")
    assert parse_change("note 2.3") == parse_change("2.3 note") == Change("note", "2.3")


@pytest.mark.parametrize("wrong", ["do 2.3 doen", "answer dunno", "tolead nothing", "guess 2.3", "ask 2.3 2.4 done"])
def test_what_is_right_is_written_in_known_words(wrong: str) -> None:
    with pytest.raises(ValueError):
        parse_right(wrong)


def test_a_slip_may_be_asked_about_and_a_greeting_may_not() -> None:
    plain = next(row for row in ROWS if row.says == "2.3 done" and row.who == "owner")
    made = {row.rule: row for row in load_variants() if row.of == plain.says and row.who == "owner"}
    assert made["slips"].may_be(Ask) and made["slips"].may_be(Do) and not made["hello"].may_be(Ask)
    assert made["dictation"].allows("done", "2.3") and not made["dictation"].allows("in progress", "2.3")
