"""Owns what a trust may choose, and how far each setting may go; must not know where they were read from.

Every number has bounds. Those of disclosure have a floor at what protects people: nothing can be set below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from wres_bot.domain.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Labels:
    """The trust's own words."""

    bme: str = "BME"
    network: str = "staff network"
    group: str = "steering group"
    coordinator: str = "EDI lead"
    guardian: str = "Freedom to Speak Up Guardian"
    support: str = "your trust's staff support line"
    guardian_contact: str = ""  # an address or a number: how the Guardian is reached
    union: str = ""  # which union, and how it is reached
    crisis: str = ""  # a line for who can't go on; empty is Samaritans
    statuses: Mapping[str, str] = field(default_factory=dict)  # "done": "complete"
    colours: Mapping[str, str] = field(default_factory=dict)  # "red": "past its date"


WHO_LISTENS: Mapping[str, str] = {
    "guardian_contact": "how the Guardian is reached",
    "union": "which union listens, and how it is reached",
    "crisis": "the line for somebody in distress",
}
"""The labels without which a person in distress is not told whom to turn to, and what each is."""


LeadDay = Annotated[int, Field(ge=1, le=365)]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a trust may choose, within bounds. Days are calendar days unless the name says working."""

    lead_days: Annotated[tuple[LeadDay, ...], Field(max_length=10)] = (30, 7)
    lead_working_days: Annotated[int, Field(ge=0, le=20)] = 1
    on_the_day: bool = True
    grace_working_days: Annotated[int, Field(ge=1, le=60)] = 5
    repeat_months: Annotated[int, Field(ge=0, le=12)] = 1
    snooze_limit_days: Annotated[int, Field(ge=1, le=366)] = 28
    review_months: Annotated[int, Field(ge=1, le=24)] = 3
    digest_working_day: Annotated[int, Field(ge=1, le=20)] = 5
    digest_at: time = time(10, 0)
    remind_at: time = time(9, 0)
    preview_working_days: Annotated[int, Field(ge=1, le=20)] = 2
    digest_dates: tuple[date, ...] = ()
    digest_paused: tuple[tuple[date, date], ...] = ()
    digest_needs_approval: bool = False
    range_low: Annotated[float, Field(ge=0.5, lt=1, allow_inf_nan=False)] = 0.8
    range_high: Annotated[float, Field(gt=1, le=2, allow_inf_nan=False)] = 1.25
    small_counts: Annotated[int, Field(ge=4, le=100)] = 4  # counts of people from 1 to this are kept from channels
    least_base: Annotated[int, Field(ge=10, le=1000)] = 11  # nor is anything said of fewer people than this
    undo_hours: Annotated[int, Field(ge=1, le=168)] = 24
    page_size: Annotated[int, Field(ge=3, le=50)] = 10
    keep_answer_days: Annotated[int, Field(ge=7, le=400)] = 30  # answers that went by direct message
    keep_letter_days: Annotated[int, Field(ge=100, le=3660)] = 400  # every other message, a year and a quarter
    keep_note_years: Annotated[int, Field(ge=1, le=100)] = 6  # what people typed with a change
    keep_decision_years: Annotated[int, Field(ge=6, le=100)] = 20  # why a date, an owner or an action was given up
    extra_holidays: frozenset[date] = frozenset()
    labels: Labels = field(default_factory=Labels)


PROTECTIONS: Mapping[str, str] = {
    "small_counts": "counts of so few people could point at somebody",
    "least_base": "anything said of so few people could point at somebody",
    "grace_working_days": "owners get less time to answer before an action goes red",
    "preview_working_days": "leads get less time to look at a digest before it goes",
    "range_low": "figures further from equal are called inside the range",
    "range_high": "figures further from equal are called inside the range",
}
"""The settings that protect somebody, and what a weaker one than the default means."""
_WEAKER_ABOVE = ("range_high",)


@dataclass(frozen=True, slots=True)
class Lowered:
    """A protection that is set lower than recommended, or a stored setting that cannot be and is not used."""

    name: str
    value: object
    recommended: object
    means: str


def find_lowered(policy: Policy) -> list[Lowered]:
    """The protections that a trust has set below what is recommended, in the order of the settings."""
    lowered = []
    for name, means in PROTECTIONS.items():
        value, recommended = getattr(policy, name), getattr(Policy(), name)
        if value > recommended if name in _WEAKER_ABOVE else value < recommended:
            lowered.append(Lowered(name, value, recommended, means))
    return lowered


def find_unusable(settings: Mapping[str, Any]) -> list[Lowered]:
    """The stored settings that cannot be: an older release took them. The default is in force in their place."""
    return [
        Lowered(name, settings[name], getattr(Policy(), name, None), "it cannot be, so it is not used")
        for name in settings
        if not _fits(name, settings[name])
    ]


def parse_stored_policy(settings: Mapping[str, Any]) -> Policy:
    """As `parse_policy`, of what an older release may have stored: what cannot be keeps its default."""
    return parse_policy({name: value for name, value in settings.items() if _fits(name, value)})


def _fits(name: str, value: object) -> bool:
    try:
        parse_policy({name: value})
    except ConfigError:
        return False
    return True


def parse_policy(settings: Mapping[str, Any]) -> Policy:
    """A trust's settings as written in TOML or JSON; what is absent keeps its default.

    Raises `ConfigError` naming the setting when it is unknown or of the wrong kind.
    """
    known = {f.name for f in fields(Policy)}
    labels = {f.name for f in fields(Labels)}
    found = dict(settings)
    own = found.pop("labels", {})
    if not isinstance(own, Mapping):
        raise ConfigError('The setting labels is a table, such as labels.network = "staff network".')
    if unknown := sorted(set(found) - known) + [f"labels.{k}" for k in sorted(set(own) - labels)]:
        raise ConfigError(
            f"{unknown[0]!r} is not a setting of a trust. Known: {', '.join(sorted(known | {'labels'}))}."
        )
    try:
        return _POLICY.validate_python(found | {"labels": own})
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0])
        why = f" Lower, {PROTECTIONS[name]}." if name in PROTECTIONS and first["type"].startswith("greater") else ""
        raise ConfigError(
            f"The setting {'.'.join(map(str, first['loc']))} cannot be {first['input']!r}: {first['msg']}.{why}"
        ) from None


_POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)
