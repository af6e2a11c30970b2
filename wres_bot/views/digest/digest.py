"""Owns the card of a digest, its preview and the answers to its buttons; must not load or decide what it tells."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wres_bot.domain.access import Audience
from wres_bot.domain.cards import Button, Buttons, Card, text
from wres_bot.domain.dates import london_day
from wres_bot.indicators.release.release import Release
from wres_bot.store.models import PlanQuarter
from wres_bot.views.digest.network import render_network_digest
from wres_bot.views.digest.steering import render_steering_digest
from wres_bot.views.wording import format_short_weekday


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest before it is worded. `release`: its figures, decided once for its card, picture and log; none where
    another message of that day has them. `others`: those of other standards, where there are any. `audience`: network
    or steering."""

    facts: PlanQuarter
    audience: Audience
    release: Release | None
    others: tuple[Release, ...] = ()


def collect_disclosed_figures(digest: Digest) -> dict[str, Any]:
    """What a digest tells of counts of people: kept with it, so that no later one tells what it kept back."""
    releases = [digest.release, *digest.others] if digest.release else []
    figures = {family: counts for release in releases for family, counts in release.disclosed().items()}
    return {"audience": digest.audience, "figures": figures}


def render_digest(digest: Digest, *, pictured: bool = False) -> Card:
    """`pictured`: with its picture, which takes a second to draw and which only a letter can carry."""
    if digest.audience == "network":
        return render_network_digest(digest.facts, digest.release, digest.others)
    return render_steering_digest(digest.facts, digest.release, digest.others, pictured=pictured)


def render_preview(shown: Card, place: str, going: datetime, key: str, *, held: bool, now: datetime) -> Card:
    """What a coordinator reads two working days before, with the ways to hold it or send it now."""
    when = format_short_weekday(london_day(going), london_day(now))
    if held:
        note = f"This is for {place}. It is held: nothing goes out until you press Send now."
    else:
        note = f"This goes to {place} on {when}. It goes by itself unless you hold it."
    items = (
        Button("Send now", f"digest send {key}", f"the digest for {place}"),
        Button("Hold", f"digest hold {key}", f"the digest for {place}"),
    )
    buttons = Buttons(items[:1] if held else items[::-1])
    return Card(f"Preview. {shown.title}", (text(note), buttons, *shown.blocks), shown.tone)


def render_held(key: str) -> Card:
    again = Button("Send now", f"digest send {key}")
    return Card("It is held.", (text("Nothing goes out until somebody sends it."), Buttons((again,))), tone="good")


def render_released() -> Card:
    return Card("It is on its way.", (text("It goes within a minute or so."),), tone="good")


def render_arrived() -> Card:
    return Card("Good, then it is done.", (text("I won't send that summary again."),), tone="good")


def render_sent_already() -> Card:
    return Card("It has gone already, so nothing has changed.", (Buttons((Button("Deliveries", "deliveries"),)),))
