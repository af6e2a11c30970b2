"""Owns what one drawing of the demo page shows, as plain values for its template; changes nothing but what is read."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wres_bot.chat.local.render import render_html
from wres_bot.chat.local.room import BOT, Message
from wres_bot.demo.session import DIRECT, Visit, address
from wres_bot.demo.world import DemoChannel, DemoPerson
from wres_bot.domain.access import Audience
from wres_bot.domain.dates import LONDON, format_day, london_day

NEWEST = 60
ECHO_LIMIT = 2_000
FOR: dict[Audience, str] = {
    "network": "Staff network. Everybody here sees what is posted.",
    "steering": "Steering group. Private: only its members see what is posted.",
    "leads": "For those who run the plan. Private.",
}


def scene(visit: Visit, viewer: str | None, place: str | None, note: str | None, whole: bool) -> dict[str, Any]:
    """The page as this person sees it, in this conversation; unknown ones fall back to the first."""
    world = visit.world
    person = visit.person(viewer)
    channel = visit.channel(person, place)
    new = set(visit.unread(person, channel))
    visit.mark_read(person, channel)
    spot = channel.external if channel else DIRECT
    today = london_day(world.now)
    messages = visit.messages(person, channel)
    shown = messages if whole else messages[-NEWEST:]
    fields = {"as": person.email, "in": spot, "plan": world.plan.name}
    people = world.people()
    names = {p.email: p.name for p in people}
    return {
        "person": person,
        "fields": fields,
        "key": f"{world.plan.name} {person.email} {spot}",
        "today": _long(today),
        "tomorrow": format_day(today + timedelta(days=1)),
        "people": [_choice(visit, p, person) for p in people],
        "direct": _link(visit, person, None, channel),
        "channels": [_link(visit, person, c, channel) for c in world.channels(person.email)],
        "plan": world.plan,
        "plans": world.plans(),
        "title": f"#{channel.name}" if channel else "Direct messages",
        "about": FOR[channel.audience] if channel else f"Between {person.name} and wres_bot. Nobody else sees this.",
        "private_hint": channel is not None,
        "items": [
            _item(m, names, person, fields, channel is not None) | {"opens": day, "new": m.id in new}
            for m, day in zip(shown, _days(shown), strict=True)
        ],
        "earlier": len(messages) - len(shown),
        "whole": f"{address(person.email, spot)}&all=1",
        "notice": visit.noted(note),
        "fresh": not visit.begun,
        "tries": ("/wres help", "/wres mine", f"/wres update {world.plan.example} done"),
    }


def _choice(visit: Visit, one: DemoPerson, now: DemoPerson) -> dict[str, Any]:
    new = 0 if one.email == now.email else len(visit.unread(one, None))
    return {"email": one.email, "name": one.name, "here": one.email == now.email, "new": new}


def _link(visit: Visit, person: DemoPerson, one: DemoChannel | None, now: DemoChannel | None) -> dict[str, Any]:
    """Leads to the first message not read yet, or to the newest."""
    new = visit.unread(person, one)
    spot = one.external if one else DIRECT
    return {
        "href": f"{address(person.email, spot)}#{f'm{new[0]}' if new else 'latest'}",
        "name": one.name if one else BOT,
        "here": one == now,
        "new": len(new),
    }


def _item(
    message: Message, names: dict[str, str], person: DemoPerson, fields: dict[str, str], in_channel: bool
) -> dict[str, Any]:
    """One message as drawn. A very long line somebody sent is shown in part: the bot has had all of it."""
    bot = message.sender == BOT
    name = BOT if bot else names.get(message.sender, message.sender)
    text = message.text if len(message.text) <= ECHO_LIMIT else message.text[:ECHO_LIMIT] + " …"
    id_ = f"m{message.id}"
    body = (
        render_html(message.card, fields=fields | {"message": str(message.id)}, id=f"{id_}c") if message.card else None
    )
    return {
        "id": id_,
        "drawn": message.drawn,
        "bot": bot,
        "name": name,
        "you": message.sender == person.email,
        "initials": _initials(name),
        "at": message.at.isoformat(),
        "time": f"{message.at.astimezone(LONDON):%H:%M}",
        "text": text,
        "card": body,
        "alone": in_channel and message.only_for is not None,
    }


def _days(messages: list[Message]) -> Iterator[str | None]:
    """Beside each message the day it opens, None where the day goes on."""
    before: date | None = None
    for message in messages:
        day = london_day(message.at)
        yield _long(day) if day != before else None
        before = day


def _initials(name: str) -> str:
    words = [word for word in name.replace("(", " ").split() if word[0].isupper()]
    return "".join(word[0] for word in words[:2]) or name[:1].upper()


def _long(day: date) -> str:
    return f"{day:%A} {format_day(day)}"
