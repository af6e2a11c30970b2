"""Owns what becomes of a letter: tried again and when, given up, and who hears of it. Must not send."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from wres_bot.delivery.route import LOCAL
from wres_bot.domain.dates import london_day
from wres_bot.domain.delivery_failures import DeliveryFailure, FailureCode
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.letter_keys import ArrivalKey, PlaceFailureKey, UnreachableKey, parse_reminder_key
from wres_bot.domain.letters import LetterKind, NoWayThere, PlaceNotice, UnreachableNotice
from wres_bot.domain.ports import Address, Receipt
from wres_bot.store import actions, outbox, people, places
from wres_bot.store.models import Letter
from wres_bot.store.outbox import held_digests, rate_limits
from wres_bot.views.deliveries import render_arrival_question, render_place_failure
from wres_bot.views.failures import failure_words

GIVE_UP: dict[LetterKind, timedelta] = {
    "reminder": timedelta(days=1),  # tomorrow's says everything today's would have said
    "answer": timedelta(days=1),
    "preview": timedelta(days=3),
    "notice": timedelta(days=3),
    "digest": timedelta(days=10),  # it is put some days before it goes
}


@dataclass(frozen=True, slots=True)
class Timing:
    """How long is waited for what. Real platforms need these; a test that kills processes takes shorter ones.

    `lease`: far longer than a batch takes, so that whoever holds one so long has died. `quiet`: longer than a request
    may take and any delay on the way; before that nobody can tell whether a message arrived. `first`, `longest`: until
    a failed letter is tried again. `every`: seconds between two looks for letters.
    """

    lease: timedelta = timedelta(minutes=5)
    quiet: timedelta = timedelta(minutes=2)
    first: timedelta = timedelta(seconds=20)
    longest: timedelta = timedelta(minutes=30)
    every: float = 2.0


TIMING = Timing()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a letter becomes.

    failed_address: the address that failed for good.
    unreachable: the coordinators are told of it.
    paused: a workspace that asked for time, and until when.
    counts_as_attempt: false when it was only put off.
    needs_decision: nobody can tell whether it arrived, and a person is asked.
    """

    state: Literal["sent", "retry", "unsure", "dead", "moot"]
    failure: DeliveryFailure | None = None
    retry_at: datetime | None = None
    receipt: Receipt | None = None
    asked_actions: tuple[int, ...] = ()
    failed_address: Address | None = None
    unreachable: bool = False
    paused: tuple[Address, datetime] | None = None
    counts_as_attempt: bool = True
    needs_decision: bool = False


def put_off(code: FailureCode, until: datetime) -> Outcome:
    """It was not tried."""
    return Outcome("retry", DeliveryFailure(code), retry_at=until, counts_as_attempt=False)


def is_without_answer(outcome: Outcome) -> bool:
    """Whether the platform took a letter and said nothing of it."""
    return outcome.state == "unsure" and outcome.failure is not None and outcome.failure.code in _NO_ANSWER


_NO_ANSWER = (FailureCode.NO_ANSWER, FailureCode.SENDING_BROKE_OFF)


def failure_of(error: DeliveryError | Unsure, platform: str) -> DeliveryFailure:
    """What a platform said, as it is kept."""
    if isinstance(error, Unsure):
        return DeliveryFailure(FailureCode.NO_ANSWER, str(error), platforms=(platform,))
    return DeliveryFailure(FailureCode.REFUSED, str(error), error.reason, (platform,))


def outcome_of_failure(
    letter: Letter, to: Address, error: DeliveryError, now: datetime, jitter: float, timing: Timing = TIMING
) -> Outcome:
    """It was certainly not delivered."""
    failure = failure_of(error, to.platform)
    if error.permanent and error.concerns == "recipient":
        return Outcome("dead", failure, failed_address=to, unreachable=True)
    if error.permanent and error.concerns == "message":
        return Outcome("dead", failure, unreachable=letter.kind == "digest")
    outcome = retry_later(letter, failure, now, jitter, timing, retry_after=error.retry_after)
    if error.retry_after is None:
        return outcome
    return replace(outcome, paused=(to, now + timedelta(seconds=error.retry_after)))


def retry_later(
    letter: Letter,
    failure: DeliveryFailure,
    now: datetime,
    jitter: float,
    timing: Timing = TIMING,
    *,
    retry_after: float | None = None,
) -> Outcome:
    """Each time later than before, spread so that not everything comes back at once.

    Args: jitter: from 0 to 1. retry_after: seconds the platform asked for.
    """
    if is_too_old(letter, now):
        return Outcome("dead", failure, unreachable=letter.kind == "digest")
    wait = _backoff(letter, timing) * (0.5 + jitter)
    if retry_after is not None:
        wait = max(timedelta(seconds=retry_after), timedelta(seconds=1)) + timedelta(seconds=jitter)
    return Outcome("retry", failure, retry_at=now + wait)


def _backoff(letter: Letter, timing: Timing) -> timedelta:
    doubled: int = 2 ** min(letter.attempts, 10)
    return min(timing.first * doubled, timing.longest)


def retry_or_give_up(
    letter: Letter, code: FailureCode, now: datetime, timing: Timing = TIMING, *, at_once: bool = False
) -> Outcome:
    """Not the recipient's fault and not the platform's: the bot's own, or bad luck."""
    failure = DeliveryFailure(code)
    if is_too_old(letter, now):
        return Outcome("dead", failure)
    return Outcome("retry", failure, retry_at=now if at_once else now + _backoff(letter, timing))


def outcome_of_doubt(letter: Letter, error: Exception, now: datetime, timing: Timing = TIMING) -> Outcome:
    """The platform did not say whether it arrived. It is asked again, unless it cannot know or it is long ago.

    Then it depends on what was lost. A reminder is not repeated today: what is still open is asked on the next working
    day. Whether a whole channel may get its digest again is for a lead to say. The rest goes once more, which does
    less harm than an answer nobody got; after that it is listed.
    """
    # What is wrong with the bot itself, such as a token taken back, passes when it is mended.
    refused = isinstance(error, DeliveryError) and error.permanent and error.concerns != "bot"
    cannot = isinstance(error, Unsure) or refused
    if not cannot and not is_too_old(letter, now):
        return Outcome("unsure", letter.failure, retry_at=now + timing.quiet)
    unknown = DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN)
    if letter.kind == "digest":
        return Outcome("unsure", unknown, retry_at=held_digests.HELD, needs_decision=True)
    if letter.kind == "reminder" or refused or is_sent_again(letter) or is_too_old(letter, now):
        return Outcome("dead", unknown)
    return Outcome("retry", replace(unknown, sent_again=True), retry_at=now)


def try_elsewhere(letter: Letter, outcome: Outcome, platforms: Collection[str], now: datetime) -> Outcome:
    """An account that takes no messages is tried no more; its person may have one on another platform."""
    to = outcome.failed_address
    if outcome.state != "dead" or to is None or letter.person_id is None or is_too_old(letter, now):
        return outcome
    others = set(platforms) - {to.platform, LOCAL}
    if not others or to.platform == LOCAL:
        return outcome
    return replace(outcome, state="retry", retry_at=now, unreachable=False)


def keep_sent_again(letter: Letter, outcome: Outcome) -> Outcome:
    """A letter that is sent for the second time stays marked as that, so that it is done once."""
    if not is_sent_again(letter) or outcome.state not in ("retry", "unsure"):
        return outcome
    failure = outcome.failure or DeliveryFailure(FailureCode.ARRIVAL_UNKNOWN)
    return replace(outcome, failure=replace(failure, sent_again=True))


def is_sent_again(letter: Letter) -> bool:
    return letter.failure is not None and letter.failure.sent_again


def is_too_old(letter: Letter, now: datetime) -> bool:
    return now > letter.put_at + GIVE_UP[letter.kind]


def write_outcomes(db: Connection, ended: Sequence[tuple[Letter, Outcome]], holder: str, now: datetime) -> list[int]:
    """Many at once, in one transaction. Returns the letters no longer this holder's: of those nothing is written."""
    plain = [(letter, outcome) for letter, outcome in ended if outcome.state == "sent"]
    kept = outbox.settle_sent(db, holder, [(letter.id, outcome.receipt) for letter, outcome in plain], now)
    lost = [letter.id for letter, _ in plain if letter.id not in kept]
    actions.mark_asked(db, {id for letter, outcome in plain if letter.id in kept for id in outcome.asked_actions}, now)
    for letter, _ in plain:
        if letter.kind == "digest" and letter.id in kept:
            held_digests.refresh_previews(db, letter, now)
    for letter, outcome in ended:
        if outcome.state == "sent":
            continue
        with db.begin_nested():
            if not write_outcome(db, letter, holder, outcome, now):
                lost.append(letter.id)
    return lost


def write_outcome(db: Connection, letter: Letter, holder: str, outcome: Outcome, now: datetime) -> bool:
    """One transaction: what became of the letter, and all that follows. False when it is no longer this holder's."""
    if outcome.unreachable and _has_no_way(db, letter, outcome):
        outbox.record_content(db, letter.id, holder, NoWayThere())
    if outcome.state == "retry" and _is_replaced(db, letter):
        outcome = Outcome("moot")
    kept = outbox.settle(
        db, letter, holder, state=outcome.state, now=now, receipt=outcome.receipt, failure=outcome.failure,
        not_before=outcome.retry_at, tried=outcome.counts_as_attempt,
    )  # fmt: skip
    if not kept:
        return False
    if outcome.state == "sent" and outcome.asked_actions:
        actions.mark_asked(db, outcome.asked_actions, now)
    if outcome.failed_address is not None and outcome.failure is not None:
        _record_no_way(db, letter, outcome.failed_address, outcome.failure, now)
    if outcome.paused is not None:
        rate_limits.record_pause(db, outcome.paused[0].platform, outcome.paused[0].workspace, now, outcome.paused[1])
    if outcome.unreachable or outcome.needs_decision:
        _notify_coordinators(db, letter, outcome.failure, now)
    return True


def _is_replaced(db: Connection, letter: Letter) -> bool:
    """A newer reminder says everything this one would have said, wherever this one has been meanwhile."""
    key = parse_reminder_key(letter.key)
    if key is None or letter.kind != "reminder":
        return False
    live = ("waiting", "claimed", "retry", "sent", "unsure")
    newest = outbox.find_newest(db, key.of_person, live, but=letter.id, person_id=letter.person_id)
    return newest is not None and newest.id > letter.id


def _has_no_way(db: Connection, letter: Letter, outcome: Outcome) -> bool:
    """There is no way there now; when there is one again, a digest goes after all."""
    if letter.place_id is None:
        return True
    return outcome.failed_address is not None or places.load_place(db, letter.place_id).state == "quarantined"


def _record_no_way(db: Connection, letter: Letter, to: Address, failure: DeliveryFailure, now: datetime) -> None:
    """Nothing more goes there until somebody has looked, or the person has written again."""
    if letter.place_id is not None:
        places.quarantine_place(db, letter.place_id, failure_words(failure))
    else:
        people.update_identity(db, to.platform, to.workspace, to.external, reachable=False)


def _notify_coordinators(db: Connection, letter: Letter, failure: DeliveryFailure | None, now: datetime) -> None:
    """In their list of the day for a person, in a notice of its own for a place."""
    if letter.kind not in ("reminder", "digest"):
        return  # what goes to coordinators themselves would only go round in circles
    trust, today = people.load_trust(db, letter.trust_id), london_day(now)
    place = places.load_place(db, letter.place_id) if letter.place_id is not None else None
    for lead in people.load_coordinators(db, trust.id, today):
        if place is None:
            key = UnreachableKey(trust.key, lead.id, today)
            outbox.put(db, key, trust.id, UnreachableNotice(today), now, person_id=lead.id)
        elif failure is not None and failure.code is FailureCode.ARRIVAL_UNKNOWN:
            # A question each time one leaves in doubt, whatever else is told of the place that day.
            asked = ArrivalKey(letter.key, letter.put_at, lead.id)
            card = render_arrival_question(letter.key, place.name)
            outbox.put(db, asked, trust.id, PlaceNotice(place.id), now, person_id=lead.id, card=card)
        else:
            told = PlaceFailureKey(trust.key, place.id, today, lead.id)
            card = render_place_failure(place, failure)
            outbox.put(db, told, trust.id, PlaceNotice(place.id), now, person_id=lead.id, card=card)
