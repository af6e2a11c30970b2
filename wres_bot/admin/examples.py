"""Owns loading the bundled plans; must not know a table's columns."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from wres_bot.admin import imports
from wres_bot.admin.decide_figures import release_survey, unreleased_surveys
from wres_bot.chat.local.room import PLATFORM
from wres_bot.domain.access import Audience
from wres_bot.domain.actor import Actor
from wres_bot.domain.errors import ConfigError, UserError
from wres_bot.domain.ports import PlaceFacts
from wres_bot.indicators.compute.catalogue import FIGURES_KNOWN
from wres_bot.store import people, places
from wres_bot.views.wording import pluralise


def example_names(folder: Path) -> list[str]:
    """The bundled plans, such as "esneft-2020-21", in order."""
    return sorted(path.parent.name for path in folder.glob("*/trust.toml"))


CHANNELS: tuple[tuple[Audience, str, bool], ...] = (
    ("network", "race-equality-network", False),
    ("steering", "edi-steering-group", True),
)
"""The channels an example trust has in the local chat, and whether they are private."""


def load_examples(db: Connection, folder: Path, wanted: Sequence[str], now: datetime, *, local: bool) -> Iterator[str]:
    """Loads the named ones, or all; says a line for each. Loading one again changes nothing.

    `local`: no platform is set up, so each trust gets its two channels in the local chat.
    """
    known = example_names(folder)
    if unknown := [name for name in wanted if name not in known]:
        raise UserError(f"There is no example {unknown[0]!r}. There are: {', '.join(known)}.")
    total = values = 0
    for name in wanted or known:
        source = read_example(folder / name)
        reports = [imports.import_plan(db, source, now, skip_bad=False), imports.import_indicators(
            db, folder / name / "indicators.csv", source.trust, now)]  # fmt: skip
        if refused := [report for report in reports if report.refused]:
            raise ConfigError(f"The example {name} is damaged. {refused[0].words()}")
        _release_surveys(db, source.trust)
        if local:
            _use_channels(db, source.trust, now)
        total, values = total + reports[0].read, values + reports[1].read
        yield f"{name}: {pluralise(reports[0].read, 'action')}, {pluralise(reports[1].read, 'indicator value')}"
    yield f"{pluralise(total, 'action')} and {pluralise(values, 'indicator value')} are in the store."


def read_example(folder: Path) -> imports.PlanFiles:
    """A bundled folder as an import."""
    said = tomllib.loads((folder / "trust.toml").read_text(encoding="utf-8"))
    return imports.PlanFiles(
        folder / "plan.csv",
        said["trust"],
        said["year"],
        people=folder / "people.csv",
        targets=folder / "targets.csv",
        trust_name=said["name"],
        title=f"{said['short_name']} {said['year']}",
        settings={"labels": said["labels"]},
    )


def _release_surveys(db: Connection, trust: str) -> None:
    """An example's figures are those of published reports: they may be told from the day they are known."""
    found = people.find_trust_by_key(db, trust)
    assert found is not None
    for period, audience in unreleased_surveys(db, found):
        if period.isdigit():
            release_survey(db, found, period, [audience], date(int(period), *FIGURES_KNOWN).isoformat())


def _use_channels(db: Connection, trust: str, now: datetime) -> None:
    found = people.find_trust_by_key(db, trust)
    assert found is not None
    for audience, name, private in CHANNELS:
        if places.find_place(db, PLATFORM, trust, name) is None:
            facts = PlaceFacts(name, name, "channel", private)
            places.use_place(db, found.id, PLATFORM, trust, facts, audience, actor=Actor(None, now))
