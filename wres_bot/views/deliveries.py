"""Owns how deliveries are reported to those who lead: who was reached, who was not, and why; knows no platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wres_bot.domain.cards import Block, Button, Buttons, Card, Facts, Heading, bullets, line, text
from wres_bot.domain.dates import london_day
from wres_bot.domain.delivery_failures import DeliveryFailure
from wres_bot.store.models import Letter, Place
from wres_bot.views.failures import failure_words, list_remedies
from wres_bot.views.wording import format_short_day, pluralise, shorten, to_sentence

_STATES = (
    ("sent", "Sent"),
    ("waiting", "Waiting"),
    ("claimed", "Going out now"),
    ("retry", "Will be tried again"),
    ("unsure", "Perhaps sent; being checked"),
    ("dead", "Not delivered"),
    ("moot", "No longer needed"),
)


@dataclass(frozen=True, slots=True)
class MissedLetter:
    """A letter that did not arrive, or may not have; `to` is a person's name or a channel's, None when it is gone.

    `doubtful`: nobody can tell but whoever looks, and it waits for that.
    """

    letter: Letter
    to: str | None
    doubtful: bool = False


def render_deliveries(
    totals: Mapping[str, int],
    missed: Sequence[MissedLetter],
    vacant: Sequence[str],
    today: date,
    unknown: Sequence[str] = (),
) -> Card:
    """Totals that add up, then each person or channel that was not reached, with the reason.

    `vacant`: posts that nobody holds. `unknown`: accounts that wrote and nobody knows.
    """
    total = sum(totals.values())
    if not total and not vacant and not unknown:
        return Card("Nothing has been sent yet.", (text("Reminders go out when a date comes near."),))
    rows = tuple((words, line(str(totals[state]))) for state, words in _STATES if totals.get(state))
    blocks: list[Block] = [Facts((*rows, ("All", line(str(total)))))]
    if missed:
        blocks += [Heading("Not reached"), bullets(_format_missed(m, today) for m in missed)]
        blocks += [text(words) for words in list_remedies(m.letter.failure for m in missed)]
    elif total:
        blocks.append(text("Everybody written to was reached, as far as I know."))
    if vacant:
        blocks += [Heading("Nobody to write to"), bullets(f"{post}: nobody holds this post" for post in vacant)]
    if unknown:
        join = "Somebody of the plan? Join the two: link, their address here, and the one I know them by"
        blocks += [Heading("Wrote to me, and I don't know them"), bullets(unknown), text(join, quiet=True)]
    doubtful = [m for m in missed if m.doubtful]
    for delivery in doubtful[:1]:
        there = Button(
            "It arrived", f"digest arrived {delivery.letter.key}", f"the summary is in {_format_recipient(delivery)}"
        )
        blocks.append(Buttons((there, Button("Send it again", f"digest send {delivery.letter.key}"))))
    blocks.append(Buttons((Button("Who holds a post?", "help who"),)))
    return Card(f"Deliveries: {pluralise(total, 'message')}", tuple(blocks), tone="attention" if missed else "plain")


def _format_missed(missed: MissedLetter, today: date) -> str:
    letter = missed.letter
    why = failure_words(letter.failure) if letter.failure else ""
    why = shorten(why or "no reason was given", 160).rstrip(".")
    when = format_short_day(london_day(letter.put_at), today)
    whom, between = _format_recipient(missed), "; " if letter.state == "retry" else ". "
    return f"{whom}: {letter.kind} of {when}. {why[:1].upper()}{why[1:]}{between}{_format_next_step(missed)}"


def _format_recipient(missed: MissedLetter) -> str:
    return missed.to or "a channel that is gone"


def _format_next_step(missed: MissedLetter) -> str:
    """What happens next, or what somebody has to do."""
    match missed.letter.state, missed.letter.kind:
        case "retry", _:
            return "it will be tried again."
        case "unsure", _ if missed.doubtful:
            return "If it is there, type digest arrived; if not, digest send."
        case "unsure", _:
            return "I'll look whether it is there before I send it again."
        case _, "digest":
            return "To bring it back, type in the channel: use this channel for network, or for steering."
        case _, "reminder":
            return "Please tell them yourself, or name somebody else for the post."
        case _:
            return "Whoever runs me can send it again."


def render_arrival_question(key: str, place: str) -> Card:
    """To a lead: nobody but whoever looks can tell whether a digest arrived."""
    words = "Please look. If it is there, tell me so; if not, send it again. I won't by myself."
    buttons = Buttons(
        (
            Button("It arrived", f"digest arrived {key}"),
            Button("Send it again", f"digest send {key}"),
            Button("What was sent", "deliveries", "who was reached and who was not"),
        )
    )
    title = f"I can't tell whether the quarterly summary arrived in {place}."
    return Card(title, (text(words), buttons), "attention")


def render_place_failure(place: Place, failure: DeliveryFailure | None) -> Card:
    """To a lead: a digest could not be posted in a channel, and why."""
    again = (
        f"I'll post nothing there until you name the channel again: in it, type use this channel for {place.audience}. "
        "This quarter's summary then goes out at once."
        if place.state == "quarantined"
        else "Whoever runs me can send it again once this is mended."
    )
    sent = Buttons((Button("What was sent", "deliveries", "who was reached and who was not"),))
    title = f"I couldn't post the quarterly summary in {place.name}."
    why = failure_words(failure) if failure else ""
    return Card(title, (text(to_sentence(why)), text(again), sent), "attention")


def add_may_be_twice(card: Card) -> Card:
    """Whoever gets it twice is told why."""
    words = "You may have had this from me before: I couldn't tell whether it arrived."
    return replace(card, blocks=(*card.blocks, text(words)))
