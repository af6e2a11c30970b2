"""Proves that failures are kept as codes, read back whole, and that what release 0.1.0 wrote is read as the same."""

import pytest

from wres_bot.domain.delivery_failures import (
    SENT_AGAIN_0_1_0,
    DeliveryFailure,
    FailureCode,
    dump_failure,
    parse_failure,
)

WAYS = [
    DeliveryFailure(FailureCode.LEASE_EXPIRED),
    DeliveryFailure(FailureCode.REFUSED, "Their account is “off”.", "user_disabled", ("slack",)),
    DeliveryFailure(FailureCode.NO_ACCOUNT, email="edi@esneft.example", platforms=("slack", "teams")),
    DeliveryFailure(FailureCode.PLACE_QUARANTINED, "It is archived.", place="#network"),
]


@pytest.mark.parametrize("failure", WAYS)
def test_a_failure_is_read_back_whole(failure: DeliveryFailure) -> None:
    assert parse_failure(dump_failure(failure)) == failure


@pytest.mark.parametrize("code", FailureCode)
def test_every_code_is_kept_by_its_name(code: FailureCode) -> None:
    assert dump_failure(DeliveryFailure(code)) == f'{{"code": "{code.value}"}}'
    assert parse_failure(f'{{"code": "{code.value}"}}') == DeliveryFailure(code)


@pytest.mark.parametrize("failure", WAYS)
def test_a_letter_sent_again_says_so_to_the_old_release_too(failure: DeliveryFailure) -> None:
    again = DeliveryFailure(failure.code, failure.detail, failure.reason, failure.platforms, failure.place,
                            failure.email, sent_again=True)  # fmt: skip
    assert dump_failure(again).startswith(SENT_AGAIN_0_1_0)
    assert parse_failure(dump_failure(again)) == again


CLOSED, NO_ACCOUNT = FailureCode.ACCOUNTS_CLOSED, FailureCode.NO_ACCOUNT
SENTENCES = [
    ("The platform asked for time.", DeliveryFailure(FailureCode.PLATFORM_PAUSED)),
    ("Its turn comes.", DeliveryFailure(FailureCode.AWAITING_TURN)),
    ("There was no time left to send it.", DeliveryFailure(FailureCode.OUT_OF_TIME)),
    ("Somebody else has it.", DeliveryFailure(FailureCode.LEASE_EXPIRED)),
    ("Sending broke off.", DeliveryFailure(FailureCode.SENDING_BROKE_OFF)),
    ("Nobody can tell whether it arrived.", DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN)),
    ("It did not arrive.", DeliveryFailure(FailureCode.NOT_ARRIVED)),
    ("It could not be worded; whoever runs the bot finds why in its log.", DeliveryFailure(FailureCode.COMPOSE_FAILED)),
    ("they have left", DeliveryFailure(FailureCode.PERSON_LEFT)),
    ("their account on Slack takes no messages", DeliveryFailure(CLOSED, platforms=("slack",))),
    ("their accounts on Slack and Teams take no messages", DeliveryFailure(CLOSED, platforms=("slack", "teams"))),
    ("no account of a.b@esneft.example is known on Slack or Teams",
     DeliveryFailure(NO_ACCOUNT, email="a.b@esneft.example", platforms=("slack", "teams"))),
    ("no account of a@b.example is known on this page", DeliveryFailure(NO_ACCOUNT, email="a@b.example",
                                                                        platforms=("local",))),
    ("no account of a@b.example is known on any chat platform", DeliveryFailure(NO_ACCOUNT, email="a@b.example")),
    ("#network is out of use until somebody looks: the last message failed",
     DeliveryFailure(FailureCode.PLACE_QUARANTINED, "the last message failed", place="#network")),
    ("#network is on slack, which is not set up here",
     DeliveryFailure(FailureCode.PLATFORM_MISSING, place="#network", platforms=("slack",))),
    ("This person's Slack account is switched off. Say who holds the post now.",
     DeliveryFailure(FailureCode.REFUSED, "This person's Slack account is switched off. Say who holds the post now.",
                     "user_disabled", ("slack",))),
    ("Slack has trouble of its own.", DeliveryFailure(FailureCode.OTHER, "Slack has trouble of its own.")),
    ("", DeliveryFailure(FailureCode.OTHER, "")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "failure"), SENTENCES)
def test_a_sentence_of_release_0_1_0_is_read_as_the_code_it_is_now(words: str, failure: DeliveryFailure) -> None:
    assert parse_failure(words) == failure


def test_a_letter_that_release_0_1_0_sends_again_is_known_as_that() -> None:
    assert parse_failure(SENT_AGAIN_0_1_0) == DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN, sent_again=True)
    longer = parse_failure(f"{SENT_AGAIN_0_1_0} Its turn comes.")
    assert longer == DeliveryFailure(FailureCode.AWAITING_TURN, sent_again=True)


def test_a_letter_that_never_failed_has_no_failure() -> None:
    assert parse_failure(None) is None


@pytest.mark.parametrize(
    "kept", ['{"code": "later"}', '{"code": "refused", "colour": 1}', "{", '{"detail": "x"}', "[1]"]
)
def test_what_a_later_release_kept_is_shown_as_it_is(kept: str) -> None:
    assert parse_failure(kept) == DeliveryFailure(FailureCode.OTHER, kept)
