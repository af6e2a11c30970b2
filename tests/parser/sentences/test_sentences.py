"""Every sentence said to the product: nothing is changed wrongly, and most come out right or rightly asked."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import median

import pytest

from tests.parser.sentences.judge import Trial, Verdict, judge, open_trial
from tests.parser.sentences.rows import Row, load_rows, load_variants
from tests.slices import times

RIGHT = 0.88
"""Share of the sentences that come out right or rightly asked."""
LONGEST_ANSWER = 30
"""Words at the median of a right answer, its buttons' labels not counted."""
_LABELS = re.compile(r"\[[^\]\n]*\]")


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
    words = [len(_LABELS.sub("", v.came.words).split()) for v in asked]
    assert len(words) >= 40
    assert median(words) < LONGEST_ANSWER
    assert all(v.came.card and v.came.card.title.strip() for v in asked)


def _slice(rows: tuple[Row, ...], every: int) -> list[Row]:
    return [row for at, row in enumerate(rows) if at % every == 0]


@pytest.mark.simulation
def test_a_slice_of_the_variants_changes_nothing_wrongly(trial: Trial) -> None:
    rows = _slice(load_variants(), max(1, 60 // times(1)))
    verdicts = [judge(row, trial.say(row)) for row in rows]
    assert [(v.row.says, v.wrong) for v in verdicts if v.wrong] == []
