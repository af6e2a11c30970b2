"""Owns what becomes of a letter: tried again and when, given up, and who hears of it. Must not send."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from wres_bot.delivery.due_work import load_coordinators
from wres_bot.delivery.route import LOCAL
from wres_bot.delivery.unreachable import unreachable_prefix
from wres_bot.domain.cards import CARD, Button, Buttons, Card, text
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Receipt
from wres_bot.store import actions, outbox, people, places
from wres_bot.store.models import Letter, Place
from wres_bot.store.outbox import bulk_updates, held_digests, rate_limits
from wres_bot.views.wording import to_sentence

GIVE_UP: dict[str, timedelta] = {
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
UNKNOWN = "Nobody can tell whether it arrived."
SENT_AGAIN = "Nobody could tell whether it arrived, so it is sent once more."


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
    error: str | None = None
    retry_at: datetime | None = None
    receipt: Receipt | None = None
    asked_actions: tuple[int, ...] = ()
    failed_address: Address | None = None
    unreachable: bool = False
    paused: tuple[Address, datetime] | None = None
    counts_as_attempt: bool = True
    needs_decision: bool = False


def outcome_of_failure(
    letter: Letter, to: Address, error: DeliveryError, now: datetime, jitter: float, timing: Timing = TIMING
) -> Outcome:
    """It was certainly not delivered."""
    if error.permanent and error.concerns == "recipient":
        return Outcome("dead", str(error), failed_address=to, unreachable=True)
    if error.permanent and error.concerns == "message":
        return Outcome("dead", str(error), unreachable=letter.kind == "digest")
    outcome = retry_later(letter, error, now, jitter, timing)
    if error.retry_after is None:
        return outcome
    return replace(outcome, paused=(to, now + timedelta(seconds=error.retry_after)))


def retry_later(
    letter: Letter, error: DeliveryError | Unsure, now: datetime, jitter: float, timing: Timing = TIMING
) -> Outcome:
    """Later, each time later than before, spread so that not everything comes back at once."""
    if is_too_old(letter, now):
        return Outcome("dead", str(error), unreachable=letter.kind == "digest")
    wait = _wait(letter, timing) * (0.5 + jitter)
    asked = getattr(error, "retry_after", None)
    if asked is not None:
        wait = max(timedelta(seconds=asked), timedelta(seconds=1)) + timedelta(seconds=jitter)
    return Outcome("retry", str(error), retry_at=now + wait)


def _wait(letter: Letter, timing: Timing) -> timedelta:
    doubled: int = 2 ** min(letter.attempts, 10)
    return min(timing.first * doubled, timing.longest)


def retry_or_give_up(
    letter: Letter, why: str, now: datetime, timing: Timing = TIMING, *, at_once: bool = False
) -> Outcome:
    """Not the recipient's fault and not the platform's."""
    if is_too_old(letter, now):
        return Outcome("dead", why)
    return Outcome("retry", why, retry_at=now if at_once else now + _wait(letter, timing))


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
        return Outcome("unsure", letter.error, retry_at=now + timing.quiet)
    if letter.kind == "digest":
        return Outcome("unsure", UNKNOWN, retry_at=held_digests.HELD, needs_decision=True)
    if letter.kind == "reminder" or refused or is_sent_again(letter) or is_too_old(letter, now):
        return Outcome("dead", UNKNOWN)
    return Outcome("retry", SENT_AGAIN, retry_at=now)


def try_elsewhere(letter: Letter, outcome: Outcome, platforms: Collection[str], now: datetime) -> Outcome:
    """An account that takes no messages is tried no more; its person may have one on another platform."""
    if outcome.state != "dead" or outcome.failed_address is None or letter.person_id is None or is_too_old(letter, now):
        return outcome
    others = set(platforms) - {outcome.failed_address.platform, LOCAL}
    return (
        replace(outcome, state="retry", retry_at=now, unreachable=False)
        if others and outcome.failed_address.platform != LOCAL
        else outcome
    )


def is_sent_again(letter: Letter) -> bool:
    return (letter.error or "").startswith(SENT_AGAIN)


def is_too_old(letter: Letter, now: datetime) -> bool:
    return now > letter.put_at + GIVE_UP[letter.kind]


def settle_outcomes(db: Connection, ends: Sequence[tuple[Letter, Outcome]], holder: str, now: datetime) -> list[int]:
    """Many at once, in one transaction. The letters that are no longer this holder's, of which nothing is written."""
    plain = [(letter, outcome) for letter, outcome in ends if outcome.state == "sent"]
    kept = bulk_updates.settle_sent(db, holder, [(letter.id, outcome.receipt) for letter, outcome in plain], now)
    lost = [letter.id for letter, _ in plain if letter.id not in kept]
    actions.mark_asked(db, {id for letter, outcome in plain if letter.id in kept for id in outcome.asked_actions}, now)
    for letter, _ in plain:
        if letter.kind == "digest" and letter.id in kept:
            held_digests.refresh_previews(db, letter, now)
    for letter, outcome in ends:
        if outcome.state == "sent":
            continue
        with db.begin_nested():
            if not settle_outcome(db, letter, holder, outcome, now):
                lost.append(letter.id)
    return lost


def settle_outcome(db: Connection, letter: Letter, holder: str, outcome: Outcome, now: datetime) -> bool:
    """One transaction: the letter's end, and all that follows from it. False when it is no longer this holder's."""
    if outcome.unreachable and _has_no_way(db, letter, outcome):
        outbox.record_content(db, letter.id, holder, {"unreachable": True})
    if outcome.state == "retry" and _is_replaced(db, letter):
        outcome = Outcome("moot")
    kept = outbox.settle(
        db, letter, holder, state=outcome.state, now=now, receipt=outcome.receipt, error=outcome.error,
        not_before=outcome.retry_at, tried=outcome.counts_as_attempt,
    )  # fmt: skip
    if not kept:
        return False
    if outcome.state == "sent" and outcome.asked_actions:
        actions.mark_asked(db, outcome.asked_actions, now)
    if outcome.failed_address is not None and outcome.error is not None:
        _record_no_way(db, letter, outcome.failed_address, outcome.error, now)
    if outcome.paused is not None:
        rate_limits.record_pause(db, outcome.paused[0].platform, outcome.paused[0].workspace, now, outcome.paused[1])
    if outcome.unreachable or outcome.needs_decision:
        _notify_coordinators(db, letter, outcome.error or "", now)
    return True


def _is_replaced(db: Connection, letter: Letter) -> bool:
    """A newer reminder says everything this one would have said, wherever this one has been meanwhile."""
    day = letter.about.get("on")
    if letter.kind != "reminder" or not isinstance(day, str) or not letter.key.endswith(f":{day}"):
        return False
    prefix, live = letter.key.removesuffix(day), ("waiting", "claimed", "retry", "sent", "unsure")
    newest = held_digests.find_newest(db, prefix, live, but=letter.id, person_id=letter.person_id)
    return bool(newest) and newest[0].id > letter.id


def _has_no_way(db: Connection, letter: Letter, outcome: Outcome) -> bool:
    """There is no way there now; when there is one again, a digest goes after all."""
    if letter.place_id is None:
        return True
    return outcome.failed_address is not None or places.load_place(db, letter.place_id).state == "quarantined"


def _record_no_way(db: Connection, letter: Letter, to: Address, why: str, now: datetime) -> None:
    """Nothing more goes there until somebody has looked, or the person has written again."""
    if letter.place_id is not None:
        places.quarantine_place(db, letter.place_id, why)
    else:
        people.update_identity(db, to.platform, to.workspace, to.external, reachable=False)


def _notify_coordinators(db: Connection, letter: Letter, why: str, now: datetime) -> None:
    """The coordinators: in their list of the day for a person, in words of its own for a place."""
    if letter.kind not in ("reminder", "digest"):
        return  # what goes to coordinators themselves would only go round in circles
    trust = people.load_trust(db, letter.trust_id)
    today = london_day(now)
    for lead in load_coordinators(db, trust, today):
        if letter.place_id is None:
            key = f"{unreachable_prefix(trust, lead.id)}{today.isoformat()}"
            listed = {"what": "unreachable", "on": today.isoformat()}
            outbox.put(db, key, trust.id, "notice", listed, now, person_id=lead.id)
            continue
        place = places.load_place(db, letter.place_id)
        if why == UNKNOWN:  # a question each time one leaves in doubt, whatever else is told of the place that day
            key = f"arrived:{letter.key}:{int(letter.put_at.timestamp())}:{lead.id}"
            card = _arrival_question(letter, place)
        else:
            key = f"trouble:{trust.key}:{letter.place_id}:{today.isoformat()}:{lead.id}"
            card = _place_failure(place, why)
        about: dict[str, object] = {"what": "place", "place": letter.place_id}
        dumped = CARD.dump_python(card, mode="json")
        outbox.put(db, key, trust.id, "notice", about, now, person_id=lead.id, card=dumped)


def _arrival_question(letter: Letter, place: Place) -> Card:
    words = "Please look. If it is there, tell me so; if not, send it again. I won't by myself."
    buttons = Buttons(
        (
            Button("It arrived", f"digest arrived {letter.key}"),
            Button("Send it again", f"digest send {letter.key}"),
            Button("What was sent", "deliveries", "who was reached and who was not"),
        )
    )
    title = f"I can't tell whether the quarterly summary arrived in {place.name}."
    return Card(title, (text(words), buttons), "attention")


def _place_failure(place: Place, why: str) -> Card:
    again = (
        f"I'll post nothing there until you name the channel again: in it, type use this channel for {place.audience}. "
        "This quarter's summary then goes out at once."
        if place.state == "quarantined"
        else "Whoever runs me can send it again once this is mended."
    )
    sent = Buttons((Button("What was sent", "deliveries", "who was reached and who was not"),))
    title = f"I couldn't post the quarterly summary in {place.name}."
    return Card(title, (text(to_sentence(why)), text(again), sent), "attention")
