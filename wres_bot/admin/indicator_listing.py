"""Owns listing a trust's indicator values, and where they and its targets stand; must not compute them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from wres_bot.digest_building import load_gate
from wres_bot.domain.access import AUDIENCES, Audience
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import london_day
from wres_bot.domain.errors import UserError
from wres_bot.domain.overdue import find_overdue
from wres_bot.indicators.compute.catalogue import INDICATORS, find_indicator
from wres_bot.indicators.release.benchmarks import find_shortfalls
from wres_bot.indicators.release.release import audiences_heard_by, decide_release
from wres_bot.store import people, plans, snapshots, trusts
from wres_bot.store.actions import read
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.models import Snapshot, Trust
from wres_bot.views.indicators.cards import indicators_card
from wres_bot.views.indicators.comparisons import SHORTFALLS, benchmark_words, shortfall_lines
from wres_bot.views.viewer import Viewer


def find_trusts(db: Connection, key: str | None) -> list[Trust]:
    found = [t for t in trusts.load_trusts(db) if key is None or t.key == key.strip().casefold()]
    if key and not found:
        raise UserError(f"There is no trust {key!r}. wres-bot plan list shows those there are.")
    return found


def render_standings(db: Connection, chosen: Sequence[Trust], now: datetime) -> str:
    """Each trust with figures or targets: its indicators held against last year, chance, range, nation and peers."""
    return "\n\n".join(told for trust in chosen if (told := _render_trust(db, trust, now)))


def render_for_audience(db: Connection, chosen: Sequence[Trust], named: str, now: datetime) -> list[Card]:
    """What would be said to an audience of each trust's figures, after all that it has been told."""
    audience: Audience | None = next((each for each in AUDIENCES[:2] if each == named), None)
    if audience is None:
        raise UserError(f"{named!r} is no audience. Choose network or steering.")
    day, cards = london_day(now), []
    for trust in chosen:
        if values := snapshots.load_snapshots(db, trust.id):
            earlier = load_disclosed_figures(db, trust.id, audiences_heard_by(audience))
            gate = load_gate(db, trust.id, values)
            release = decide_release(values, day, audience, trust.policy, earlier, gate=gate)
            cards.append(indicators_card(release, trust.name, Viewer(day, trust.policy, audience)))
    return cards


def _render_trust(db: Connection, trust: Trust, now: datetime) -> str:
    day = london_day(now)
    values = snapshots.load_snapshots(db, trust.id)
    policy = trust.policy
    mine = plans.load_plans(db, trust.id)
    actions = [a for plan in mine if plan.open for a in read.load_actions(db, plan.id, day)]
    aims = [t for plan in mine for t in plans.load_targets(db, plan.id)]
    shortfalls = find_shortfalls(aims, values, day)
    release = decide_release(
        values, day, "leads", policy, (), shortfalls, actions, lambda a: bool(find_overdue(a, day))
    )
    told = [benchmark_words(each, policy) for each in release.benchmarked_of(release.figures)]
    if release.shortfalls:
        told += [f"{SHORTFALLS}:", *(f"  {words}" for words in shortfall_lines(release.shortfalls, policy.labels))]
    return "\n".join([trust.name, *told]) if told else ""


def indicator_rows(db: Connection, trust: str | None, code: str | None) -> list[dict[str, Any]]:
    """One row a snapshot, in the words of its key, then its value."""
    chosen = [t for t in people.load_trusts(db) if trust is None or t.key == trust.casefold()]
    if trust and not chosen:
        raise UserError(f"There is no trust {trust!r}. wres-bot plan list shows those there are.")
    named = find_indicator(code) if code else None
    if code and named is None:
        raise UserError(f"There is no indicator {code!r}. They are {', '.join(i.code for i in INDICATORS)}.")
    held = [(t.key, snapshots.load_snapshots(db, t.id, code=named.code if named else None)) for t in chosen]
    return [_indicator_row(key, s, was) for key, found in held for s, was in _with_replaced(found)]


def _with_replaced(found: Sequence[Snapshot]) -> list[tuple[Snapshot, Snapshot | None]]:
    """Each value beside the one it replaced: the revision before it of the same thing."""
    newest: dict[tuple[str, ...], Snapshot] = {}
    paired = []
    for s in sorted(found, key=lambda s: s.revision):
        place = (s.standard, s.code, s.measure, s.breakdown, s.group, s.period, s.basis)
        before = newest.get(place)
        paired.append((s, before if before and before.revision < s.revision else None))
        newest[place] = s
    order = {id(s): n for n, s in enumerate(found)}
    return sorted(paired, key=lambda pair: order[id(pair[0])])


def _indicator_row(trust: str, s: Snapshot, was: Snapshot | None) -> dict[str, Any]:
    return {
        "trust": trust,
        "standard": s.standard,
        "code": s.code,
        "measure": s.measure,
        "breakdown": s.breakdown,
        "group": s.group,
        "period": s.period,
        "basis": s.basis,
        "source": s.source,
        "revision": s.revision,
        "value": s.value,
        "unit": s.unit,
        "reason": s.reason,
        "national": s.national,
        "peer": s.peer,
        "survey_year": s.survey_year,
        "published_text": s.published_text,
        "note": s.note,
        "as_of": _day_of(s),
        "numerator": s.numerator,
        "denominator": s.denominator,
        "replaces": None if was is None else f"{_render_value(was)} (revision {was.revision}, {was.source})",
    }


def indicator_columns(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns a person wants to see side by side; `--json` has them all."""
    return [
        {
            "trust": row["trust"],
            "indicator": row["code"] if row["standard"] == "WRES" else f"{row['standard']} {row['code']}",
            "measure": row["measure"] + (f", {row['breakdown']}" if row["breakdown"] else ""),
            "group": row["group"],
            "year": row["period"],
            "survey": row["survey_year"],
            "value": row["reason"] if row["value"] is None else f"{row['value']:g} {row['unit']}".strip(),
            "date": row["as_of"],
            "basis": row["basis"],
            "source": row["source"],
            "replaces": row["replaces"],
        }
        for row in rows
    ]


def _render_value(s: Snapshot) -> str:
    return "no value" if s.value is None else f"{s.value:g}"


def _day_of(s: Snapshot) -> str | None:
    """The day a value is of: as it was given, else the snapshot day where it is said to be of that."""
    if s.as_of is not None:
        return s.as_of.isoformat()
    yearly = s.period.isdigit() and ("31 March" in s.period_basis or "financial" in s.period_basis)
    return date(int(s.period), 3, 31).isoformat() if yearly else None
