"""The composition root: hands every room what it needs. The only file that knows everyone, and the only clock.

What only some commands or platforms use is imported where it is used: a command line that lists plans loads no chat
library and no delivery. A process that serves loads all of it before it answers.
"""

import asyncio
import json
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from wres_bot.chat.adapter import ChatAdapter, Host, Publish
from wres_bot.chat.local.room import PLATFORM as LOCAL
from wres_bot.chat.local.room import Room
from wres_bot.chat.local.send import LocalPlatform
from wres_bot.chat.local.terminal import render_text
from wres_bot.config import Settings
from wres_bot.domain.access import Audience
from wres_bot.domain.actor import Actor
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import Quarter, london_day, london_instant
from wres_bot.domain.errors import ConfigError, DeliveryError, UserError
from wres_bot.domain.policy import find_lowered
from wres_bot.domain.ports import (
    Answer,
    Clock,
    CommandOutcome,
    FileSource,
    Incoming,
    Memory,
    Needs,
    PlaceFacts,
    Platform,
    Profile,
    ReadFile,
    SentFile,
)
from wres_bot.logs import describe_error, get_logger
from wres_bot.store import engine as store_db
from wres_bot.store import plans, trusts
from wres_bot.store.engine import Store, is_read_only, is_unavailable, make_engine, schema_problem, transport_problem
from wres_bot.store.events import append_event
from wres_bot.store.security_log import SecurityKind, count_security_event
from wres_bot.views import refusals
from wres_bot.views.wording import pluralise

if TYPE_CHECKING:
    from wres_bot.admin.doctor import Check
    from wres_bot.delivery.worker import Counts, Pace
    from wres_bot.web.pictures import PictureStore

log = get_logger(__name__)

NOTED_WITHIN = 1.0
"""Seconds after which a question is answered though it is not written down yet that it came."""


def current_time() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


@dataclass
class App:
    """What a process has in its hands: the store, the platforms it may speak on, and a clock.

    platforms: by name, every way out. adapters: those of them that lead out of this process.
    room: the local chat, spoken in only by the demo and by a command line with no platform set up.
    count_command: told of each thing said: on which platform, what came of it, and how many seconds that took.
    """

    settings: Settings
    store: Store
    now: Clock
    room: Room = field(default_factory=Room)
    platforms: dict[str, Platform] = field(default_factory=dict)
    adapters: dict[str, ChatAdapter] = field(default_factory=dict)
    pictures: "PictureStore | None" = None
    count_command: Callable[[str, CommandOutcome, float], None] | None = None
    noticed: "Counter[tuple[SecurityKind, str, str]]" = field(default_factory=Counter)
    holder: str = field(default_factory=lambda: f"{socket.gethostname()}-{secrets.token_hex(3)}")

    @property
    def is_local(self) -> bool:
        """Nobody is spoken to outside this process."""
        return LOCAL in self.platforms

    def add(self, adapter: ChatAdapter) -> None:
        self.adapters[adapter.name] = adapter
        self.platforms[adapter.name] = adapter.platform

    async def close_platforms(self) -> None:
        for adapter in self.adapters.values():
            await adapter.close()

    async def handle(self, incoming: Incoming) -> Answer | None:
        """Answer one thing a person said, and count it."""
        began, outcome = time.monotonic(), CommandOutcome.FAILED
        try:
            answer = await self._answer_with_facts(incoming)
            outcome = find_outcome(answer)
            if outcome is CommandOutcome.REFUSED:
                self.notice(SecurityKind.COMMAND_REFUSED, incoming.platform)
            return answer
        finally:
            if self.count_command is not None:
                self.count_command(incoming.platform, outcome, time.monotonic() - began)

    def notice(self, kind: SecurityKind, platform: str = "", what: str = "") -> None:
        """Counts something for `audit list`; written down a minute later at most, many in one."""
        self.noticed[kind, platform, what] += 1

    def write_noticed(self) -> None:
        """What was noticed since the last time, into the store. Kept for the next time where it cannot be written."""
        noticed, self.noticed = self.noticed, Counter()
        if not noticed:
            return
        now = self.now()
        try:
            with self.store.write() as db:
                for (kind, platform, what), count in sorted(noticed.items()):
                    count_security_event(db, kind, now, platform=platform, what=what, count=count)
        except SQLAlchemyError as error:
            self.noticed.update(noticed)
            log.warning("security_events_not_written", error=describe_error(error))

    async def _answer_with_facts(self, incoming: Incoming) -> Answer | None:
        """Runs the command; when it raises Needs, asks the platform, outside the transaction, and runs it again."""
        from wres_bot.commands import dispatch

        question = dispatch.is_question(incoming.text)
        if question and not await self._note_question(incoming):
            return dispatch.answer_repeat(incoming)
        for _ in range(4):
            try:
                return await self._run(incoming, question=question)
            except Needs as need:
                incoming = await self._add_fact(incoming, need)
            except SQLAlchemyError as error:
                if not is_unavailable(error):
                    raise
                log.error("store_unavailable", question=question, exc_info=error)
                raise (refusals.nothing_can_be_looked_up() if question else refusals.nothing_can_be_kept()) from None
        raise RuntimeError("a command asked for the same fact twice")

    async def _note_question(self, incoming: Incoming) -> bool:
        """Whether it is heard for the first time. It is answered all the same where nothing can be written in time."""
        from wres_bot.commands import dispatch

        written = self.store.submit(partial(dispatch.note_question, incoming=incoming, now=self.now()))
        noted = asyncio.wrap_future(written)
        noted.add_done_callback(_log_unnoted)  # late too, when nobody waits any more
        try:
            return await asyncio.wait_for(asyncio.shield(noted), NOTED_WITHIN)
        except (TimeoutError, SQLAlchemyError):
            return True

    async def _run(self, incoming: Incoming, *, question: bool) -> Answer | None:
        from wres_bot.commands import dispatch

        call = partial(dispatch.handle, incoming=incoming, now=self.now(), noted=question)
        if question:
            try:
                return await asyncio.to_thread(self._look, call)
            except DBAPIError as error:
                if not is_read_only(error):
                    raise
        return await asyncio.wrap_future(self.store.submit(call))

    def _look(self, call: "Callable[[Connection], Answer | None]") -> Answer | None:
        with self.store.read() as db:
            return call(db)

    async def _add_fact(self, incoming: Incoming, need: Needs) -> Incoming:
        platform = self.platforms[incoming.platform]
        if need.what == "profile":
            profile = await platform.fetch_profile(incoming.sender)
            return replace(incoming, profile=profile or Profile(incoming.sender, None, active=False))
        if need.what == "mentioned":
            mentioned = await platform.fetch_profile(need.account)
            return replace(incoming, mentioned=mentioned or Profile(need.account, None, active=False))
        if need.what == "file":
            return replace(incoming, read=await fetch_and_read(platform, incoming.files[0]))
        # One the bot cannot see is one it is not in.
        unseen = PlaceFacts(incoming.place, "", incoming.place_kind, private=True, member=False)
        return replace(incoming, place_facts=await platform.fetch_place(incoming.place) or unseen)


async def fetch_and_read(platform: Platform, file: SentFile) -> ReadFile:
    """A file somebody sent, fetched from the platform and read in a process of its own with limits."""
    from wres_bot.documents.document_json import dump_document
    from wres_bot.documents.reading_process import read_document_apart
    from wres_bot.documents.tables import PLAN_LIMITS, Unreadable

    if not isinstance(platform, FileSource):
        return ReadFile(file.name, refused="I can't open files here.")
    try:
        content = await platform.fetch_file(file, max(PLAN_LIMITS.files.values()))
        document = await asyncio.to_thread(read_document_apart, content, name=file.name)
    except UserError as wrong:
        return ReadFile(file.name, refused=wrong.text)
    except Unreadable as wrong:
        return ReadFile(file.name, refused=f"I found {wrong.found}; what I need is {wrong.expected}.")
    except DeliveryError as wrong:
        log.warning("file_not_fetched", platform=platform.name, error=str(wrong))
        return ReadFile(file.name, refused="I couldn't fetch it just now. Send it again in a minute.")
    return ReadFile(file.name, json.dumps(dump_document(document)))


def _log_unnoted(noted: "asyncio.Future[bool]") -> None:
    if not noted.cancelled() and (error := noted.exception()) is not None:
        log.warning("question_not_noted", error=describe_error(error))


def find_outcome(answer: Answer | None) -> CommandOutcome:
    """What came of something said, as it is counted."""
    if answer is None:
        return CommandOutcome.SILENT
    return CommandOutcome.REFUSED if answer.card.tone == "refused" else CommandOutcome.ANSWERED


def build_app(settings: Settings, now: Clock = current_time) -> App:
    """The app of one process. Opens nothing yet."""
    app = App(settings, Store(make_engine(settings.database_url, all_upgraded=settings.all_upgraded)), now)
    host = make_host(app)
    for platform in settings.platforms.values():
        if platform.is_complete:
            app.add(platform.make_adapter(host))
    return app


def make_host(app: App) -> Host:
    """What the app hands to the adapter of a platform."""
    return Host(app.handle, app.now, partial(_open_memory, app), partial(_open_pictures, app))


def _open_memory(app: App, platform: str) -> Memory:
    from wres_bot.conversation_memory import ConversationMemory

    return ConversationMemory(app.store, platform, app.now)


def _open_pictures(app: App, secret: str | None) -> Publish | None:
    """Pictures at addresses of ours. Without a secret, on this computer alone, there is only this process."""
    if not app.settings.public_url:
        return None
    from wres_bot.web.pictures import PictureStore

    app.pictures = pictures = PictureStore(app.store, secret or secrets.token_hex(16), app.settings.public_url, app.now)

    async def publish(png: bytes) -> str | None:
        try:
            return await asyncio.to_thread(pictures.publish, png)
        except DBAPIError as wrong:
            log.warning("picture_not_published", error=type(wrong.orig).__name__)
            return None

    return publish


@contextmanager
def open_app(settings: Settings, now: Clock = current_time, *, migrated: bool = True) -> Iterator[App]:
    """The app for one command. With no platform set up, people are spoken to in the local room, which is printed."""
    app = build_app(settings, now)
    if not app.platforms:
        app.platforms[LOCAL] = LocalPlatform(app.room, now)
    try:
        if migrated and (problem := schema_problem(app.store.engine)):
            raise ConfigError(problem)
        if migrated:
            apply_trust_settings(app)
        yield app
    finally:
        app.write_noticed()
        app.store.close()


def apply_trust_settings(app: App) -> list[str]:
    """What the settings file says of each trust is what is so. Returns the trusts it names that are not there."""
    if app.settings.config is None:
        return []
    own = app.settings.read_trust_settings()
    with app.store.read() as db:
        # A trust that the file no longer names has nothing but defaults.
        own = {**{trust.key: {} for trust in trusts.load_trusts(db) if trust.key not in _folded(own)}, **own}
        # Read first: a command that only looks need not wait for whoever writes.
        if all(trusts.has_settings(db, key, values) for key, values in own.items()):
            return []
    with app.store.write() as db:
        return [key for key, values in own.items() if not _set_trust_settings(db, key, values, app.now())]


def _set_trust_settings(db: Connection, key: str, values: Mapping[str, Any], now: datetime) -> bool:
    """The file's word on a trust, with a line in its history, and one for each protection that is lowered by it."""
    before = trusts.find_trust_by_key(db, key)
    if before is None or not trusts.set_settings(db, key, values):
        return False
    after = trusts.load_trust(db, before.id).policy
    if after != before.policy:
        weaker = [f"{e.name} lowered to {e.value}" for e in find_lowered(after) if e not in find_lowered(before.policy)]
        for what in ["changed", *weaker]:
            append_event(db, actor=Actor(None, now), trust_id=before.id, field="settings", new=what)
    return True


def _folded(keys: Iterable[str]) -> set[str]:
    return {key.strip().casefold() for key in keys}


def describe_database_error(wrong: DBAPIError, then: str = "Run wres-bot doctor.") -> str:
    """What a person reads when the database cannot be used."""
    kind, _, words = describe_error(wrong).partition(": ")
    said = words or kind
    if "database is locked" in said:
        return "The database is busy: something else is writing to it. Nothing has changed. Try again in a minute."
    return f"The database did not answer: {said.rstrip('.')}. {then}"


def migrate(settings: Settings) -> None:
    store_db.migrate(settings.database_url)


async def tick(app: App, pace: "Pace | None" = None) -> "Counts":
    """All that the timetable would have put by now, delivered."""
    from wres_bot.delivery import schedule
    from wres_bot.delivery.worker import deliver_all

    await asyncio.to_thread(schedule.run_jobs, app.store, app.now())
    counts = await deliver_all(app.store, app.platforms, app.now, app.holder, pace=pace)
    # A letter that could not be delivered makes a notice for the coordinator, which goes now and not at the next tick.
    await asyncio.to_thread(schedule.run_jobs, app.store, app.now())
    return counts + await deliver_all(app.store, app.platforms, app.now, app.holder, pace=pace)


async def tick_and_report(app: App, *, dry_run: bool) -> list[str]:
    """The same for the command line: each message with whom it is for, then the counts."""
    from wres_bot.delivery import schedule
    from wres_bot.delivery.worker import Pace

    if dry_run:
        would = await asyncio.to_thread(schedule.rehearse_jobs, app.store, app.now())
        lines = [f"To {to}\n{render_text(card)}\n" for to, card in would]
        return [*lines, f"{pluralise(len(would), 'message')} would go. Nothing was written or sent."]
    try:
        counts = await tick(app, Pace(gap=0) if app.is_local else None)
    finally:
        await app.close_platforms()
    lines = [f"To {m.place}\n{render_text(m.card)}\n" for m in app.room.list_since(0) if m.card]
    others = (
        (counts.retry, "to be tried again"),
        (counts.unsure, "unsure"),
        (counts.dead, "not deliverable"),
        (counts.moot, "no longer needed"),
    )
    summary = [f"{pluralise(counts.sent, 'message')} sent", *(f"{n} {what}" for n, what in others if n)]
    return [*lines, ", ".join(summary) + ".", *await asyncio.to_thread(_explain_too_early, app)]


def _explain_too_early(app: App) -> list[str]:
    """Before the hour at which reminders go out, a tick puts none: said, so that nobody takes it for nothing due."""
    today = london_day(app.now())
    with app.store.read() as db:
        hours = {
            t.policy.remind_at for t in trusts.load_trusts(db) if app.now() < london_instant(today, t.policy.remind_at)
        }
    return [f"Reminders go out from {min(hours):%H:%M} on working days: tick again then."] if hours else []


async def run_checks(app: App) -> "list[Check]":
    """Everything `doctor` looks at: settings, database, platforms, and what the store says."""
    from wres_bot.admin import doctor
    from wres_bot.admin.doctor import Check

    try:
        named = app.settings.read_trust_settings() if app.settings.config else None
        checks = [Check("settings", "ok", "They can be read.")]
    except ConfigError as wrong:
        named, checks = None, [Check("settings", "broken", str(wrong))]
    try:
        problem = schema_problem(app.store.engine)
    except DBAPIError as wrong:
        problem = describe_database_error(wrong, "Look at WRES_DATABASE_URL.")
    checks.append(Check("database", "broken" if problem else "ok", problem or "It answers, and its tables are right."))
    if unsafe := transport_problem(app.store.engine):
        checks.append(Check("database", "look", unsafe))
    checks += await _check_chats(app, database=not problem)
    if not problem:
        with app.store.read() as db:
            checks += doctor.check_store(db, app.now(), named, live=bool(app.settings.platforms))
    return checks


async def _check_chats(app: App, *, database: bool) -> "list[Check]":
    """Each platform that is set up; and what is not, where nothing is."""
    from wres_bot.admin.doctor import Check

    checks = []
    for name, adapter in app.adapters.items():
        if adapter.reads_store and not database:
            checks.append(Check(name, "look", "It can be looked at once the database is right."))
            continue
        problems = await adapter.find_problems()
        checks += [Check(name, "broken", words) for words in problems]
        checks += [] if problems else [Check(name, "ok", "It knows this bot.")]
    await app.close_platforms()
    if not checks:
        words = "Neither Slack nor Teams is set up: people are spoken to on this screen only."
        checks.append(Check("chat", "look", f"{words} See docs/slack-setup.md or docs/teams-setup.md."))
    for name, platform in app.settings.platforms.items():
        checks += [Check(name, "look", words) for words in platform.find_dangers()]
    return checks


async def say(app: App, email: str, words: str) -> Answer | None:
    """One command as if the person had typed it in their own conversation with the bot; None: nothing is said to it."""
    who = email.strip().lower()
    incoming = Incoming(
        LOCAL,
        LOCAL,
        who,
        who,
        words,
        id=secrets.token_hex(8),
        via="command",
        place_kind="direct",
        profile=Profile(who, who),
    )
    return await app.handle(incoming)


def find_digest(app: App, db: Connection, quarter: Quarter, audience: str, name: str | None) -> Card:
    """A quarter's digest of the named plan, or of the only one that had begun by then."""
    from wres_bot.digest_building import build_digest

    if audience not in ("network", "steering"):
        raise UserError(f"{audience!r} is no audience. Choose network or steering.")
    if name is not None:
        chosen = plans.find_plan_by_name(db, name)
        if chosen is None:
            raise UserError(f"There is no plan {name!r}. wres-bot plan list shows those there are.")
    else:
        running = [p for p in plans.load_plans(db) if p.starts <= quarter.last and quarter.first <= p.ends]
        if not running:
            raise UserError(f"No plan ran in {quarter}. wres-bot plan list shows when each begins and ends.")
        if len(running) > 1:
            raise UserError(f"Say which plan with --plan: {', '.join(p.name for p in running)}.")
        chosen = running[0]
    # Without --at, a past quarter is told as on the day it went out; load_plan_quarter sees to that.
    return build_digest(db, chosen, quarter, cast(Audience, audience), app.now())
