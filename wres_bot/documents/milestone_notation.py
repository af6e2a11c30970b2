"""Owns dates as a person states them precisely, and writes milestones the same way; must not know files or store.

deadline: 31 March 2026 (report published); review: May 2026; recurring: every 3 months after 31 March 2026
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from wres_bot.domain.date_parsing import FoundDate, find_dates, tidy_text
from wres_bot.domain.dates import NhsYear, format_day
from wres_bot.domain.due_date_parsing import CADENCE, parse_interval
from wres_bot.domain.milestones import MilestoneKind, PublishedMilestone

_ENTRY = re.compile(
    r"(?P<kind>deadline|review|start|recurring|ongoing|opportunistic)(?P<met>,? met)?\s*(?::\s*(?P<when>[^(]*?)\s*)?"
    r"(?:\((?P<label>.*)\))?",
    re.I,
)
KINDS = "deadline, review, start, recurring, ongoing or opportunistic"


def parse_milestones(words: str, year: NhsYear) -> tuple[tuple[PublishedMilestone, ...], str | None]:
    """The milestones, and the entries that could not be read."""
    milestones: list[PublishedMilestone] = []
    unread: list[str] = []
    for raw in words.split(";"):
        if entry := tidy_text(raw):
            milestone = _entry(entry, year)
            if milestone is None:
                unread.append(entry)
            else:
                milestones.append(milestone)
    return tuple(milestones), "; ".join(unread) or None


def parse_day(words: str, year: NhsYear) -> date | None:
    """A cell that holds one whole day, with its year."""
    found = _only(tidy_text(words), year)
    return found.last if found and found.precision == "day" and not found.assumption else None


def render_milestones(milestones: Iterable[PublishedMilestone]) -> str:
    """What parse_milestones reads back."""
    return "; ".join(_written(milestone) for milestone in milestones)


def _entry(entry: str, year: NhsYear) -> PublishedMilestone | None:
    found = _ENTRY.fullmatch(entry)
    if not found:
        return None
    kind: MilestoneKind = found["kind"].lower()  # type: ignore[assignment]  # the pattern allows no other
    when, label, met = found["when"] or "", found["label"] or None, bool(found["met"])
    if kind == "opportunistic":
        return None if when else PublishedMilestone(kind=kind, label=label, words=entry, met=met)
    if kind in ("recurring", "ongoing"):
        return _repeating(kind, when, label, met, entry, year)
    day = _only(when, year)
    if day is None:
        return None
    due = day.first if kind == "start" else day.last
    return PublishedMilestone(
        kind, due, day.last, day.precision, day.period, label, entry, assumption=day.assumption, met=met
    )


def _repeating(
    kind: MilestoneKind, when: str, label: str | None, met: bool, entry: str, year: NhsYear
) -> PublishedMilestone | None:
    rest, _, after = when.partition(" after ")
    anchor = parse_day(after, year) if after else year.first - timedelta(days=1)
    every = parse_interval(rest)
    named = rest.replace(every[2], "").strip(" ,") if every else rest.strip(" ,")
    period = _only(named, year) if named else None
    if anchor is None or (named and period is None) or (kind == "recurring" and (every is None or named)):
        return None
    why = "Goes on through the year" if period else "No date is given"
    assumed = (every[1] if every else f"{why}, so it is looked at every {CADENCE} months.") or ""
    if not after:
        assumed = f"{assumed} Counted from the start of {year}.".strip() if every else assumed
    return PublishedMilestone(
        kind=kind,
        due=period.last if period else None,
        until=period.last if period else None,
        precision=period.precision if period else "none",
        period=period.period if period else None,
        label=label,
        words=entry,
        assumption=assumed or None,
        interval_months=every[0] if every else CADENCE,
        anchor=anchor,
        met=met,
    )


def _only(words: str, year: NhsYear) -> FoundDate | None:
    """The one date that the words are, and nothing else."""
    found, broken = find_dates(words, year)
    whole = len(found) == 1 and not broken and found[0].begins == 0 and found[0].ends == len(words)
    return found[0] if whole else None


def _written(milestone: PublishedMilestone) -> str:
    parts = [milestone.kind + (" met" if milestone.met else "")]
    when = _when(milestone)
    if milestone.interval_months:
        repeat = f"every {milestone.interval_months} months"
        if milestone.anchor:
            repeat += f" after {format_day(milestone.anchor)}"
        when = f"{when}, {repeat}" if when else repeat
    if when:
        parts.append(f": {when}")
    if milestone.label:
        parts.append(f" ({milestone.label.replace(';', ',')})")
    return "".join(parts)


def _when(milestone: PublishedMilestone) -> str:
    if milestone.due is None:
        return ""
    last = milestone.until or milestone.due
    match milestone.precision:
        case "month":
            return f"{last:%B %Y}"
        case "quarter":
            quarter = milestone.period or ""
            return f"Q{quarter[-1]} {quarter[:7]}" if re.fullmatch(r"\d{4}-\d\dQ[1-4]", quarter) else format_day(last)
        case "season" if milestone.period:
            year, _, name = milestone.period.partition(" ")
            return f"{name} {year}"
        case "year" if milestone.period:
            return milestone.period
        case _:
            return format_day(last)
