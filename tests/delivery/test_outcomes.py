"""Proves what becomes of a letter, at the edges: when it is tried again, given up, asked about, or sent once more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.standins.letters import SOMETHING
from wres_bot.delivery import outcomes
from wres_bot.delivery.outcomes import GIVE_UP, TIMING, Outcome
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letters import LetterKind
from wres_bot.domain.ports import Address
from wres_bot.store.models import Letter
from wres_bot.store.outbox.held_digests import HELD

PUT = datetime(2021, 1, 4, 9, 30, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TO, LOCAL = Address("slack", "T1", "U1"), Address("local", "esneft", "edi")
REFUSED = DeliveryFailure(FailureCode.REFUSED, "busy", platforms=("slack",))
UNKNOWN = DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN)


def letter(kind: LetterKind = "notice", **more: Any) -> Letter:
    given: dict[str, Any] = {
        "id": 1, "key": "k", "trust_id": 1, "kind": kind, "subject": SOMETHING[kind], "person_id": 3, "place_id": None,
        "platform": None, "thread": None, "put_at": PUT, "not_before": PUT, "state": "claimed", "attempts": 0,
        "holder": "one", "content": None, "card": None, "receipt_place": None, "receipt_message": None,
        "sent_at": None, "failure": None,
    }  # fmt: skip
    return Letter(**given | more)


AGES: list[tuple[LetterKind, timedelta]] = [
    ("reminder", DAY), ("answer", DAY), ("preview", 3 * DAY), ("notice", 3 * DAY), ("digest", 10 * DAY),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "age"), AGES)
def test_each_kind_is_given_up_right_after_its_time(kind: LetterKind, age: timedelta) -> None:
    assert not outcomes.is_too_old(letter(kind), PUT + age)
    assert outcomes.is_too_old(letter(kind), PUT + age + SECOND)
    assert GIVE_UP[kind] == age


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 20), (1, 40), (6, 1280), (7, 1800), (8, 1800), (1000, 1800)])
def test_each_wait_is_twice_the_last_up_to_half_an_hour(attempts: int, seconds: int) -> None:
    outcome = outcomes.retry_later(letter(attempts=attempts), REFUSED, PUT, 0.5)
    assert outcome == Outcome("retry", REFUSED, retry_at=PUT + timedelta(seconds=seconds))


def test_waits_are_spread_between_half_and_one_and_a_half() -> None:
    waits = [outcomes.retry_later(letter(), REFUSED, PUT, jitter).retry_at for jitter in (0.0, 1.0)]
    assert waits == [PUT + 10 * SECOND, PUT + 30 * SECOND]


@pytest.mark.parametrize(("asked", "seconds"), [(0.0, 1.0), (0.5, 1.0), (1.0, 1.0), (90.0, 90.0)])
def test_a_platform_that_asks_for_time_gets_a_second_at_least(asked: float, seconds: float) -> None:
    outcome = outcomes.retry_later(letter(), REFUSED, PUT, 0.25, retry_after=asked)
    assert outcome.retry_at == PUT + timedelta(seconds=seconds + 0.25)


def test_a_workspace_that_asked_for_time_is_paused_for_all() -> None:
    error = DeliveryError("slow down", retry_after=90)
    outcome = outcomes.outcome_of_failure(letter(), TO, error, PUT, 0.0)
    assert outcome.paused == (TO, PUT + timedelta(seconds=90))
    assert outcomes.outcome_of_failure(letter(), TO, DeliveryError("busy"), PUT, 0.0).paused is None


@pytest.mark.parametrize("kind", ["notice", "digest", "reminder"])
def test_what_is_too_old_to_try_again_is_dead_and_a_digest_is_told_of(kind: LetterKind) -> None:
    late = PUT + GIVE_UP[kind] + SECOND
    outcome = outcomes.retry_later(letter(kind), REFUSED, late, 0.0)
    assert outcome == Outcome("dead", REFUSED, unreachable=kind == "digest")


def test_a_recipient_who_cannot_be_reached_is_not_tried_again() -> None:
    error = DeliveryError("off", permanent=True, reason="user_disabled")
    outcome = outcomes.outcome_of_failure(letter(), TO, error, PUT, 0.0)
    failure = DeliveryFailure(FailureCode.REFUSED, "off", "user_disabled", ("slack",))
    assert outcome == Outcome("dead", failure, failed_address=TO, unreachable=True)


@pytest.mark.parametrize(("kind", "told"), [("digest", True), ("reminder", False), ("notice", False)])
def test_a_message_that_is_refused_says_nothing_about_its_recipient(kind: LetterKind, told: bool) -> None:
    error = DeliveryError("too long", permanent=True, concerns="message")
    outcome = outcomes.outcome_of_failure(letter(kind), TO, error, PUT, 0.0)
    assert (outcome.state, outcome.failed_address, outcome.unreachable) == ("dead", None, told)


def test_what_is_wrong_with_the_bot_itself_passes() -> None:
    error = DeliveryError("token revoked", permanent=True, concerns="bot")
    assert outcomes.outcome_of_failure(letter(), TO, error, PUT, 0.0).state == "retry"


def test_a_bug_is_tried_again_and_given_up() -> None:
    code = FailureCode.INTERNAL_ERROR
    assert outcomes.retry_or_give_up(letter(), code, PUT).retry_at == PUT + TIMING.first
    assert outcomes.retry_or_give_up(letter(), code, PUT, at_once=True).retry_at == PUT
    late = outcomes.retry_or_give_up(letter(), code, PUT + 3 * DAY + SECOND)
    assert late == Outcome("dead", DeliveryFailure(code))


def test_what_was_only_put_off_counts_as_no_attempt() -> None:
    outcome = outcomes.put_off(FailureCode.AWAITING_TURN, PUT)
    assert (outcome.state, outcome.retry_at, outcome.counts_as_attempt) == ("retry", PUT, False)


# When nobody can tell whether it arrived

LOST = Unsure("no record is kept")


@pytest.mark.parametrize(("error", "state"), [
    (DeliveryError("busy"), "unsure"),
    (DeliveryError("token revoked", permanent=True, concerns="bot"), "unsure"),
    (ValueError("a bug"), "unsure"),
    (LOST, "retry"),
    (DeliveryError("gone", permanent=True), "dead"),
])  # fmt: skip
def test_a_platform_is_asked_again_unless_it_cannot_know(error: Exception, state: str) -> None:
    outcome = outcomes.outcome_of_doubt(letter(failure=REFUSED), error, PUT)
    assert outcome.state == state
    if state == "unsure":
        assert (outcome.failure, outcome.retry_at) == (REFUSED, PUT + TIMING.quiet)


def test_a_letter_in_doubt_is_sent_once_more_and_only_once() -> None:
    first = outcomes.outcome_of_doubt(letter(), LOST, PUT)
    again = DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN, sent_again=True)
    assert first == Outcome("retry", again, retry_at=PUT)
    assert outcomes.outcome_of_doubt(letter(failure=again), LOST, PUT) == Outcome("dead", UNKNOWN)


def test_a_reminder_in_doubt_is_not_repeated() -> None:
    assert outcomes.outcome_of_doubt(letter("reminder"), LOST, PUT) == Outcome("dead", UNKNOWN)


def test_a_digest_in_doubt_waits_for_a_lead() -> None:
    outcome = outcomes.outcome_of_doubt(letter("digest"), LOST, PUT)
    assert outcome == Outcome("unsure", UNKNOWN, retry_at=HELD, needs_decision=True)


def test_a_letter_too_old_to_be_asked_about_is_dead() -> None:
    late = PUT + 3 * DAY
    assert outcomes.outcome_of_doubt(letter(), DeliveryError("busy"), late).state == "unsure"
    assert outcomes.outcome_of_doubt(letter(), DeliveryError("busy"), late + SECOND) == Outcome("dead", UNKNOWN)


@pytest.mark.parametrize("state", ["retry", "unsure"])
def test_a_letter_sent_again_stays_known_as_that(state: Any) -> None:
    twice = letter(failure=replace(UNKNOWN, sent_again=True))
    kept = outcomes.keep_sent_again(twice, Outcome(state, REFUSED))
    assert kept.failure == replace(REFUSED, sent_again=True)
    assert outcomes.keep_sent_again(twice, Outcome(state)).failure == replace(UNKNOWN, sent_again=True)
    assert outcomes.keep_sent_again(letter(), Outcome(state, REFUSED)).failure == REFUSED


@pytest.mark.parametrize("state", ["sent", "dead", "moot"])
def test_what_is_settled_needs_no_such_mark(state: Any) -> None:
    twice = letter(failure=replace(UNKNOWN, sent_again=True))
    assert outcomes.keep_sent_again(twice, Outcome(state, REFUSED)).failure == REFUSED


# Another platform


GONE = Outcome("dead", REFUSED, failed_address=TO, unreachable=True)


def test_somebody_with_another_platform_is_tried_there() -> None:
    other = outcomes.try_elsewhere(letter(), GONE, ("slack", "teams"), PUT)
    assert other == replace(GONE, state="retry", retry_at=PUT, unreachable=False)


@pytest.mark.parametrize(("outcome", "platforms", "to"), [
    (GONE, ("slack",), {}),
    (GONE, ("slack", "local"), {}),
    (replace(GONE, failed_address=LOCAL), ("slack", "local"), {}),
    (replace(GONE, failed_address=None), ("slack", "teams"), {}),
    (replace(GONE, state="unsure"), ("slack", "teams"), {}),
    (GONE, ("slack", "teams"), {"person_id": None, "place_id": 7}),
    (GONE, ("slack", "teams"), {"put_at": PUT - 3 * DAY - SECOND}),
])  # fmt: skip
def test_there_is_no_elsewhere(outcome: Outcome, platforms: tuple[str, ...], to: dict[str, Any]) -> None:
    assert outcomes.try_elsewhere(letter(**to), outcome, platforms, PUT) == outcome
