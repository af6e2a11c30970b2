"""Every change that the store refuses is said in words, and tells what to do next."""

from datetime import UTC, datetime

import pytest

from wres_bot.store import errors
from wres_bot.store.errors import ChangeRefused
from wres_bot.views.refusals import change_refused

SAID = [
    (
        errors.ChangedLater("1.1", datetime(2021, 6, 4, 9, 5, tzinfo=UTC)),
        "1.1 was changed on 4 June 2021 at 10:05. Time",
    ),
    (errors.StatusUnchanged("1.1", "done"), "1.1 is already done. To add a few words, write: note 1.1"),
    (errors.ReasonMissing("1.1"), "Please say why: cancel 1.1, then"),
    (
        errors.ReopeningNeedsWords("1.1", "done", "in progress"),
        "1.1 is done. To open it again, please say why: update 1.1 in",
    ),
    (errors.DateUnchanged("1.1"), "1.1 has that date already."),
    (errors.DateMet("1.1"), "That date of 1.1 has been met."),
    (errors.OwnersUnchanged("1.1"), "1.1 is theirs already."),
    (errors.NoSuchTarget("1.1"), "1.1 has no such target."),
    (errors.NothingToUndo(), "Your last command changed no action"),
    (errors.PlaceTaken(), "This channel already serves another trust."),
]


@pytest.mark.parametrize(("refused", "words"), SAID, ids=[type(refused).__name__ for refused, _ in SAID])
def test_it_is_said(refused: ChangeRefused, words: str) -> None:
    assert change_refused(refused).text.startswith(words)


def test_none_is_left_out() -> None:
    assert {type(refused) for refused, _ in SAID} == set(ChangeRefused.__subclasses__())
