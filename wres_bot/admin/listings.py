"""Owns the flat lists that scripts read (`--json`) and their plain tables; changes nothing but a letter tried again."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from wres_bot.domain.errors import UserError
from wres_bot.indicators.compute.catalogue import INDICATORS, find_indicator
from wres_bot.store import actions, outbox, people, places, plans, snapshots
from wres_bot.store.models import Letter, Snapshot
from wres_bot.views.phrases import plural

WIDEST = 60
"""A cell of a printed table is cut here; `--json` has it whole."""


def render_table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as aligned columns under their names."""
    names = list(rows[0])
    body = [[_cell(row[name]) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[n]) for line in body)) for n, name in enumerate(names)]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in [names, *body]
    )


def _cell(value: object) -> str:
    words = {None: "", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)
    words = " ".join(words.split())
    return words if len(words) <= WIDEST else words[: WIDEST - 1] + "…"


def plan_rows(db: Connection) -> list[dict[str, Any]]:
    """One row a plan: trust, year, plan, title, actions (a number), starts, ends, open."""
    keys = {trust.id: trust.key for trust in people.load_trusts(db)}
    counts = actions.count_actions_by_plan(db)
    return [
        {
            "trust": keys[p.trust_id],
            "year": p.year,
            "plan": p.name,
            "title": p.title,
            "actions": counts.get(p.id, 0),
            "starts": p.starts.isoformat(),
            "ends": p.ends.isoformat(),
            "open": p.open,
        }
        for p in plans.load_plans(db)
    ]


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


def letter_rows(db: Connection, state: str | None) -> list[dict[str, Any]]:
    """One row a letter: id, key, kind, to, state, put_at, not_before, sent_at, attempts, error."""
    if state is not None and state not in outbox.STATES:
        raise UserError(f"{state!r} is no state of a letter. They are {', '.join(outbox.STATES)}.")
    return [
        {
            "id": x.id,
            "key": x.key,
            "kind": x.kind,
            "to": _recipient_name(db, x),
            "state": x.state,
            "put_at": x.put_at.isoformat(),
            "not_before": x.not_before.isoformat(),
            "sent_at": x.sent_at.isoformat() if x.sent_at else None,
            "attempts": x.attempts,
            "error": x.error,
        }
        for x in outbox.list_letters(db, state=state)
    ]


def letter_row(db: Connection, letter_id: int) -> dict[str, Any]:
    """Everything about one letter. Raises `UserError` when there is none of that number."""
    found = outbox.find_letter(db, letter_id)
    if found is None:
        raise UserError(f"There is no letter {letter_id}. wres-bot outbox list shows those there are.")
    row: dict[str, Any] = {"to": _recipient_name(db, found)}
    return row | {name: getattr(found, name) for name in Letter.__slots__ if name != "card"}


def retry_letters(db: Connection, letters: Sequence[int], now: datetime) -> str:
    """Puts letters that did not arrive, or may not have, back in line."""
    count = outbox.retry(db, letters, now)
    left = len(set(letters)) - count
    if not count:
        raise UserError("Nothing to try again: sent, on its way, or not there. See wres-bot outbox list --state dead.")
    return f"{plural(count, 'letter')} will be tried again." + (
        f" {left} left alone: sent, on its way, or not there." if left else ""
    )


def _recipient_name(db: Connection, letter: Letter) -> str:
    if letter.person_id is not None:
        return people.load_email(db, letter.person_id)
    place = places.load_place(db, letter.place_id) if letter.place_id is not None else None
    return place.name if place else ""
