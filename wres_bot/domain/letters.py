"""Owns what a letter is about and what it said, as types, and how both are kept as JSON; must not compose or send.

A letter's `kind` says how it is treated (how long it is tried, what goes first), its subject what it is about. The JSON
is that of release 0.1.0, whose processes may still read what this one writes, and the other way round.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field, PlainSerializer, PlainValidator, TypeAdapter, ValidationError

from wres_bot.domain.dates import Quarter, parse_quarter

LetterKind = Literal["reminder", "digest", "preview", "answer", "notice"]
Raw = Mapping[str, Any]
"""A JSON object as the database gives it."""


def _parse_quarter(words: object) -> Quarter:
    if isinstance(words, Quarter):
        return words
    found = parse_quarter(words) if isinstance(words, str) else None
    if found is None:
        raise ValueError("not a quarter")
    return found


Instant = Annotated[datetime, PlainSerializer(datetime.isoformat)]
QuarterName = Annotated[Quarter, PlainValidator(_parse_quarter), PlainSerializer(str)]
Left = Field(exclude_if=lambda value: value is None)  # not written where there is none
Figures = dict[str, list[Any]]
"""By family of counts: the sets of groups that were told together, each with its count."""


# What a letter said


Via = tuple[str, str]
"""Platform and workspace it went by."""
Shown = tuple[int, int | None]
"""An action it shows, and the date of it (a milestone) that it asks about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """asked: actions whose owner was asked about a passed date. via: None of what was sent before that was kept."""

    asked: tuple[int, ...] = ()
    via: Annotated[Via | None, Left] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderContent(_Sent):
    """refs: in the order of the card. plan: where all are of one. last_asked: passed dates (milestones) it asked about
    or that were asked about not long before, each with its day, so that none is repeated too soon."""

    refs: tuple[str, ...] = ()
    plan: str | None = None
    milestones: tuple[int, ...] = ()
    drawn: tuple[Shown, ...] = ()
    last_asked: Annotated[dict[int, date], Field(alias="passed")] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedReminderContent(_Sent):
    """Nobody's refs: a bare answer to it means nothing."""

    refs: tuple[str, ...] = ()
    drawn: tuple[Shown, ...] = ()
    rehearsal: Literal[True] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestContent(_Sent):
    """audience, figures: what it told of counts of people, so that no later one tells what it kept back. gated: it was
    held against what leads have decided about their figures; release 0.1.0 knew of no such decision."""

    plan: int
    quarter: QuarterName
    words: str
    audience: str
    figures: Figures
    rehearsal: Annotated[Literal[True] | None, Left] = None
    gated: Annotated[bool, Field(exclude_if=lambda gated: not gated)] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewContent(_Sent):
    digest: Annotated[str | None, Left] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureContent(_Sent):
    indicator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreachableContent(_Sent):
    """Refs of what nobody could be asked about."""

    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainContent(_Sent):
    """Nothing is kept of what it said, such as who wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent(_Sent):
    """Of a letter that carries its card."""

    title: str = ""
    drawn: Annotated[tuple[Shown, ...], Field(exclude_if=lambda shown: not shown)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresContent(_Sent):
    audience: str
    figures: Figures
    asked: Annotated[tuple[int, ...], Field(exclude=True)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoWayThere(_Sent):
    """It said nothing: there was no way to whom it was for. While there is none, the coordinators are told instead."""

    unreachable: Literal[True] = True
    asked: Annotated[tuple[int, ...], Field(exclude=True)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableContent(_Sent):
    raw: Raw


Content = (
    ReminderContent | RehearsedReminderContent | DigestContent | PreviewContent | PictureContent | UnreachableContent
    | PlainContent | CardContent | FiguresContent | NoWayThere | UnreadableContent
)  # fmt: skip


def shown_dates(content: Content | None) -> tuple[Shown, ...]:
    """The actions a letter shows, each with the date it asks about: it is refreshed when one of them changes."""
    if isinstance(content, ReminderContent | RehearsedReminderContent | CardContent):
        return content.drawn
    return ()


# What a letter is about


@dataclass(frozen=True, slots=True)
class ReminderSubject:
    """What was due when the letter was put. `meant_for`: in a rehearsal, whose reminder a coordinator reads. `again`:
    a coordinator had these actions asked about once more, due or not."""

    KIND: ClassVar[LetterKind] = "reminder"
    CONTENT: ClassVar[type[Content]] = ReminderContent
    on: date
    actions: tuple[int, ...] = ()
    milestones: tuple[int, ...] = ()
    meant_for: Annotated[int | None, Field(alias="for"), Left] = None
    again: Annotated[bool, Field(exclude_if=lambda again: not again)] = False


@dataclass(frozen=True, slots=True)
class DigestSubject:
    """One plan's quarter for one place, to go at `going`. `meant_for`: in a rehearsal, the place it would go to."""

    KIND: ClassVar[LetterKind] = "digest"
    CONTENT: ClassVar[type[Content]] = DigestContent
    plan: int
    place: int
    quarter: QuarterName
    going: Instant
    meant_for: Annotated[int | None, Field(alias="for"), Left] = None


@dataclass(frozen=True, slots=True)
class PreviewSubject:
    """`digest`: the key of the letter it is shown before."""

    KIND: ClassVar[LetterKind] = "preview"
    CONTENT: ClassVar[type[Content]] = PreviewContent
    plan: int
    place: int
    quarter: QuarterName
    going: Instant
    digest: str


@dataclass(frozen=True, slots=True)
class PictureSubject:
    """The chart of one indicator, which follows an answer."""

    KIND: ClassVar[LetterKind] = "answer"
    CONTENT: ClassVar[type[Content]] = PictureContent
    code: str
    what: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class FiguresSubject:
    """No letter to anybody: what an answer told of counts of people, as release 0.1.0 kept it."""

    KIND: ClassVar[LetterKind] = "answer"
    CONTENT: ClassVar[type[Content]] = FiguresContent
    what: Literal["figures"] = "figures"


@dataclass(frozen=True, slots=True)
class UnreachableNotice:
    """To a coordinator: whom nobody could ask up to this day."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = UnreachableContent
    on: date
    what: Literal["unreachable"] = "unreachable"


@dataclass(frozen=True, slots=True)
class UnknownAccountsNotice:
    """To a coordinator: accounts that wrote since then and belong to nobody."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = PlainContent
    since: Instant
    what: Literal["strangers"] = "strangers"


@dataclass(frozen=True, slots=True)
class PlaceNotice:
    """To a coordinator: a digest did not arrive in a channel, or may not have."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = CardContent
    place: int
    what: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class PlanImportedNotice:
    """To a coordinator: a plan was imported again, and how many of its actions are new, changed or gone."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = PlainContent
    plan: int
    added: int
    changed: int
    removed: int
    what: Literal["imported"] = "imported"


@dataclass(frozen=True, slots=True)
class FiguresShownNotice:
    """To a coordinator, once: what channels may have read before it waited. Each: standard, indicator and year."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = PlainContent
    figures: tuple[str, ...]
    what: Literal["figures shown"] = "figures shown"


@dataclass(frozen=True, slots=True)
class ActionNotice:
    """About one action; its buttons age with the action."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = CardContent
    action: int
    why: str


@dataclass(frozen=True, slots=True)
class PersonNotice:
    """About somebody's accounts."""

    KIND: ClassVar[LetterKind] = "notice"
    CONTENT: ClassVar[type[Content]] = CardContent
    person: int
    why: str


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A longer answer that follows in direct messages, such as the words for minutes."""

    KIND: ClassVar[LetterKind] = "answer"
    CONTENT: ClassVar[type[Content]] = CardContent
    plan: int
    why: str


@dataclass(frozen=True, slots=True)
class UnreadableSubject:
    """What another release put, or what is broken: only its own card can be sent."""

    raw: Raw


ReadableSubject = (
    ReminderSubject | DigestSubject | PreviewSubject | PictureSubject | FiguresSubject | UnreachableNotice
    | UnknownAccountsNotice | PlaceNotice | PlanImportedNotice | FiguresShownNotice | ActionNotice | PersonNotice
    | PlanAnswer
)  # fmt: skip
"""What can be put. A new one is added here; the type checker then names every place that must know it."""
Subject = ReadableSubject | UnreadableSubject
KNOWN_TO_0_1_0: frozenset[type] = frozenset(
    {
        ReminderSubject, DigestSubject, PreviewSubject, PictureSubject, FiguresSubject, UnreachableNotice,
        UnknownAccountsNotice, PlaceNotice, ActionNotice, PersonNotice, PlanAnswer,
    }
)  # fmt: skip
"""Release 0.1.0 settles any other as moot, so others are put only once no process of it runs."""


# Read from JSON, and written to it


_READABLE: tuple[Any, ...] = get_args(ReadableSubject)


def _defaults(subject: Any) -> dict[str, Any]:
    return {each.name: each.default for each in fields(subject)}


# How the JSON of a subject is told from others of its kind: by its `what`; or it has a `why`, and begins with its own
# field; or else it is the only one of its kind.
_BY_WHAT: dict[tuple[LetterKind, str], type] = {
    (each.KIND, _defaults(each)["what"]): each for each in _READABLE if "what" in _defaults(each)
}
_BY_FIELD: dict[tuple[LetterKind, str], type] = {
    (each.KIND, next(iter(_defaults(each)))): each for each in _READABLE if "why" in _defaults(each)
}
_BY_KIND: dict[LetterKind, type] = {
    each.KIND: each for each in _READABLE if not _defaults(each).keys() & {"what", "why"}
}


def _find_subject_class(kind: LetterKind, raw: Raw) -> type | None:
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if "what" in raw:
        return _BY_WHAT.get((kind, str(raw["what"])))
    return next((found for (of, name), found in _BY_FIELD.items() if of == kind and name in raw), None)


def _find_content_class(subject: Subject, raw: Raw) -> type:
    if raw.get("unreachable"):
        return NoWayThere
    if "title" in raw:  # it carried its card, so what it is about need not be known
        return CardContent
    if isinstance(subject, UnreadableSubject):
        return UnreadableContent
    if isinstance(subject, ReminderSubject) and raw.get("rehearsal"):
        return RehearsedReminderContent
    return subject.CONTENT


def kind_of(subject: ReadableSubject) -> LetterKind:
    """The kind under which letters about this are kept."""
    return subject.KIND


@cache
def _adapter(of: type) -> TypeAdapter[Any]:
    """What reads and writes one class. Made when the first letter of its kind is met: all of them take a while."""
    return TypeAdapter(of)


def read_subject(kind: LetterKind, raw: Any) -> Subject:
    """Never raises: what cannot be read is an `UnreadableSubject`, which delivery reports."""
    if not isinstance(raw, Mapping):  # JSON that is null, a list or a word
        return UnreadableSubject({"unreadable": raw})
    found = _find_subject_class(kind, raw)
    if found is None:
        return UnreadableSubject(raw)
    try:
        subject: Subject = _adapter(found).validate_python(raw)
    except ValidationError:
        return UnreadableSubject(raw)
    return subject


def dump_subject(subject: Subject) -> dict[str, Any]:
    return _dump(subject)


def read_content(subject: Subject, raw: Any) -> Content | None:
    """None for a letter that has said nothing yet. Never raises: what cannot be read is `UnreadableContent`."""
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        return UnreadableContent(raw={"unreadable": raw})
    found = _find_content_class(subject, raw)
    if found is UnreadableContent:
        return UnreadableContent(raw=raw)
    try:
        content: Content = _adapter(found).validate_python(raw)
    except ValidationError:
        return UnreadableContent(raw=raw)
    return content


def dump_content(content: Content) -> dict[str, Any]:
    return _dump(content)


def _dump(payload: Subject | Content) -> dict[str, Any]:
    if isinstance(payload, UnreadableSubject | UnreadableContent):
        return dict(payload.raw)
    kind: type = type(payload)
    dumped: dict[str, Any] = _adapter(kind).dump_python(payload, mode="json", by_alias=True)
    return dumped
