"""Owns computing a trust's indicators from its own counts, and keeping them. Must not know formulas or file formats."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from wres_bot.admin import listings
from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import format_day, london_day
from wres_bot.domain.errors import ConfigError, UserError
from wres_bot.domain.plan_rows import SnapshotRow
from wres_bot.domain.policy import Labels
from wres_bot.indicators.compute.catalogue import Indicator
from wres_bot.indicators.compute.formulas import ComputedValue
from wres_bot.indicators.compute.measures import compute_measures
from wres_bot.indicators.compute.significance import Comparison, compare_rates
from wres_bot.indicators.dimensions import NAMES
from wres_bot.indicators.ingest.columns import ColumnMap, read_column_map
from wres_bot.indicators.ingest.extract import Extract, read_extract
from wres_bot.indicators.ingest.findings import DataQuality
from wres_bot.indicators.ingest.periods import Period, parse_period
from wres_bot.store import events, people, snapshots
from wres_bot.store.models import Snapshot, Trust
from wres_bot.views.indicators.comparisons import chance_words, interval_words
from wres_bot.views.indicators.figures import no_value_words
from wres_bot.views.wording import pluralise

HEADLINES = ("", "All staff")


@dataclass
class Computed:
    """What came of an extract: what is doubtful, and the measures; none where a finding is blocking."""

    trust: Trust
    period: Period
    source: str
    quality: DataQuality
    measures: list[tuple[Indicator, ComputedValue]] = field(default_factory=list)
    kept: str = ""
    extract: Extract = field(default_factory=Extract)

    @property
    def refused(self) -> bool:
        return bool(self.quality.blocking) or not self.measures

    def words(self) -> str:
        """The quality report first, then the headline measures."""
        lines = [self.quality.words(), ""]
        if self.refused:
            reason = "" if self.quality.blocking else "There is nothing here that an indicator is counted from. "
            return "\n".join([*lines, f"{reason}Nothing was stored."])
        shown = [row for row in measure_rows(self) if row["breakdown"] in HEADLINES and row["unit"] != "people"]
        names = ("standard", "code", "measure", "group", "shown", "unit", "of", "says")
        table = [{name.replace("shown", "value"): row[name] for name in names} for row in shown]
        more = len(self.measures) - len(shown)
        values = [f"{self.trust.name}, {self.period.label}", listings.render_table(table)]
        values += [f"And {pluralise(more, 'value')} by band and other parts: wres-bot indicators show"] if more else []
        return "\n".join([*lines, *values, self.kept])


def find_trust(db: Connection, name: str) -> Trust:
    if trust := people.find_trust_by_key(db, name.strip().casefold()):
        return trust
    keys = ", ".join(t.key for t in people.load_trusts(db)) or "none yet; import a plan first"
    raise UserError(f"There is no trust {name!r}. There are: {keys}.")


def require_period(words: str) -> Period:
    """The period that the words name. Raises: UserError, where they name none."""
    if period := parse_period(words):
        return period
    raise UserError(f"I can't read the period {words!r}. Write a WRES year like 2021, or a quarter like 2020-21Q3.")


def load_column_map(path: Path | None) -> ColumnMap:
    """The column map; without one, the headings we know."""
    if path is None:
        return ColumnMap()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ConfigError(f"The column map {path} cannot be read: {wrong}.") from None
    try:
        return read_column_map(said)
    except ConfigError as wrong:
        raise ConfigError(f"In {path}: {wrong}") from None


def compute_extract(path: Path, trust: Trust, period: Period, config: ColumnMap) -> Computed:
    """Reads and works out everything. Nothing is stored, and no connection is held meanwhile."""
    if not path.exists():
        raise UserError(f"There is no {path}. Name a folder, a workbook or a file.")
    extract = read_extract(path, config, period, (trust.key, trust.name))
    measures = compute_measures(extract, config, period)
    return Computed(trust, period, extract.source, extract.quality, measures, extract=extract)


def store_measures(db: Connection, computed: Computed, now: datetime) -> str:
    """Stores what is new or has changed, each beside what it replaces. What is the same stays as it was."""
    newest: dict[tuple[str, ...], Snapshot] = {}
    for snapshot in snapshots.load_snapshots(db, computed.trust.id):
        if snapshot.basis == "computed" and snapshot.period == computed.period.label:
            place = (snapshot.standard, snapshot.code, snapshot.measure, snapshot.breakdown, snapshot.group)
            if place not in newest or newest[place].revision < snapshot.revision:
                newest[place] = snapshot
    fresh, changed = [], 0
    for indicator, measure in computed.measures:
        row = make_snapshot(computed, indicator, measure, london_day(now))
        before = newest.get((row.standard, row.code, row.measure, row.breakdown, row.group))
        if before is None:
            fresh.append(row)
        elif _is_unchanged(before, row):
            continue
        else:
            changed += 1
            was = _number(before.value) if before.value is not None else "no value"
            words = f"replaces {was} (revision {before.revision}, {before.source})"
            note = f"{row.note}; {words}" if row.note else words
            fresh.append(replace(row, revision=before.revision + 1, note=note))
    snapshots.save_snapshots(db, computed.trust.id, fresh)
    if fresh:
        count = pluralise(len(fresh), "indicator value")
        events.append_event(
            db, actor=Actor(None, now), trust_id=computed.trust.id, field="imported", new=f"{count} computed"
        )
    same = len(computed.measures) - len(fresh)
    return f"{len(fresh) - changed} new, {changed} changed (the old ones are kept), {same} as before."


def _is_unchanged(before: Snapshot, row: SnapshotRow) -> bool:
    value = None if row.value is None else float(row.value)
    return (before.value, before.numerator, before.denominator, before.reason) == (
        value, row.numerator, row.denominator, row.reason)  # fmt: skip


def make_snapshot(computed: Computed, indicator: Indicator, measure: ComputedValue, on: date) -> SnapshotRow:
    compared = compare_rates(*measure.proportions) if measure.proportions else None
    return SnapshotRow(
        standard=indicator.standard, code=indicator.code, measure=measure.name, breakdown=measure.breakdown,
        group=measure.group, period=computed.period.label, period_basis=computed.period.words, basis="computed",
        source=f"computed from {computed.source} on {format_day(on)}", value=measure.value, unit=measure.unit,
        reason=_no_value(indicator, measure), measure_id=measure.measure, no_value=measure.no_value,
        numerator=measure.numerator, denominator=measure.denominator,
        as_of=computed.period.as_of, survey_year=computed.period.year - 1 if indicator.inputs.yearly else None,
        note=_render_significance(indicator, compared, computed.trust.policy.labels) if compared else None,
    )  # fmt: skip


def _render_significance(indicator: Indicator, compared: Comparison, labels: Labels) -> str:
    interval = f"95% interval {interval_words(compared.interval)}, " if compared.interval else ""
    return f"{interval}Fisher's exact p {compared.p:.2g}: {chance_words(indicator, compared, labels)}"


def measure_rows(computed: Computed) -> list[dict[str, Any]]:
    """One row a measure, for scripts."""
    rows = []
    for indicator, measure in computed.measures:
        compared = compare_rates(*measure.proportions) if measure.proportions else None
        said = (
            chance_words(indicator, compared, computed.trust.policy.labels)
            if compared and measure.value is not None
            else ""
        )
        no_value = _no_value(indicator, measure)
        rows.append({
            "trust": computed.trust.key, "standard": indicator.standard, "code": indicator.code,
            "measure": measure.name, "breakdown": measure.breakdown, "group": measure.group,
            "period": computed.period.label,
            "as_of": computed.period.as_of.isoformat(),
            "value": None if measure.value is None else float(measure.value),
            "shown": None if measure.value is None else str(measure.value),
            "unit": measure.unit, "numerator": measure.numerator, "denominator": measure.denominator,
            "of": "" if measure.numerator is None else f"{measure.numerator}/{measure.denominator}",
            "low": compared.interval.low if compared and compared.interval else None,
            "high": compared.interval.high if compared and compared.interval else None,
            "p": compared.p if compared else None, "says": no_value or said, "reason": no_value,
        })  # fmt: skip
    return rows


def _no_value(indicator: Indicator, measure: ComputedValue) -> str | None:
    return f"no value, because {no_value_words(measure.no_value, indicator, NAMES)}" if measure.no_value else None


def _number(value: float) -> str:
    return format(Decimal(repr(value)).normalize(), "f")
