"""Owns what one drawing of the demo page shows, as plain values for its template; changes nothing but what is read."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wres_bot.chat.local.html import render_html
from wres_bot.chat.local.room import BOT, Message
from wres_bot.demo.session import DIRECT, Session, page_url
from wres_bot.demo.world import DemoChannel, DemoPerson
from wres_bot.domain.access import Audience
from wres_bot.domain.dates import LONDON, format_day, london_day

MAX_SHOWN = 60
MAX_ECHO = 2_000
DIRECT_WORDS = "Between {} and wres_bot. Nobody else sees this."
AUDIENCE_WORDS: dict[Audience, str] = {
    "network": "Staff network. Everybody here sees what is posted.",
    "steering": "Steering group. Private: only its members see what is posted.",
    "leads": "For those who run the plan. Private.",
}


def page_context(
    session: Session, viewer: str | None, place: str | None, note: str | None, whole: bool
) -> dict[str, Any]:
    """The page as this person sees it, in this conversation; unknown ones fall back to the first."""
    world = session.world
    person = session.person(viewer)
    channel = session.channel(person, place)
    new = set(session.unread(person, channel))
    session.mark_read(person, channel)
    spot = channel.external if channel else DIRECT
    today = london_day(world.now)
    messages = session.messages(person, channel)
    shown = messages if whole else messages[-MAX_SHOWN:]
    fields = {"as": person.email, "in": spot, "plan": world.plan.name}
    people = world.people()
    names = {p.email: p.name for p in people}
    return {
        "person": person,
        "fields": fields,
        "key": f"{world.plan.name} {person.email} {spot}",
        "today": _long_date(today),
        "tomorrow": format_day(today + timedelta(days=1)),
        "people": [_person_context(session, p, person) for p in people],
        "direct": _conversation_link(session, person, None, channel),
        "channels": [_conversation_link(session, person, c, channel) for c in world.channels(person.email)],
        "plan": world.plan,
        "plans": world.plans(),
        "title": f"#{channel.name}" if channel else "Direct messages",
        "about": AUDIENCE_WORDS[channel.audience] if channel else DIRECT_WORDS.format(person.name),
        "private_hint": channel is not None,
        "items": [
            _message_context(m, names, person, fields, channel is not None) | {"opens": day, "new": m.id in new}
            for m, day in zip(shown, _opening_days(shown), strict=True)
        ],
        "earlier": len(messages) - len(shown),
        "whole": f"{page_url(person.email, spot)}&all=1",
        "notice": session.find_notice(note),
        "fresh": not session.begun,
        "tries": ("/wres help", "/wres mine", f"/wres update {world.plan.example} done"),
    }


def _person_context(session: Session, one: DemoPerson, now: DemoPerson) -> dict[str, Any]:
    new = 0 if one.email == now.email else len(session.unread(one, None))
    return {"email": one.email, "name": one.name, "here": one.email == now.email, "new": new}


def _conversation_link(
    session: Session, person: DemoPerson, one: DemoChannel | None, now: DemoChannel | None
) -> dict[str, Any]:
    """Leads to the first message not read yet, or to the newest."""
    new = session.unread(person, one)
    spot = one.external if one else DIRECT
    return {
        "href": f"{page_url(person.email, spot)}#{f'm{new[0]}' if new else 'latest'}",
        "name": one.name if one else BOT,
        "here": one == now,
        "new": len(new),
    }


def _message_context(
    message: Message, names: dict[str, str], person: DemoPerson, fields: dict[str, str], in_channel: bool
) -> dict[str, Any]:
    """One message as drawn. A very long line somebody sent is shown in part: the bot has had all of it."""
    bot = message.sender == BOT
    name = BOT if bot else names.get(message.sender, message.sender)
    text = message.text if len(message.text) <= MAX_ECHO else message.text[:MAX_ECHO] + " …"
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


def _opening_days(messages: list[Message]) -> Iterator[str | None]:
    """Beside each message the day it opens, None where the day goes on."""
    before: date | None = None
    for message in messages:
        day = london_day(message.at)
        yield _long_date(day) if day != before else None
        before = day


def _initials(name: str) -> str:
    words = [word for word in name.replace("(", " ").split() if word[0].isupper()]
    return "".join(word[0] for word in words[:2]) or name[:1].upper()


def _long_date(day: date) -> str:
    return f"{day:%A} {format_day(day)}"
