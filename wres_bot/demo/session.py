"""Owns one visitor's demo: what typing or pressing does, what has been read, what to tell next; must not know HTTP."""

import asyncio
import re
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from urllib.parse import urlencode

from wres_bot.chat.local.room import BOT, Message
from wres_bot.demo.world import DemoChannel, DemoPerson, DemoWorld, Moment
from wres_bot.domain.dates import london_day, parse_date
from wres_bot.domain.errors import UserError
from wres_bot.logs import get_logger

log = get_logger(__name__)

DIRECT = "direct"
MAX_JUMP = timedelta(days=2 * 366)
MAX_NOTICES = 40
MAX_LINKS = 8
SLASH = re.compile(r"^\s*/wres\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the last press did, with links to where its messages arrived; `more` is how many links are left off."""

    words: str
    good: bool = True
    links: tuple[tuple[str, str], ...] = ()
    more: int = 0


class Session:
    """The world, one turn at a time. Every turn gives the address of the page that shows what came of it."""

    def __init__(self, world: DemoWorld) -> None:
        self.world = world
        self._turn = asyncio.Lock()
        self.begun = False
        self._read: dict[tuple[str, str], int] = {}
        self._notices: OrderedDict[str, Notice] = OrderedDict()

    def person(self, email: str | None) -> DemoPerson:
        people = self.world.people()
        named = next((p for p in people if p.email == email), None)
        return named or next((p for p in people if p.default), people[0])

    def channel(self, person: DemoPerson, place: str | None) -> DemoChannel | None:
        return next((c for c in self.world.channels(person.email) if c.external == place), None)

    def messages(self, person: DemoPerson, channel: DemoChannel | None) -> list[Message]:
        place = channel.external if channel else person.email
        return self.world.room.list_messages(self.world.plan.trust, place, viewer=person.email)

    def unread(self, person: DemoPerson, channel: DemoChannel | None) -> list[int]:
        """The ids of what the bot has said there since this person last looked."""
        read = self._read.get(_read_key(person, channel), 0)
        return [m.id for m in self.messages(person, channel) if m.id > read and m.sender == BOT]

    def mark_read(self, person: DemoPerson, channel: DemoChannel | None) -> None:
        self._read[_read_key(person, channel)] = self.world.room.last_id

    def find_notice(self, word: str | None) -> Notice | None:
        return self._notices.get(word or "")

    async def say(
        self,
        viewer: str,
        place: str,
        plan: str,
        *,
        text: str = "",
        says: str = "",
        message: int = 0,
        version: int | None = None,
        origin: str = "",
    ) -> str:
        """A typed line, or a button's words with the message it stands on."""

        async def act() -> str:
            person = self.person(viewer)
            channel = self.channel(person, place)
            if place != DIRECT and channel is None:
                raise UserError(f"{person.name} is not in that conversation. Choose one from the list.")
            where = page_url(person.email, place)
            if not (text.strip() or says):
                return where + "#say"
            room, trust = self.world.room, self.world.plan.trust
            spot, only = (channel.external, person.email) if channel else (person.email, None)
            first = room.last_id + 1
            if text:
                room.add_words(trust, spot, person.email, text.strip(), self.world.now, only_for=only)
            line = SLASH.sub("", text or says)
            answer = await self.world.say(person.email, channel.external if channel else None, line, version, origin)
            if answer and answer.redrawn and self._may_redraw(message, spot, person):
                room.replace_card(message, answer.redrawn)
            if not text:
                pressed = says.replace(
                    f"{plan}:", ""
                )  # what a person would have typed, in the plan they are looking at
                room.add_words(trust, spot, person.email, pressed, self.world.now, only_for=only)
            if answer:
                reader = only if answer.only_asker else None
                shown = room.add_card(trust, spot, answer.card, self.world.now, only_for=reader)
                first = shown.id
            return f"{where}#{'say' if text else f'm{first}'}"

        return await self._take_turn(viewer, place, plan, act)

    async def advance(self, viewer: str, place: str, plan: str, to: Moment | Literal["date"], typed: str = "") -> str:
        """Move the date forward; `typed` is the date wished for, as people write dates."""

        async def act() -> str:
            when = self._parse_later_date(typed) if to == "date" else to
            before = self.world.room.last_id
            happened = await self.world.advance(when)
            person = self.person(viewer)
            links = self._list_arrival_links(before, person)
            notice = Notice(happened, links=tuple(links[:MAX_LINKS]), more=max(0, len(links) - MAX_LINKS))
            return page_url(person.email, place, note=self._add_notice(notice)) + "#notice"

        return await self._take_turn(viewer, place, plan, act)

    async def switch(self, plan: str) -> str:
        async def act() -> str:
            if plan not in {p.name for p in self.world.plans()}:
                raise UserError("There is no such plan here. Choose one from the list.")
            await self.world.switch(plan)
            self._read.clear()
            words = f"You are now trying {self.world.plan.title}, from the beginning."
            return page_url(self.person(None).email, DIRECT, note=self._add_notice(Notice(words))) + "#notice"

        return await self._take_turn("", DIRECT, None, act)

    async def _take_turn(self, viewer: str, place: str, plan: str | None, act: Callable[[], Awaitable[str]]) -> str:
        """One at a time; `plan` is the one the page was drawn for, so that a page left open cannot act on another."""
        async with self._turn:
            try:
                if plan not in (None, self.world.plan.name):
                    raise UserError(
                        "The demo has moved on to another plan since this page was opened. Nothing was done."
                    )
                self.begun = True
                return await act()
            except UserError as refused:
                notice = Notice(refused.text, good=False)
            except Exception:
                id_ = secrets.token_hex(4)
                log.exception("demo_turn_failed", id=id_)
                notice = Notice(f"Sorry, something went wrong there. The log says more under {id_}.", good=False)
            return page_url(self.person(viewer).email, place, note=self._add_notice(notice)) + "#notice"

    def _parse_later_date(self, typed: str) -> date:
        today = london_day(self.world.now)
        read = parse_date(typed, today=today)
        if read is None:
            raise UserError("I can't read that date. Write it like this: 30 April 2021")
        if not today < read[0] <= today + MAX_JUMP:
            raise UserError("Choose a later date, at most two years on. In this demo time only moves forward.")
        return read[0]

    def _may_redraw(self, id_: int, spot: str, person: DemoPerson) -> bool:
        message = self.world.room.find_message(id_)
        return message is not None and message.place == spot and person.email in (spot, message.only_for)

    def _add_notice(self, notice: Notice) -> str:
        """Keep a notice for the page that comes next, and give the word it is asked for by."""
        word = secrets.token_hex(4)
        self._notices[word] = notice
        while len(self._notices) > MAX_NOTICES:
            self._notices.popitem(last=False)
        return word

    def _list_arrival_links(self, since: int, person: DemoPerson) -> list[tuple[str, str]]:
        """A link to the first new message of every conversation, as one who sees it: channels, theirs, others'."""
        places: dict[str, list[int]] = {}
        trust = self.world.plan.trust
        for message in self.world.room.list_since(since):
            if message.sender == BOT and message.workspace == trust:
                places.setdefault(message.place, []).append(message.id)
        people = self.world.people()
        links = []
        for place, ids in sorted(places.items(), key=lambda heard: ("@" in heard[0], heard[0] != person.email)):
            new, fragment = f"({len(ids)} new)", f"#m{ids[0]}"
            if owner := next((p for p in people if p.email == place), None):
                links.append((f"{owner.name} {new}", page_url(owner.email, DIRECT) + fragment))
            for who in (person, *people):
                if channel := self.channel(who, place):
                    links.append((f"#{channel.name} {new}", page_url(who.email, place) + fragment))
                    break
        return links


def page_url(viewer: str, place: str, *, note: str = "") -> str:
    asked = {"as": viewer, "in": place} | ({"note": note} if note else {})
    return f"/?{urlencode(asked)}"


def _read_key(person: DemoPerson, channel: DemoChannel | None) -> tuple[str, str]:
    return person.email, channel.external if channel else DIRECT
