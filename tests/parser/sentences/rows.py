"""Owns reading the sentences of this folder as typed rows: what was typed, by whom, after what, and what is right."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.parser.sentences.variants import RULES

HERE = Path(__file__).parent
STATUSES = frozenset({"not started", "in progress", "delayed", "done", "cancelled"})
MARKS = frozenset({"need help", "reviewed", "note"})
OPEN = "open"
"""In a choice: any status that is not done, or `need help`."""
OPEN_MEANS = frozenset({"not started", "in progress", "delayed", "need help"})
LEADS_VERBS = frozenset({"assign", "move", "cancel", "close", "hold", "remind", "channel", "decide"})
CHOICES = frozenset(
    {
        "show",
        "date",
        "handback",
        "covering",
        "away",
        "leaving",
        "names",
        "which",
        "undo",
        "list",
        "help",
        "write",
        "stop",
    }
)
ANSWERS = frozenset(
    {
        *("due", "who", "waiting", "since", "news", "worry", "late", "minutes", "agenda", "list", "status", "show"),
        *("history", "figures", "unheld", "help", "about", "hello", "thanks", "chat", "calm", "care"),
        *("notyours", "noref", "unknown", "nothing"),
    }
)
FOR_THE_LEAD = frozenset(
    {"date", "away", "covering", "leaving", "decision", "meeting", "progress", "evidence", "question", "voice"}
)
_REF = re.compile(r"\b\d\.\d\b")


@dataclass(frozen=True, slots=True)
class Change:
    """A status or mark of an action, or another choice a button may offer. Without a ref: of none in particular."""

    what: str
    ref: str | None = None

    def fits(self, what: str, ref: str | None) -> bool:
        """Whether this is the change that was made or offered; `open` fits each status it stands for."""
        return self.ref == ref and (what in OPEN_MEANS if self.what == OPEN else self.what == what)


Choice = tuple[Change, ...]
"""What one button does: one change, or several together."""


@dataclass(frozen=True, slots=True)
class Do:
    """These changes, made without a question. `keeping` are words kept with them, in whatever case and spacing."""

    changes: tuple[Change, ...]
    keeping: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Nothing changes; the first choice offered is one of `first`, and none of `never` is offered at all."""

    first: tuple[Choice, ...]
    never: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The question or remark is answered; `about` is a ref, `section 3`, or a word of it."""

    kind: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class HandBack:
    """The actions go back to the lead; without refs, all the person owns."""

    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToLead:
    """Goes to the lead, at once or by one tap that is the first choice."""

    kind: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """“Is this you?” is answered with yes."""


@dataclass(frozen=True, slots=True)
class Undo:
    """The last change is taken back, or that is the first choice."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Nothing is said and nothing changes."""


Part = Do | Ask | Answer | HandBack | ToLead | Confirm | Undo | Leave
Outcome = tuple[Part, ...]
"""What must happen together."""


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence. `rule` and `of` say which rule made it of which sentence, if one did.

    right: any of these outcomes is right.
    may: changes that are no harm beside.
    """

    kind: str
    who: str
    after: str
    says: str
    right: tuple[Outcome, ...]
    may: tuple[Change, ...] = ()
    rules: tuple[str, ...] = ()
    rule: str | None = None
    of: str | None = None

    @property
    def changes(self) -> frozenset[Change]:
        """Every change that may be made without a further tap. Any other is a wrong change."""
        done = {change for outcome in self.right for part in outcome if isinstance(part, Do) for change in part.changes}
        return frozenset(done | {*self.may})

    def allows(self, what: str, ref: str | None) -> bool:
        return any(change.fits(what, ref) for change in self.changes)

    def may_be(self, part: type[Part]) -> bool:
        """Whether an outcome of this type is among the right ones: `row.may_be(Undo)`, `row.may_be(HandBack)`."""
        return any(isinstance(one, part) for outcome in self.right for one in outcome)


@dataclass(frozen=True, slots=True)
class Action:
    ref: str
    title: str
    section: str
    owners: tuple[str, ...]
    due: date
    status: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes. `place` is direct, network channel or steering channel; an unknown account is in no plan."""

    place: str
    post: str | None = None
    role: str | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """What they read last. `replies_to` counts letters from 1; 0 is a thread that is not of one of ours."""

    letters: tuple[tuple[str, ...], ...] = ()
    replies_to: int | None = None
    asks: str | None = None
    said: tuple[str, ...] = ()
    digest: str | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        """The actions that the letter answered names; none where it is not one of ours."""
        if not self.letters or self.replies_to == 0:
            return ()
        return self.letters[-1 if self.replies_to is None else self.replies_to - 1]


@dataclass(frozen=True, slots=True)
class World:
    today: date
    trust: str
    plan: str
    group: str
    network: str
    sections: dict[str, str]
    actions: tuple[Action, ...]
    who: dict[str, Writer]
    after: dict[str, After]


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _fields(table: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuples(value) for key, value in table.items()}


@cache
def load_world() -> World:
    """The made-up trust that every sentence leans on."""
    table = tomllib.loads((HERE / "world.toml").read_text(encoding="utf-8"))
    actions = tuple(Action(**_fields(action)) for action in table.pop("action"))
    who = {name: Writer(**_fields(fields)) for name, fields in table.pop("who").items()}
    after = {name: After(**_fields(fields)) for name, fields in table.pop("after").items()}
    return World(actions=actions, who=who, after=after, **table)


def parse_change(text: str) -> Change:
    """A change or choice as written: `2.3 in progress`, `note 2.3`, `which`."""
    refs = _REF.findall(text)
    what = " ".join(_REF.sub(" ", text).split())
    if len(refs) > 1 or what not in STATUSES | MARKS | CHOICES | LEADS_VERBS | {OPEN}:
        raise ValueError(f"not a change or a choice: {text!r}")
    return Change(what, refs[0] if refs else None)


def _changes(text: str, by: str = ",") -> tuple[Change, ...]:
    return tuple(parse_change(one) for one in text.split(by))


def _do(text: str) -> Do:
    changes, _, words = text.partition(" keeping ")
    return Do(_changes(changes), words or None)


def _ask(text: str) -> Ask:
    first, _, never = text.partition(" never ")
    return Ask(tuple(_changes(choice, "+") for choice in first.split(" / ")), _changes(never) if never else ())


def _answer(text: str) -> Answer:
    kind, _, about = text.partition(" about ")
    if kind not in ANSWERS:
        raise ValueError(f"not a kind of answer: {kind!r}")
    return Answer(kind, about or None)


def _to_lead(text: str) -> ToLead:
    kind = text.split(" ", maxsplit=1)[0]
    if kind not in FOR_THE_LEAD:
        raise ValueError(f"not something for the lead: {kind!r}")
    return ToLead(kind, tuple(_REF.findall(text)))


def _part(text: str) -> Part:
    verb, _, rest = text.partition(" ")
    match verb:
        case "do":
            return _do(rest)
        case "ask":
            return _ask(rest)
        case "answer":
            return _answer(rest)
        case "handback":
            return HandBack(tuple(_REF.findall(rest)))
        case "tolead":
            return _to_lead(rest)
        case "confirm" if not rest:
            return Confirm()
        case "undo" if not rest:
            return Undo()
        case "leave" if not rest:
            return Leave()
        case _:
            raise ValueError(f"not a thing that can be right: {text!r}")


def parse_right(text: str) -> tuple[Outcome, ...]:
    """What is right, as the README of this folder writes it."""
    return tuple(tuple(_part(part) for part in outcome.split(" & ")) for outcome in text.split(" | "))


def _rows_of(path: Path) -> Iterator[Row]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for group in table["typed"]:
        rules = tuple(group.get("variants", table["variants"]))
        for says, right, *may in group["lines"]:
            yield Row(
                path.stem,
                group["who"],
                group["after"],
                says,
                parse_right(right),
                _changes(may[0]) if may else (),
                rules,
            )


@cache
def load_rows() -> tuple[Row, ...]:
    """Every sentence of the folder, in the order of the files."""
    return tuple(row for path in sorted(HERE.glob("*.toml")) if path.name != "world.toml" for row in _rows_of(path))


def _or_asked(right: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """With a slip in the words it is also right to ask first for what would have been done."""
    asked = (tuple(Ask((part.changes,)) if isinstance(part, Do) else part for part in outcome) for outcome in right)
    return tuple(dict.fromkeys((*right, *asked)))


@cache
def load_variants() -> tuple[Row, ...]:
    """What the rules make of the sentences. The right answer is the same; no sentence of the folder is repeated."""
    seen = {(row.who, row.after, row.says) for row in load_rows()}
    made: list[Row] = []
    for row in load_rows():
        for rule in row.rules:
            for says in RULES[rule].make(row.says):
                if (row.who, row.after, says) not in seen:
                    seen.add((row.who, row.after, says))
                    right = _or_asked(row.right) if RULES[rule].may_ask else row.right
                    made.append(replace(row, says=says, right=right, rule=rule, of=row.says))
    return tuple(made)


def main() -> None:
    """Prints how many sentences and variants there are of each kind."""
    rows, variants = Counter(row.kind for row in load_rows()), Counter(row.kind for row in load_variants())
    for kind in rows:
        print(f"{kind:24}{rows[kind]:6}{variants[kind]:7}")
    print(f"{'all':24}{rows.total():6}{variants.total():7}")
    for rule, count in Counter(str(row.rule) for row in load_variants()).most_common():
        print(f"  {rule:22}{count:13}")


if __name__ == "__main__":
    main()
