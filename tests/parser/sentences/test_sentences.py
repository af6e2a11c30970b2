"""Every sentence said to the product: nothing is changed wrongly, and most come out right or rightly asked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from statistics import median
from typing import TypeVar

import pytest
from rapidfuzz.fuzz import partial_ratio

from tests.parser.sentences.judge import Trial, Verdict, judge, list_buttons, open_trial
from tests.parser.sentences.rows import Ask, Change, Row, load_rows, load_variants
from tests.slices import times
from wres_bot.commands.dispatch import SPECS
from wres_bot.domain.statuses import STATUS_SYNONYMS, STATUSES, Status
from wres_bot.parser.command_types import Command, Parsed, Part
from wres_bot.parser.grammar import parse
from wres_bot.parser.patterns import has_words
from wres_bot.parser.signs import load_kinds
from wres_bot.parser.verbs import BY_NAME
from wres_bot.parser.vocabulary import load_table, split_phrases

RIGHT = 0.95
"""Share of the sentences that come out right or rightly asked."""
LONGEST_ANSWER = 30
"""Words at the median of a right answer, its buttons' labels among them."""
T = TypeVar("T")


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    with open_trial() as made:
        yield made


@pytest.fixture(scope="module")
def verdicts(trial: Trial) -> list[Verdict]:
    return [judge(row, trial.say(row)) for row in load_rows()]


def test_nothing_is_changed_wrongly(verdicts: list[Verdict]) -> None:
    assert [(v.row.says, v.wrong) for v in verdicts if v.wrong] == []


def test_most_sentences_are_right_or_rightly_asked(verdicts: list[Verdict]) -> None:
    wrong = Counter(v.row.kind for v in verdicts if not v.right)
    assert wrong.total() <= len(verdicts) * (1 - RIGHT), wrong.most_common()


def test_right_answers_are_short_and_the_first_line_is_the_answer(verdicts: list[Verdict]) -> None:
    asked = [v for v in verdicts if v.right and v.came.card and v.row.kind != "questions-chairs"]
    words = [sum(has_words(word) for word in v.came.words.split()) for v in asked]
    assert len(words) >= 40
    assert median(words) < LONGEST_ANSWER, median(words)
    assert all(v.came.card and v.came.card.title.strip() for v in asked)


def _slice(rows: Sequence[T], every: int) -> list[T]:
    return [row for at, row in enumerate(rows) if at % every == 0]


# with a word of the contradiction table beside it no status is taken without a question


def _list_doubted() -> list[tuple[str, Status]]:
    """Each word of the table before and behind each status that it speaks against."""
    table = load_table("doubts")
    said = {phrase for name, cell in load_kinds("statuses").items() if name.startswith("status") for phrase in cell}
    said |= {*STATUS_SYNONYMS}
    made: list[tuple[str, Status]] = []
    for kind, cell in table["against"].items():
        for doubt, status in product(split_phrases(table["signs"][kind]), split_phrases(cell)):
            shapes = [f"{doubt} {status}"] if kind == "past" else [f"is {doubt} {status}", f"{status} {doubt}"]
            made += [(shape, status) for shape in shapes if status in STATUSES and shape not in said]
    return made


@pytest.mark.simulation
def test_no_status_is_taken_beside_a_word_of_the_contradiction_table() -> None:
    doubted = _slice(_list_doubted(), max(1, 12 // times(1)))
    taken = [
        shape
        for shape, status in doubted
        for part in _parts_of(parse(f"2.3 {shape}", SPECS))
        if isinstance(part, Command) and part.status == status and not part.question
    ]
    assert taken == []


def test_what_is_harmless_is_taken() -> None:
    harmless = _slice(load_kinds("doubts")["harmless"], 4)
    parsed = {phrase: _parts_of(parse(f"2.3 done, {phrase}", SPECS)) for phrase in harmless if "done" not in phrase}
    taken = [p for p, parts in parsed.items() if any(isinstance(c, Command) and c.status == "done" for c in parts)]
    assert len(taken) >= len(parsed) * 0.9, [*parsed.keys() - {*taken}]


def _parts_of(parsed: Parsed) -> tuple[Part, ...]:
    return parsed if isinstance(parsed, tuple) else ()


# a guess may only look


GUESSES = ("I look after", "I don't have the answer", "I couldn't place", "Which of these do you mean", "Did you mean")


def test_no_button_under_a_guess_changes_what_nobody_named_with_a_verb(verdicts: list[Verdict]) -> None:
    guessed = [v for v in verdicts if v.came.card and v.came.card.title.startswith(GUESSES)]
    assert len(guessed) > 10
    changing = [
        (v.row.says, part)
        for v in guessed
        for button in list_buttons(v.came.card)
        for part in _parts_of(parse(button.says, SPECS, pressed=True))
        if not _only_looks(part) and not _was_typed(part, v.row.says)
    ]
    assert changing == []


def _only_looks(part: Part) -> bool:
    """It changes nothing: it shows, it asks how something is going, or it is passed on in the person's own words."""
    if not isinstance(part, Command):
        return True
    return not BY_NAME[part.verb].changes or (part.verb == "update" and not part.status) or part.verb == "ask the lead"


def _was_typed(part: Part, says: str) -> bool:
    """Whether the verb stands in the words, with a slip at most."""
    assert isinstance(part, Command)
    spellings = BY_NAME[part.verb].spellings
    return any(partial_ratio(spelling, says.lower()) >= 75 for spelling in spellings)


@pytest.mark.parametrize("kind", ["contradictions", "guesses", "several"])
def test_the_first_button_never_records_what_was_denied(trial: Trial, kind: str) -> None:
    for row in (row for row in load_rows() if row.kind == kind):
        never = {no for outcome in row.right for part in outcome if isinstance(part, Ask) for no in part.never}
        if never:
            assert not trial.press_first(row) & never, row.says


DENIED = [
    f"2.3 {neg} {status}"
    for status in ("done", "in progress", "delayed", "not started")
    for neg in ("isn't", "is not", "is far from", "is by no means", "aint", "was never", "is no longer")
    if not (status == "not started" and "not" in neg)
]


def test_pressing_the_first_button_after_a_denial_never_records_what_was_denied(trial: Trial) -> None:
    for says in DENIED:
        row = Row("denied", "owner", "one", says, ())
        status = next(s for s in ("not started", "in progress", "delayed", "done") if says.endswith(s))
        assert Change(status, "2.3") not in trial.press_first(row), says


@pytest.mark.simulation
def test_a_slice_of_the_variants_changes_nothing_wrongly(trial: Trial) -> None:
    rows = _slice(load_variants(), max(1, 60 // times(1)))
    verdicts = [judge(row, trial.say(row)) for row in rows]
    assert [(v.row.says, v.wrong) for v in verdicts if v.wrong] == []
