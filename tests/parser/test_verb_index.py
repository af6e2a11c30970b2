"""A verb found by its spellings, the longest first, and only where one begins and ends."""

import pytest

from wres_bot.parser import verbs
from wres_bot.parser.verb_index import VerbIndex

INDEX = VerbIndex(verbs.ALL)


@pytest.mark.parametrize(("text", "verb", "spelling"), [
    ("note 2.3", "note", "note"), ("add a note 2.3", "note", "add a note"), ("show me 2.3", "show", "show me"),
    ("status", "status", "status"), ("mine?", "mine", "mine"), ("?", "help", "?"), ("late, please", "late", "late"),
    ("not mine 2.3", "not mine", "not mine"), ("digest arrived", "digest arrived", "digest arrived"),
])  # fmt: skip
def test_the_longest_spelling_wins(text: str, verb: str, spelling: str) -> None:
    found = INDEX.find_at(text, 0)
    assert found
    assert (found[0].name, found[1], found[2]) == (verb, spelling, len(spelling))


@pytest.mark.parametrize("text", ["notes", "note's", "notebook 2.3", "show_all", "??", "kettle", ""])
def test_part_of_a_word_is_no_verb(text: str) -> None:
    assert INDEX.find_at(text, 0) is None


@pytest.mark.parametrize(("text", "verb"), [("2.3 note booked", "note"), ("2.3 add a note", None),
                                            ("2.3: show", "show"),
                                            ("2.3 isn't mine", "not mine"), ("2.3 is not mine", "not mine"),
                                            ("2.3 help", "need help"), ("2.3 status", "status"), ("2.3 list", None),
                                            ("2.3 undo", None), ("2.3 overdue", None)])  # fmt: skip
def test_behind_a_ref_only_what_is_plain_is_a_verb(text: str, verb: str | None) -> None:
    found = INDEX.find_after_ref(text, 3)
    assert (found[0].name if found else None) == verb


def test_a_whole_piece_is_a_verb_and_nothing_else() -> None:
    assert INDEX.is_whole("Undo.")
    assert not INDEX.is_whole("undo that change")
    assert not INDEX.is_whole("kettle")
