"""Owns what a letter is about and what it said, as types, and how both are kept as JSON; must not compose or send.

A letter's `kind` says how it is treated (how long it is tried, what goes first), its subject what it is about. The JSON
is that of release 0.1.0, whose processes may still read what this one writes, and the other way round.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal, assert_never, get_args

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


# What a letter is about


@dataclass(frozen=True, slots=True)
class ReminderSubject:
    """What was due when the letter was put. `meant_for`: in a rehearsal, whose reminder a coordinator reads."""

    on: date
    actions: tuple[int, ...] = ()
    milestones: tuple[int, ...] = ()
    meant_for: Annotated[int | None, Field(alias="for"), Left] = None


@dataclass(frozen=True, slots=True)
class DigestSubject:
    """One plan's quarter for one place, to go at `going`. `meant_for`: in a rehearsal, the place it would go to."""

    plan: int
    place: int
    quarter: QuarterName
    going: Instant
    meant_for: Annotated[int | None, Field(alias="for"), Left] = None


@dataclass(frozen=True, slots=True)
class PreviewSubject:
    """`digest`: the key of the letter it is shown before."""

    plan: int
    place: int
    quarter: QuarterName
    going: Instant
    digest: str


@dataclass(frozen=True, slots=True)
class PictureSubject:
    """The chart of one indicator, which follows an answer."""

    code: str
    what: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class FiguresSubject:
    """No letter to anybody: what an answer told of counts of people, as release 0.1.0 kept it."""

    what: Literal["figures"] = "figures"


@dataclass(frozen=True, slots=True)
class UnreachableNotice:
    """To a coordinator: whom nobody could ask up to this day."""

    on: date
    what: Literal["unreachable"] = "unreachable"


@dataclass(frozen=True, slots=True)
class UnknownAccountsNotice:
    """To a coordinator: accounts that wrote since then and belong to nobody."""

    since: Instant
    what: Literal["strangers"] = "strangers"


@dataclass(frozen=True, slots=True)
class PlaceNotice:
    """To a coordinator: a digest did not arrive in a channel, or may not have."""

    place: int
    what: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class ActionNotice:
    """About one action; its buttons age with the action."""

    action: int
    why: str


@dataclass(frozen=True, slots=True)
class PersonNotice:
    """About somebody's accounts."""

    person: int
    why: str


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A longer answer that follows in direct messages, such as the words for minutes."""

    plan: int
    why: str


@dataclass(frozen=True, slots=True)
class UnreadableSubject:
    """What another release put, or what is broken: only its own card can be sent."""

    raw: Raw


Subject = (
    ReminderSubject | DigestSubject | PreviewSubject | PictureSubject | FiguresSubject | UnreachableNotice
    | UnknownAccountsNotice | PlaceNotice | ActionNotice | PersonNotice | PlanAnswer | UnreadableSubject
)  # fmt: skip
_KINDS: dict[type, LetterKind] = {
    ReminderSubject: "reminder",
    DigestSubject: "digest",
    PreviewSubject: "preview",
    PictureSubject: "answer",
    FiguresSubject: "answer",
    PlanAnswer: "answer",
    UnreachableNotice: "notice",
    UnknownAccountsNotice: "notice",
    PlaceNotice: "notice",
    ActionNotice: "notice",
    PersonNotice: "notice",
}
_WHAT: dict[tuple[LetterKind, str], type] = {
    ("answer", "picture"): PictureSubject,
    ("answer", "figures"): FiguresSubject,
    ("notice", "unreachable"): UnreachableNotice,
    ("notice", "strangers"): UnknownAccountsNotice,
    ("notice", "place"): PlaceNotice,
}
_BY_FIELD: dict[tuple[LetterKind, str], type] = {
    ("notice", "action"): ActionNotice,
    ("notice", "person"): PersonNotice,
    ("answer", "plan"): PlanAnswer,
}
_WHOLE: dict[LetterKind, type] = {"reminder": ReminderSubject, "digest": DigestSubject, "preview": PreviewSubject}


def kind_of(subject: Subject) -> LetterKind:
    """The kind under which letters about this are kept. Raises `KeyError` of what could not be read."""
    return _KINDS[type(subject)]


def _class_of_subject(kind: LetterKind, raw: Raw) -> type | None:
    if (whole := _WHOLE.get(kind)) is not None:
        return whole
    if (what := raw.get("what")) is not None:
        return _WHAT.get((kind, what))
    return next((found for (of, field), found in _BY_FIELD.items() if of == kind and field in raw), None)


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
    """refs: in the order of the card. plan: where all are of one. passed: passed dates (milestones) it asked about or
    that were asked about not long before, each with its day, so that none is repeated too soon."""

    refs: tuple[str, ...] = ()
    plan: str | None = None
    milestones: tuple[int, ...] = ()
    drawn: tuple[Shown, ...] = ()
    passed: dict[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsedReminderContent(_Sent):
    """Nobody's refs: a bare answer to it means nothing."""

    refs: tuple[str, ...] = ()
    drawn: tuple[Shown, ...] = ()
    rehearsal: Literal[True] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestContent(_Sent):
    """audience, figures: what it told of counts of people, so that no later one tells what it kept back."""

    plan: int
    quarter: QuarterName
    words: str
    audience: str
    figures: Figures
    rehearsal: Annotated[Literal[True] | None, Left] = None


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
class UnknownAccountsContent(_Sent):
    """Nothing is kept of who they are."""


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
    | UnknownAccountsContent | CardContent | FiguresContent | NoWayThere | UnreadableContent
)  # fmt: skip


def shown_dates(content: Content | None) -> tuple[Shown, ...]:
    """The actions a letter shows, each with the date it asks about: it is refreshed when one of them changes."""
    if isinstance(content, ReminderContent | RehearsedReminderContent | CardContent):
        return content.drawn
    return ()


def _class_of_content(subject: Subject, raw: Raw) -> type | None:
    if raw.get("unreachable"):
        return NoWayThere
    if "title" in raw:
        return CardContent
    match subject:
        case ReminderSubject():
            return RehearsedReminderContent if raw.get("rehearsal") else ReminderContent
        case DigestSubject():
            return DigestContent
        case PreviewSubject():
            return PreviewContent
        case PictureSubject():
            return PictureContent
        case FiguresSubject():
            return FiguresContent
        case UnreachableNotice():
            return UnreachableContent
        case UnknownAccountsNotice():
            return UnknownAccountsContent
        case PlaceNotice() | ActionNotice() | PersonNotice() | PlanAnswer():
            return CardContent
        case UnreadableSubject():
            return None
        case never:
            assert_never(never)


# Read from JSON, and written to it


_ADAPTERS: dict[type, TypeAdapter[Any]] = {
    each: TypeAdapter(each)
    for each in (*get_args(Subject), *get_args(Content))
    if each not in (UnreadableSubject, UnreadableContent)
}


def read_subject(kind: LetterKind, raw: Raw) -> Subject:
    """Never raises: what cannot be read is an `UnreadableSubject`, which delivery reports."""
    found = _class_of_subject(kind, raw)
    try:
        return _ADAPTERS[found].validate_python(raw) if found else UnreadableSubject(raw)
    except ValidationError:
        return UnreadableSubject(raw)


def dump_subject(subject: Subject) -> dict[str, Any]:
    return _dump(subject)


def read_content(subject: Subject, raw: Raw | None) -> Content | None:
    """None for a letter that has said nothing yet. Never raises: what cannot be read is `UnreadableContent`."""
    if raw is None:
        return None
    found = _class_of_content(subject, raw)
    try:
        return _ADAPTERS[found].validate_python(raw) if found else UnreadableContent(raw=raw)
    except ValidationError:
        return UnreadableContent(raw=raw)


def dump_content(content: Content) -> dict[str, Any]:
    return _dump(content)


def _dump(payload: Subject | Content) -> dict[str, Any]:
    if isinstance(payload, UnreadableSubject | UnreadableContent):
        return dict(payload.raw)
    dumped: dict[str, Any] = _ADAPTERS[type(payload)].dump_python(payload, mode="json", by_alias=True)
    return dumped
