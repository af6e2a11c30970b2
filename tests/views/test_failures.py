"""Proves that every failure has words for people, those of release 0.1.0, and help where there is some."""

import pytest

from tests.domain.test_delivery_failures import SENTENCES
from wres_bot.domain.delivery_failures import SENT_AGAIN_0_1_0, DeliveryFailure, FailureCode, NobodyToAsk
from wres_bot.views.failures import (
    ON_SLACK,
    ON_TEAMS,
    OTHER_ADDRESS,
    failure_words,
    list_remedies,
    nobody_words,
)


@pytest.mark.parametrize(("words", "failure"), SENTENCES)
def test_a_failure_reads_as_it_always_did(words: str, failure: DeliveryFailure) -> None:
    assert failure_words(failure) == words


@pytest.mark.parametrize("code", FailureCode)
def test_every_code_has_words(code: FailureCode) -> None:
    assert failure_words(DeliveryFailure(code, "detail", platforms=("slack",), place="#network", email="a@b.example"))


def test_a_letter_sent_again_says_so_first() -> None:
    again = DeliveryFailure(FailureCode.AWAITING_TURN, sent_again=True)
    assert failure_words(again) == f"{SENT_AGAIN_0_1_0} Its turn comes."
    assert failure_words(DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN, sent_again=True)) == SENT_AGAIN_0_1_0


def test_a_place_out_of_use_for_no_known_reason_says_what_is_known() -> None:
    words = failure_words(DeliveryFailure(FailureCode.PLACE_QUARANTINED, place="#network"))
    assert words == "#network is out of use until somebody looks: the last message failed"


def test_why_nobody_can_be_asked_reads_plainly() -> None:
    assert [nobody_words(why) for why in NobodyToAsk] == [
        "nobody holds this post",
        "the person who held it has left",
        "the person who holds it asked me not to write, or said it is not them",
        "no way to reach them",
    ]
    assert nobody_words(DeliveryFailure(FailureCode.PERSON_LEFT)) == "they have left"


@pytest.mark.parametrize(("failure", "helps"), [
    (DeliveryFailure(FailureCode.NO_ACCOUNT, platforms=("slack", "teams")), [ON_TEAMS, ON_SLACK, OTHER_ADDRESS]),
    (DeliveryFailure(FailureCode.NO_ACCOUNT, platforms=("slack",)), [ON_SLACK, OTHER_ADDRESS]),
    (DeliveryFailure(FailureCode.ACCOUNTS_CLOSED, platforms=("teams",)), [ON_TEAMS]),
    (DeliveryFailure(FailureCode.REFUSED, "", "user_disabled", ("slack",)), [ON_SLACK]),
    (DeliveryFailure(FailureCode.REFUSED, "", "MessageWritesBlocked", ("teams",)), [ON_TEAMS]),
    (DeliveryFailure(FailureCode.REFUSED, "", "is_archived", ("slack",)), []),
    (DeliveryFailure(FailureCode.NO_ANSWER, "Slack did not answer.", platforms=("slack",)), []),
    (NobodyToAsk.VACANT, []),
    (None, []),
])  # fmt: skip
def test_help_is_offered_where_somebody_can_do_something(
    failure: DeliveryFailure | NobodyToAsk | None, helps: list[str]
) -> None:
    assert list_remedies([failure]) == helps


def test_help_is_offered_once_however_many_were_missed() -> None:
    missed = [DeliveryFailure(FailureCode.NO_ACCOUNT, platforms=("slack",))] * 3
    assert list_remedies(missed) == [ON_SLACK, OTHER_ADDRESS]
