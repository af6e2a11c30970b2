"""Owns what the stories ask of a chat platform, whichever it is: speak, press, read, move the clock. Knows no platform.

A platform runs every story in this folder by being one more `Chat` in conftest.py. All of them have the same five
channels (`CHANNELS`) and know the same people (`PEOPLE`), each by their e-mail address.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.world.vocabulary import BOTH, EDI, NETWORK, PLAN, RELATIONS, RESOURCING, STEERING, at
from wres_bot.app import App
from wres_bot.domain.letters import LetterKind
from wres_bot.domain.ports import PlaceFacts
from wres_bot.store import events, outbox, people, plans, schema
from wres_bot.store.engine import Store
from wres_bot.store.models import Event, Letter

OTHER_PLAN, LATER_PLAN = "nscht-2020-21", "nscht-2021-22"
"""The second trust's first plan runs beside ours; its next one begins where ours ends."""
EDUCATION, GOVERNANCE = (
    f"{post}@esneft.example" for post in ("assistant.director.of.education", "director.of.governance")
)
CHAIR, COLLEAGUE = "chair.of.edi.steering.group@esneft.example", "colleague@esneft.example"
ELSEWHERE, ELSEWHERE_LEAD = "wf.team.contact@nscht.example", "d.and.i.lead@nscht.example"
STRANGER, PARTNER = "stranger@elsewhere.example", BOTH
PEOPLE = (
    EDI, RESOURCING, RELATIONS, EDUCATION, GOVERNANCE, CHAIR, COLLEAGUE, ELSEWHERE, ELSEWHERE_LEAD, STRANGER, PARTNER,
    "hr.director@esneft.example", "hr.business.partners@esneft.example",
)  # fmt: skip
"""Everybody with an account. The posts' other holders have none, as in life."""

SHARED, NOT_IN = "shared-with-council", "board-room"
CHANNELS = (
    PlaceFacts(NETWORK, NETWORK, "channel", private=False),
    PlaceFacts(STEERING, STEERING, "channel", private=True),
    PlaceFacts("wres-leads", "wres-leads", "channel", private=True),
    PlaceFacts(SHARED, SHARED, "channel", private=False, shared=True),
    PlaceFacts(NOT_IN, NOT_IN, "channel", private=True, member=False),
)
PNG = b"\x89PNG"
TURNING = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""What is not text: control codes, and the marks that make words show as others."""


FIRST_MORNING = at("2021-01-04")
DIGEST_MORNING = at("2021-01-08", "10:00")
PREVIEW_MORNING = at("2021-01-06", "10:00")


@dataclass(frozen=True)
class Press:
    """A button somebody can press. `about` completes the label for a screen reader; `handle` is the platform's."""

    label: str
    about: str
    handle: Any = field(repr=False, compare=False)


@dataclass(frozen=True)
class Menu:
    """Something to be chosen. `options` are what is shown; `handle` is the platform's."""

    label: str
    options: tuple[str, ...]
    handle: Any = field(repr=False, compare=False)


@dataclass(frozen=True)
class Message:
    """What somebody sees. `only`: the one person who sees it. `key`: the letter it was, as the platform keeps it."""

    words: str
    buttons: tuple[Press, ...] = ()
    only: str | None = None
    key: str | None = None
    raw: str = ""
    handle: Any = field(default=None, repr=False, compare=False)
    menus: tuple[Menu, ...] = ()

    def menu(self, label: str) -> Menu:
        found = [each for each in self.menus if each.label.startswith(label)]
        assert found, f"no menu {label!r} in {[each.label for each in self.menus]} of:\n{self.words}"
        return found[0]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, label: str, about: str = "") -> Press:
        found = [each for each in self.buttons if each.label == label and about in each.about]
        assert found, f"no button {label!r} {about!r} in {self.labels} of:\n{self.words}"
        return found[0]


class Clock:
    """Stands still until a story moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


class Chat(ABC):
    """One platform with the bot on it, at half past nine on Monday 4 January 2021, and no word said yet."""

    name: str
    app: App
    clock: Clock

    # What people do. Each gives what they are shown in return.

    @abstractmethod
    def say(self, person: str, text: str, place: str | None = None) -> Message:
        """By the platform's own command, in a channel or in their conversation with the bot."""

    @abstractmethod
    def write(self, person: str, text: str) -> Message:
        """Typed in their conversation with the bot."""

    @abstractmethod
    def mention(self, person: str, channel: str, text: str) -> Message:
        """Said to the bot in a channel."""

    @abstractmethod
    def click(self, person: str, message: Message, label: str, about: str = "") -> Message:
        """A button pressed."""

    def choose(self, person: str, message: Message, label: str, option: str) -> Message:
        """An option of a menu chosen, and saved where that is a press of its own."""
        raise NotImplementedError

    def send_file(self, person: str, name: str, content: bytes, text: str = "") -> Message:
        """A file sent in their conversation with the bot, where the platform has files."""
        raise NotImplementedError

    @abstractmethod
    def again(self) -> list[Message]:
        """The platform brings what was last written, said or pressed a second time. What is shown then."""

    # What people see.

    @abstractmethod
    def read_direct(self, person: str) -> list[Message]:
        """Their conversation with the bot, oldest first."""

    @abstractmethod
    def read_channel(self, name: str) -> list[Message]:
        """What the bot said in a channel for everybody there, oldest first."""

    # What happens without the bot.

    @abstractmethod
    def tick(self, moment: datetime) -> None:
        """Time moves on, and all that was due by then is done and delivered."""

    @abstractmethod
    def leave(self, person: str) -> None:
        """Their account on the platform is switched off."""

    @abstractmethod
    def open_up(self, channel: str) -> None:
        """A private channel becomes public."""

    @abstractmethod
    def down(self) -> None:
        """The platform refuses everything, as in an outage."""

    @abstractmethod
    def up(self) -> None:
        """It works again."""

    @abstractmethod
    def pictures(self, message: Message) -> list[str]:
        """What the pictures of a message say to whoever does not see them. Each is really there."""

    @abstractmethod
    def draw(self, message: Message) -> str:
        """How it looks there, as text a person can review."""

    @abstractmethod
    def harmless(self, message: Message) -> None:
        """Fails when words in it would be taken for anything but words there."""

    # What the store holds, which is the same for all of them.

    @property
    def store(self) -> Store:
        return self.app.store

    def later(self, **gap: float) -> None:
        self.clock.moment += timedelta(**gap)

    def set_up_channels(self) -> None:
        """The coordinator names the two channels, as on the first day of a pilot."""
        for channel, audience in ((NETWORK, "network"), (STEERING, "steering")):
            said = self.mention(EDI, channel, f"use this channel for {audience}")
            assert channel in said.words, said.words

    def belongs(self, email: str, trust: str, role: str = "member") -> None:
        """Somebody is added to a trust, as `people import` would."""
        with self.store.write() as db:
            found = people.find_trust_by_key(db, trust)
            assert found
            person = people.save_person(db, email, email.split("@", maxsplit=1)[0].replace(".", " "))
            people.save_membership(db, person, found.id, role, date(2020, 4, 1))

    def confirm(self, *emails: str) -> None:
        """These people have said yes to "Is this you?" already."""
        with self.store.write() as db:
            for email in emails:
                person = people.find_person_by_email(db, email, self.clock().date())
                assert person
                people.confirm_person(db, person.id, self.clock())

    def action_id(self, ref: str, plan: str = PLAN) -> int:
        with self.store.read() as db:
            found = plans.find_plan_by_name(db, plan)
            assert found
            row = select(schema.actions.c.id).where(schema.actions.c.plan_id == found.id, schema.actions.c.ref == ref)
            return int(db.execute(row).scalar_one())

    def status(self, ref: str, plan: str = PLAN) -> str:
        with self.store.read() as db:
            row = select(schema.actions.c.status).where(schema.actions.c.id == self.action_id(ref, plan))
            return str(db.execute(row).scalar_one())

    def history(self, ref: str, plan: str = PLAN) -> list[Event]:
        """What people did to an action, oldest first: not what it was imported with."""
        with self.store.read() as db:
            told = events.load_history(db, self.action_id(ref, plan), 100)
        return [event for event in reversed(told) if event.who_id is not None]

    def happened(self) -> int:
        """How much has ever been changed."""
        with self.store.read() as db:
            return len(db.execute(select(schema.events.c.id)).all())

    def letters(self, kind: LetterKind | None = None) -> Sequence[Letter]:
        with self.store.read() as db:
            return list(reversed(outbox.list_letters(db, kind=kind, limit=1000)))


def joined(messages: Sequence[Message]) -> str:
    """A conversation as one text."""
    return "\n".join(message.words for message in messages)
