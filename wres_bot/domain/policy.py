"""Owns the trust's settings that behaviour depends on, as plain data; must not know where they were read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from typing import Any

from pydantic import TypeAdapter, ValidationError

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
    statuses: Mapping[str, str] = field(default_factory=dict)  # "done": "complete"
    colours: Mapping[str, str] = field(default_factory=dict)  # "red": "past its date"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a trust may choose. Days are calendar days unless the name says working."""

    lead_days: tuple[int, ...] = (30, 7)
    lead_working_days: int = 1
    on_the_day: bool = True
    grace_working_days: int = 5
    repeat_months: int = 1
    snooze_limit_days: int = 28
    review_months: int = 3
    digest_working_day: int = 5
    digest_at: time = time(10, 0)
    remind_at: time = time(9, 0)
    preview_working_days: int = 2
    digest_dates: tuple[date, ...] = ()
    digest_paused: tuple[tuple[date, date], ...] = ()
    digest_needs_approval: bool = False
    range_low: float = 0.8
    range_high: float = 1.25
    small_counts: int = 4  # counts of people from 1 to this are not shown outside those who hold the data
    least_base: int = 11  # nor is anything said of fewer people than this
    undo_hours: int = 24
    page_size: int = 10
    extra_holidays: frozenset[date] = frozenset()
    labels: Labels = field(default_factory=Labels)


def parse_policy(settings: Mapping[str, Any]) -> Policy:
    """A trust's settings as written in TOML or JSON; what is absent keeps its default.

    Raises `ConfigError` naming the setting when it is unknown or of the wrong kind.
    """
    known = {f.name for f in fields(Policy)}
    labels = {f.name for f in fields(Labels)}
    found = dict(settings)
    own = found.pop("labels", {})
    if unknown := sorted(set(found) - known) + [f"labels.{k}" for k in sorted(set(own) - labels)]:
        raise ConfigError(
            f"{unknown[0]!r} is not a setting of a trust. Known: {', '.join(sorted(known | {'labels'}))}."
        )
    try:
        return _POLICY.validate_python(found | {"labels": own})
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise ConfigError(
            f"The setting {'.'.join(map(str, first['loc']))} cannot be {first['input']!r}: {first['msg']}."
        ) from None


_POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)
