"""Owns saying each sentence to the real product and telling whether what came is right. Knows no stage.

One database for all: every sentence is said in a savepoint that is rolled back.
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from tests.parser.sentences.rows import (
    FOR_THE_LEAD,
    LEADS_VERBS,
    Action,
    After,
    Answer,
    Ask,
    Change,
    Confirm,
    Do,
    HandBack,
    Leave,
    Outcome,
    Part,
    Row,
    ToLead,
    Undo,
    load_world,
)
from tests.standins.letters import SOMETHING
from tests.world.rows import IMPORTED, DateRow, insert_action
from wres_bot.commands.dispatch import SPECS, handle
from wres_bot.domain.cards import Button, Buttons, Card
from wres_bot.domain.letters import ReminderSubject
from wres_bot.domain.ports import Answer as Said
from wres_bot.domain.ports import Incoming, PlaceKind, Profile, Via
from wres_bot.domain.refs import find_refs
from wres_bot.parser.command_types import Asked, Command
from wres_bot.parser.grammar import parse
from wres_bot.store import events, outbox, people, plans, schema
from wres_bot.store.engine import make_engine, migrate

WORLD = load_world()
MORNING = datetime.combine(WORLD.today, time(10), UTC)
HELD_OUT = 3
"""One sentence in so many is looked at by nobody while the reader is made."""

_ANSWERS = {
    "show": {"show", "due", "who", "status", "history"}, "mine": {"list", "due"}, "list": {"list"},
    "late": {"late", "list", "worry"},
    "due": {"due", "list"}, "status": {"status", "worry", "since", "late"}, "history": {"history", "since"},
    "indicators": {"figures", "unheld"},
    "digest": {"news", "status", "since"}, "who": {"who"}, "plan": {"list", "status"}, "help": {"help", "about"},
    "hello": {"hello", "chat"},
    "thanks": {"thanks", "chat"}, "minutes": {"minutes"}, "deliveries": {"waiting", "list"}, "waiting": {"waiting"},
    "since": {"since", "news"},
    "news": {"news", "since"}, "worry": {"worry", "late"}, "agenda": {"agenda"}, "evidence": {"show"},
    "small talk: temper": {"calm", "chat"}, "small talk: praise": {"thanks", "chat"},
    "small talk: ok": {"chat", "thanks"},
    "not understood: story": {"care"}, "small talk: about": {"about", "help"}, "small talk: privacy": {"about", "help"},
    "small talk: wres": {"about", "help", "figures"}, "small talk: unheld": {"unheld"},
    "small talk: greeting": {"hello"}, "small talk: listening": {"care"}, "use this channel": {"help"},
    "remind": {"waiting"},
}  # fmt: skip
"""What each command is an answer to, by how it is read."""
_CALM = {"chat"}


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of a sentence: what was changed at once, what was put to the lead, the choices, how it was read."""

    changes: frozenset[Change]
    lead: frozenset[tuple[str, str | None]]
    choices: tuple[tuple[Change, ...], ...]
    firsts: tuple[tuple[Change, ...], ...]
    read_as: tuple[str, ...]
    card: Card | None
    known: bool = True

    @property
    def words(self) -> str:
        return self.card.plain() if self.card else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    row: Row
    came: Outcomes
    right: bool
    wrong: tuple[Change, ...]


def is_held_out(row: Row) -> bool:
    """By the sentence alone, so that its variants are held out with it."""
    return zlib.crc32((row.of or row.says).encode()) % HELD_OUT == 0


class Trial:
    """The made-up trust of the sentences in a database, and the way to say a sentence there."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.ids: dict[str, int] = {}
        self.people: dict[str, int] = {}
        self.count = 0
        self._build()

    def _build(self) -> None:
        db = self.db
        trust = self.trust = people.save_trust(db, WORLD.trust, "Northmere", {"labels": {"group": WORLD.group}})
        year = WORLD.plan.removeprefix(f"{WORLD.trust}-")
        first = date(int(year[:4]), 4, 1)
        plan = plans.save_plan(db, trust, WORLD.plan, year, "Northmere plan", first, first + timedelta(days=364))
        sections = {n: plans.save_section(db, plan, n, name, int(n)) for n, name in WORLD.sections.items()}
        for position, action in enumerate(WORLD.actions):
            self._add_action(trust, plan, sections[action.section], action, position)
        for name, writer in WORLD.who.items():
            if not writer.unknown:
                self._add_person(name, first)
        holders = {writer.post for writer in WORLD.who.values()}
        for post in sorted({post for action in WORLD.actions for post in action.owners} - holders):
            other = people.save_person(db, f"{post.lower().replace(' ', '.')}@northmere.example", post)
            people.save_holding(db, people.save_post(db, trust, post), other, first)

    def _add_action(self, trust: int, plan: int, section: int, action: Action, position: int) -> None:
        self.ids[action.ref] = id = insert_action(
            self.db, (trust, plan, section), action.ref, action.title, position=position, posts=action.owners,
            dates=(DateRow(action.due, "deadline", action.due),), status=action.status,  # type: ignore[arg-type]  # as its table has it
        )  # fmt: skip
        events.append_event(
            self.db, actor=IMPORTED, trust_id=trust, plan_id=plan, action_id=id, field="status", new=action.status
        )

    def _add_person(self, name: str, first: date) -> None:
        db, writer = self.db, WORLD.who[name]
        email = f"{name}@northmere.example"
        self.people[name] = id = people.save_person(db, email, name)
        if writer.post:
            people.save_holding(db, people.save_post(db, self.trust, writer.post), id, first)
        role = {"lead": "coordinator"}.get(writer.role or "", writer.role)
        if role:
            people.save_membership(db, id, self.trust, role, first)
        elif not writer.post:
            people.save_membership(db, id, self.trust, "member", first)
        people.link_identity(db, id, "local", "W", email, MORNING)
        people.confirm_person(db, id, MORNING)

    def say(self, row: Row) -> Outcomes:
        """What comes of a sentence. Nothing of it stays."""
        with self._savepoint():
            now = self._prepare(row, WORLD.after[row.after])
            before = self._newest_event(), len(outbox.list_letters(self.db, limit=10_000))
            answer = self._handle(row.who, row.says, now)
            return self._tell(answer, before, known=not WORLD.who[row.who].unknown)

    def press_first(self, row: Row) -> frozenset[Change]:
        """What is changed by a sentence and a press on the first button of its answer. Nothing of it stays."""
        with self._savepoint():
            now = self._prepare(row, WORLD.after[row.after])
            before = self._newest_event(), len(outbox.list_letters(self.db, limit=10_000))
            answer = self._handle(row.who, row.says, now)
            if answer and (buttons := list_buttons(answer.card)):
                first = buttons[0]
                self._handle(row.who, first.says, now + timedelta(minutes=1), "click", first.version)
            return self._tell(answer, before, known=True).changes

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        point = self.db.begin_nested()
        try:
            yield
        finally:
            point.rollback()

    def _prepare(self, row: Row, after: After) -> datetime:
        person = self.people.get(row.who)
        now = MORNING
        if person is None:
            return now
        if after.asks:
            self.db.execute(schema.persons.update().where(schema.persons.c.id == person).values(confirmed_at=None))
        answered = after.letters if after.replies_to is None else after.letters[: after.replies_to]
        for refs in answered if after.replies_to != 0 else ():
            now += timedelta(minutes=5)
            self._remind(person, refs, now)
        for words in after.said:
            now += timedelta(minutes=5)
            self._handle(row.who, words, now)
        return now + timedelta(minutes=5)

    def _remind(self, person: int, refs: Sequence[str], now: datetime) -> None:
        key = f"{WORLD.trust}:reminder:{person}:{now.isoformat()}"
        outbox.put(self.db, key, self.trust, SOMETHING["reminder"], now, person_id=person)
        letter = outbox.find_letter_by_key(self.db, key)
        assert letter
        said = {"refs": [f"{WORLD.plan}:{ref}" for ref in refs]}
        self.db.execute(
            schema.letters.update().where(schema.letters.c.id == letter.id).values(state="sent", sent_at=now, said=said)
        )

    def _handle(
        self, who: str, words: str, now: datetime, via: Via = "message", seen: int | None = None
    ) -> Said | None:
        self.count += 1
        writer = WORLD.who[who]
        email = f"{who}@northmere.example"
        kind: PlaceKind = "direct" if writer.place == "direct" else "channel"
        profile = Profile(email, f"{who}@elsewhere.example" if writer.unknown else email, who)
        incoming = Incoming(
            "local", "W", email, f"D-{who}" if kind == "direct" else writer.place, words, f"m{self.count}", via, kind,
            seen=seen, profile=profile,
        )  # fmt: skip
        return handle(self.db, incoming, now)

    def _newest_event(self) -> int:
        found = self.db.execute(schema.events.select().order_by(schema.events.c.id.desc()).limit(1)).one_or_none()
        return found.id if found else 0

    def _tell(self, answer: Said | None, before: tuple[int, int], *, known: bool) -> Outcomes:
        by_id = {id: ref for ref, id in self.ids.items()}
        changes: set[Change] = set()
        rows = self.db.execute(schema.events.select().where(schema.events.c.id > before[0])).all()
        for event in rows:
            ref = by_id.get(event.action_id) if event.action_id else None
            changes |= {*_change_of(event.field, event.new, ref, event.undoes, event.words)}
        new = outbox.list_letters(self.db, limit=10_000)
        lead: set[tuple[str, str | None]] = set()
        for letter in new[: len(new) - before[1]]:
            if isinstance(letter.subject, ReminderSubject):
                changes |= {Change("remind", by_id.get(id)) for id in letter.subject.actions}
            why = str(getattr(letter.subject, "why", ""))
            action = getattr(letter.subject, "action", None)
            if why in FOR_THE_LEAD:
                lead.add((why, by_id.get(action) if action else None))
        card = answer.card if answer else None
        return Outcomes(
            frozenset(changes),
            frozenset(lead),
            tuple(_choices_of(card)),
            tuple(_firsts_of(card)),
            answer.read_as if answer else (),
            card,
            known,
        )


def _change_of(field: str, new: str | None, ref: str | None, undoes: str | None, words: str | None) -> Iterator[Change]:
    if undoes:
        yield Change("undo")
    elif field == "status" and new:
        yield Change(new, ref)
    elif field in ("note", "evidence"):
        yield Change("reviewed" if words and "review" in words.lower() else "note", ref)
    elif field == "need help":
        yield Change("need help", ref)
    elif field == "not mine":
        yield Change("handback", ref)
    elif field == "met":
        yield Change("reviewed", ref)
    elif field == "person":
        yield Change({"yes": "confirm", "not me": "handback"}.get(new or "", new or ""))
    elif field in ("snooze", "due", "owner", "plan", "preference"):
        named = {"due": "move", "owner": "assign", "plan": "close", "snooze": "away", "preference": "stop"}
        yield Change(named.get(field, field), ref)


_VERB_CHOICE = {
    "note": "note", "evidence": "note", "need help": "need help", "not mine": "handback", "not me": "handback",
    "covering": "covering", "undo": "undo", "show": "show", "history": "show", "move": "move", "cancel": "cancel",
    "assign": "assign", "snooze": "away", "yes this is me": "confirm", "help": "help", "plan": "close",
    "tell the lead": "write", "digest hold": "hold", "use this channel": "channel", "post": "assign",
    "extend": "date", "leaving": "leaving", "decide": "decide", "write to": "write", "stop": "stop",
}  # fmt: skip
_LEAD_CHOICE = {"date": "date", "away": "away", "covering": "covering", "leaving": "leaving", "question": "write"}


def _choices_of(card: Card | None) -> Iterator[tuple[Change, ...]]:
    if card is None:
        return
    if card.title.startswith(("Does that name", "That seems to name")):
        yield (Change("names"),)
        return
    for button in list_buttons(card):
        yield tuple(dict.fromkeys(_decode(button)))


def _firsts_of(card: Card | None) -> Iterator[tuple[Change, ...]]:
    """The first choice of each question: a card that answers several things asks several."""
    if card is not None and card.title.startswith(("Does that name", "That seems to name")):
        yield (Change("names"),)
    elif card is not None:
        rows = [block.items[0] for block in card.blocks if isinstance(block, Buttons)]
        several = card.title.startswith("That was")
        for button in rows if several else rows[:1]:
            yield tuple(dict.fromkeys(_decode(button)))


def list_buttons(card: Card | None) -> list[Button]:
    """Every button of a card, in its order."""
    blocks = card.blocks if card else ()
    return [button for block in blocks if isinstance(block, Buttons) for button in block.items]


def _decode(button: Button) -> Iterator[Change]:
    parsed = parse(button.says, SPECS, pressed=True)
    for part in parsed if isinstance(parsed, tuple) else ():
        if isinstance(part, Asked):
            yield Change(f"asked {part.means}")
        else:
            yield from _decode_command(part)


def _decode_command(command: Command) -> Iterator[Change]:
    refs: list[str | None] = [ref.ref for ref in command.refs] or [None]
    if command.verb == "update" and command.status:
        yield from (Change(command.status, ref) for ref in refs)
    elif command.verb == "ask the lead":
        kind = command.filters.get("kind", "question")
        ref = command.filters.get("ref", "").rpartition(":")[2] or None
        what = _LEAD_CHOICE.get(kind, "write")
        yield Change(what, ref if what == "date" else None)
        yield Change(f"lead {kind}", ref)
    elif command.verb == "remind":
        named = find_refs(command.rest.lower(), command.rest)
        yield from (Change("remind", ref.ref) for ref in named) if named else (Change("remind"),)
    elif command.verb == "update":
        yield from (Change("which", ref) for ref in refs)
    elif command.verb in ("extend", "away", "leaving", "decide"):
        what = _VERB_CHOICE.get(command.verb, command.verb)
        yield from (Change(what, ref) for ref in refs)
        kind = {"extend": "date", "decide": "decision"}.get(command.verb, command.verb)
        yield from (Change(f"lead {kind}", ref) for ref in refs)
    else:
        what = _VERB_CHOICE.get(command.verb, "list")
        what = "reviewed" if what == "note" and "review" in command.words.lower() else what
        yield from (Change(what, ref) for ref in refs)


def judge(row: Row, came: Outcomes) -> Verdict:
    wrong = tuple(change for change in came.changes if not _is_allowed(row, change, came))
    right = not wrong and any(_all_right(outcome, came) for outcome in row.right)
    return Verdict(row, came, right, wrong)


def _is_allowed(row: Row, change: Change, came: Outcomes) -> bool:
    """Whether the row lets this be changed without a further tap. What a right change brings with it is let be: a
    review that it answers, and the yes to "Is this you?" of whoever answers for the post."""
    match change.what:
        case "undo":
            return row.may_be(Undo)
        case "handback":
            return row.may_be(HandBack)
        case "confirm":
            return row.may_be(Confirm) or any(row.allows(c.what, c.ref) for c in came.changes)
        case "reviewed" if any(c.ref == change.ref and c != change for c in came.changes):
            return True
        case _:
            return row.allows(change.what, change.ref)


def _all_right(outcome: Outcome, came: Outcomes) -> bool:
    return all(_is_right(part, came) for part in outcome)


def _is_right(part: Part, came: Outcomes) -> bool:  # one branch for each thing that can be right
    match part:
        case Do(changes=changes, keeping=keeping):
            kept = keeping is None or " ".join(keeping.lower().split()) in " ".join(came.words.lower().split())
            return kept and all(any(c == change for c in came.changes) for change in changes)
        case Ask(first=first, never=never):
            return _is_asked(first, never, came)
        case Answer(kind=kind, about=about):
            return _is_answered(kind, about, came)
        case HandBack(refs=refs):
            back = {c.ref for c in came.changes if c.what == "handback"}
            return bool(back) and (not refs or {*refs} <= back or None in back)
        case ToLead(kind=kind, refs=refs):
            if any(k == kind and (not refs or r in refs) for k, r in came.lead):
                return True
            offered = [c for one in came.firsts for c in one]
            wanted = {Change(f"lead {kind}", ref) for ref in refs or (None,)} | {
                Change(kind, ref) for ref in (*refs, None)
            }
            return any(c in wanted or (not refs and c.what == f"lead {kind}") for c in offered)
        case Confirm():
            return any(c.what == "confirm" for c in came.changes)
        case Undo():
            return Change("undo") in came.changes or any(c.what == "undo" for one in came.firsts for c in one)
        case Leave():
            return came.card is None and not came.changes


def _is_asked(first: tuple[tuple[Change, ...], ...], never: tuple[Change, ...], came: Outcomes) -> bool:
    if any(_fits_any(no, choice) for no in never for choice in came.choices):
        return False
    asks_which = any(c.what == "which" for option in first for c in option)
    if asks_which and came.words.startswith("Which"):
        return True
    return any(_fits_option(option, got) for option in first for got in came.firsts) or _asks_why(first, came)


def _asks_why(first: tuple[tuple[Change, ...], ...], came: Outcomes) -> bool:
    """What only leads do asks for its reason in words, without a button."""
    verbs = {c.what for option in first for c in option} & LEADS_VERBS
    return bool(
        came.card and came.card.title.endswith("?") and any(one.startswith(v) for one in came.read_as for v in verbs)
    )


def _fits_any(change: Change, choice: tuple[Change, ...]) -> bool:
    return any(change.fits(got.what, got.ref) for got in choice)


def _fits_option(option: tuple[Change, ...], got: tuple[Change, ...]) -> bool:
    return all(
        any(want.fits(c.what, c.ref) or (want.ref is None and want.what == c.what) or _same(want, c) for c in got)
        for want in option
    )


def _same(want: Change, got: Change) -> bool:
    """ "leaving" and "handback" are one button; a lead's "date" is a move."""
    pairs = {
        ("leaving", "handback"),
        ("leaving", "lead leaving"),
        ("date", "move"),
        ("list", "help"),
        ("decide", "lead decision"),
    }
    return (want.what, got.what) in pairs and want.ref in (None, got.ref)


def _is_answered(kind: str, about: str | None, came: Outcomes) -> bool:
    words = came.words.lower()
    if kind == "unknown":
        return not came.known
    if kind == "notyours":
        return any(sign in words for sign in ("sits with", "isn't down as yours", "is for the"))
    if kind == "noref":
        return "can't find" in words
    if kind == "nothing":
        return "nothing" in words
    if kind == "unheld" and "don't hold" in words:
        return True
    kinds = set().union(
        *(_ANSWERS.get(_verb_of(one), _CALM if one.startswith("small talk") else set()) for one in came.read_as)
    )
    if kind not in kinds:
        return False
    return about is None or about.lower() in words or about.lower() in " ".join(came.read_as).lower()


def _verb_of(read_as: str) -> str:
    if read_as in _ANSWERS:
        return read_as
    for verb in sorted(_ANSWERS, key=len, reverse=True):
        if read_as == verb or read_as.startswith(f"{verb} "):
            return verb
    return read_as


@contextmanager
def open_trial() -> Iterator[Trial]:
    """The made-up trust in a database of its own."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/sentences.db"
        migrate(url)
        engine = make_engine(url).execution_options(writes=True)
        try:
            with engine.connect() as db:
                whole = db.begin()
                yield Trial(db)
                whole.rollback()
        finally:
            engine.dispose()
