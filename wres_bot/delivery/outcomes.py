"""Owns what becomes of a letter: tried again and when, given up, and who hears of it. Must not send."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from wres_bot.delivery.due_work import coordinators
from wres_bot.delivery.route import LOCAL
from wres_bot.delivery.unreachable import unreached_prefix
from wres_bot.domain.cards import CARD, Button, Buttons, Card, text
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import DeliveryError, Unsure
from wres_bot.domain.ports import Address, Receipt
from wres_bot.store import actions, outbox, people, places
from wres_bot.store.models import KnownPlace, LetterFacts
from wres_bot.store.outbox import bulk_updates, digests, rate_limits
from wres_bot.views.phrases import sentence

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
AGAIN = "Nobody could tell whether it arrived, so it is sent once more."


@dataclass(frozen=True, slots=True)
class End:
    """What a letter becomes. `to`: the address that failed for good. `unreachable`: coordinators are told of it.

    `slow`: a workspace that asked for time, and until when. `tried`: false when it was only put off. `decide`: nobody
    can tell whether it arrived, and a person is asked.
    """

    state: Literal["sent", "retry", "unsure", "dead", "moot"]
    error: str | None = None
    again: datetime | None = None
    receipt: Receipt | None = None
    asked: tuple[int, ...] = ()
    to: Address | None = None
    unreachable: bool = False
    slow: tuple[Address, datetime] | None = None
    tried: bool = True
    decide: bool = False


def failed(
    letter: LetterFacts, to: Address, error: DeliveryError, now: datetime, jitter: float, timing: Timing = TIMING
) -> End:
    """It was certainly not delivered."""
    if error.permanent and error.concerns == "recipient":
        return End("dead", str(error), to=to, unreachable=True)
    if error.permanent and error.concerns == "message":
        return End("dead", str(error), unreachable=letter.kind == "digest")
    end = again(letter, error, now, jitter, timing)
    if error.retry_after is None:
        return end
    return replace(end, slow=(to, now + timedelta(seconds=error.retry_after)))


def again(
    letter: LetterFacts, error: DeliveryError | Unsure, now: datetime, jitter: float, timing: Timing = TIMING
) -> End:
    """Later, each time later than before, spread so that not everything comes back at once."""
    if too_old(letter, now):
        return End("dead", str(error), unreachable=letter.kind == "digest")
    wait = _wait(letter, timing) * (0.5 + jitter)
    asked = getattr(error, "retry_after", None)
    if asked is not None:
        wait = max(timedelta(seconds=asked), timedelta(seconds=1)) + timedelta(seconds=jitter)
    return End("retry", str(error), again=now + wait)


def _wait(letter: LetterFacts, timing: Timing) -> timedelta:
    doubled: int = 2 ** min(letter.attempts, 10)
    return min(timing.first * doubled, timing.longest)


def trouble(letter: LetterFacts, why: str, now: datetime, timing: Timing = TIMING, *, at_once: bool = False) -> End:
    """Not the recipient's fault and not the platform's."""
    if too_old(letter, now):
        return End("dead", why)
    return End("retry", why, again=now if at_once else now + _wait(letter, timing))


def not_told(letter: LetterFacts, error: Exception, now: datetime, timing: Timing = TIMING) -> End:
    """The platform did not say whether it arrived. It is asked again, unless it cannot know or it is long ago.

    Then it depends on what was lost. A reminder is not repeated today: what is still open is asked on the next working
    day. Whether a whole channel may get its digest again is for a lead to say. The rest goes once more, which does
    less harm than an answer nobody got; after that it is listed.
    """
    # What is wrong with the bot itself, such as a token taken back, passes when it is mended.
    refused = isinstance(error, DeliveryError) and error.permanent and error.concerns != "bot"
    cannot = isinstance(error, Unsure) or refused
    if not cannot and not too_old(letter, now):
        return End("unsure", letter.error, again=now + timing.quiet)
    if letter.kind == "digest":
        return End("unsure", UNKNOWN, again=digests.HELD, decide=True)
    if letter.kind == "reminder" or refused or was_sent_again(letter) or too_old(letter, now):
        return End("dead", UNKNOWN)
    return End("retry", AGAIN, again=now)


def elsewhere(letter: LetterFacts, end: End, platforms: Collection[str], now: datetime) -> End:
    """An account that takes no messages is tried no more; its person may have one on another platform."""
    if end.state != "dead" or end.to is None or letter.person_id is None or too_old(letter, now):
        return end
    others = set(platforms) - {end.to.platform, LOCAL}
    return replace(end, state="retry", again=now, unreachable=False) if others and end.to.platform != LOCAL else end


def was_sent_again(letter: LetterFacts) -> bool:
    return (letter.error or "").startswith(AGAIN)


def too_old(letter: LetterFacts, now: datetime) -> bool:
    return now > letter.put_at + GIVE_UP[letter.kind]


def settle_all(db: Connection, ends: Sequence[tuple[LetterFacts, End]], holder: str, now: datetime) -> list[int]:
    """Many at once, in one transaction. The letters that are no longer this holder's, of which nothing is written."""
    plain = [(letter, end) for letter, end in ends if end.state == "sent"]
    kept = bulk_updates.sent(db, holder, [(letter.id, end.receipt) for letter, end in plain], now)
    lost = [letter.id for letter, _ in plain if letter.id not in kept]
    actions.mark_asked(db, {id for letter, end in plain if letter.id in kept for id in end.asked}, now)
    for letter, _ in plain:
        if letter.kind == "digest" and letter.id in kept:
            digests.previews_changed(db, letter, now)
    for letter, end in ends:
        if end.state == "sent":
            continue
        with db.begin_nested():
            if not settle(db, letter, holder, end, now):
                lost.append(letter.id)
    return lost


def settle(db: Connection, letter: LetterFacts, holder: str, end: End, now: datetime) -> bool:
    """One transaction: the letter's end, and all that follows from it. False when it is no longer this holder's."""
    if end.unreachable and _is_shut(db, letter, end):
        outbox.say(db, letter.id, holder, {"unreachable": True})
    if end.state == "retry" and _is_replaced(db, letter):
        end = End("moot")
    kept = outbox.settle(
        db, letter, holder, state=end.state, now=now, receipt=end.receipt, error=end.error, not_before=end.again,
        tried=end.tried,
    )  # fmt: skip
    if not kept:
        return False
    if end.state == "sent" and end.asked:
        actions.mark_asked(db, end.asked, now)
    if end.to is not None and end.error is not None:
        _shut(db, letter, end.to, end.error, now)
    if end.slow is not None:
        rate_limits.pause(db, end.slow[0].platform, end.slow[0].workspace, now, end.slow[1])
    if end.unreachable or end.decide:
        _tell(db, letter, end.error or "", now)
    return True


def _is_replaced(db: Connection, letter: LetterFacts) -> bool:
    """A newer reminder says everything this one would have said, wherever this one has been meanwhile."""
    day = letter.about.get("on")
    if letter.kind != "reminder" or not isinstance(day, str) or not letter.key.endswith(f":{day}"):
        return False
    prefix, live = letter.key.removesuffix(day), ("waiting", "claimed", "retry", "sent", "unsure")
    newest = digests.newest_of(db, prefix, live, but=letter.id, person_id=letter.person_id)
    return bool(newest) and newest[0].id > letter.id


def _is_shut(db: Connection, letter: LetterFacts, end: End) -> bool:
    """There is no way there now; when there is one again, a digest goes after all."""
    if letter.place_id is None:
        return True
    return end.to is not None or places.place_by_id(db, letter.place_id).state == "quarantined"


def _shut(db: Connection, letter: LetterFacts, to: Address, why: str, now: datetime) -> None:
    """Nothing more goes there until somebody has looked, or the person has written again."""
    if letter.place_id is not None:
        places.quarantine(db, letter.place_id, why)
    else:
        people.touch_identity(db, to.platform, to.workspace, to.external, reachable=False)


def _tell(db: Connection, letter: LetterFacts, why: str, now: datetime) -> None:
    """The coordinators: in their list of the day for a person, in words of its own for a place."""
    if letter.kind not in ("reminder", "digest"):
        return  # what goes to coordinators themselves would only go round in circles
    trust = people.trust(db, letter.trust_id)
    today = london_day(now)
    for lead in coordinators(db, trust, today):
        if letter.place_id is None:
            key = f"{unreached_prefix(trust, lead.id)}{today.isoformat()}"
            listed = {"what": "unreachable", "on": today.isoformat()}
            outbox.put(db, key, trust.id, "notice", listed, now, person_id=lead.id)
            continue
        place = places.place_by_id(db, letter.place_id)
        if why == UNKNOWN:  # a question each time one leaves in doubt, whatever else is told of the place that day
            key = f"arrived:{letter.key}:{int(letter.put_at.timestamp())}:{lead.id}"
            card = _ask_card(letter, place)
        else:
            key = f"trouble:{trust.key}:{letter.place_id}:{today.isoformat()}:{lead.id}"
            card = _place_card(place, why)
        about: dict[str, object] = {"what": "place", "place": letter.place_id}
        dumped = CARD.dump_python(card, mode="json")
        outbox.put(db, key, trust.id, "notice", about, now, person_id=lead.id, card=dumped)


def _ask_card(letter: LetterFacts, place: KnownPlace) -> Card:
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


def _place_card(place: KnownPlace, why: str) -> Card:
    again = (
        f"I'll post nothing there until you name the channel again: in it, type use this channel for {place.audience}. "
        "This quarter's summary then goes out at once."
        if place.state == "quarantined"
        else "Whoever runs me can send it again once this is mended."
    )
    sent = Buttons((Button("What was sent", "deliveries", "who was reached and who was not"),))
    title = f"I couldn't post the quarterly summary in {place.name}."
    return Card(title, (text(sentence(why)), text(again), sent), "attention")
