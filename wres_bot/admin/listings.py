"""Owns the flat lists that scripts read (`--json`) and their plain tables; changes nothing but a letter tried again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from wres_bot.domain.errors import UserError
from wres_bot.domain.letters import dump_content, dump_subject
from wres_bot.store import actions, events, outbox, people, places, plans, security_log
from wres_bot.store.models import Event, Letter, Trust
from wres_bot.views.failures import failure_words
from wres_bot.views.wording import pluralise

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


def require_trust(db: Connection, key: str) -> Trust:
    """The trust of that key. Raises: UserError that names those there are."""
    if found := people.find_trust_by_key(db, key):
        return found
    known = ", ".join(t.key for t in people.load_trusts(db)) or "none yet; import a plan first"
    raise UserError(f"There is no trust {key!r}. There are: {known}.")


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


def audit_rows(db: Connection, trust: str | None, limit: int = 200) -> list[dict[str, Any]]:
    """One row an event that decided who may speak, who is told and what is kept, and one a day for what was refused
    alike: at, trust, what, by, platform, count; no words or names. The newest first."""
    known = {each.id: each.key for each in people.load_trusts(db)}
    wanted = None if trust is None else require_trust(db, trust).id
    decided = [
        {
            "at": event.at.isoformat(),
            "trust": known[trust_id],
            "what": f"{event.field}: {_what_happened(event)}",
            "by": event.post or ("somebody without a post" if event.who_id else "the command line or the timetable"),
            "platform": event.platform,
            "count": 1,
        }
        for event, trust_id in events.load_audit(db, wanted, limit)
    ]
    noticed = [
        {
            "at": each.last_at.isoformat(),
            "trust": each.trust or None,
            "what": f"{each.kind}: {each.what}" if each.what else each.kind,
            "by": None,
            "platform": each.platform or None,
            "count": each.count,
        }
        for each in security_log.load_security_events(db, None if wanted is None else known[wanted], limit)
    ]
    return sorted([*decided, *noticed], key=lambda row: str(row["at"]), reverse=True)[:limit]


def _what_happened(event: Event) -> str:
    """As code: what people are called stays in the history of the trust."""
    if event.field == "post":
        return "holder changed" if event.new else "made vacant"
    if event.field == "person" and event.who_id is None:
        return "imported"
    return event.new or "ended"


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
            "error": failure_words(x.failure) if x.failure else None,
        }
        for x in outbox.list_letters(db, state=state)
    ]


def letter_row(db: Connection, letter_id: int) -> dict[str, Any]:
    """Everything about one letter. Raises `UserError` when there is none of that number."""
    found = outbox.find_letter(db, letter_id)
    if found is None:
        raise UserError(f"There is no letter {letter_id}. wres-bot outbox list shows those there are.")
    kept = {
        "about": dump_subject(found.subject),
        "said": dump_content(found.content) if found.content else None,
        "error": failure_words(found.failure) if found.failure else None,
    }
    columns = (name for name in Letter.COLUMNS if name != "card")
    return {"to": _recipient_name(db, found)} | {n: kept[n] if n in kept else getattr(found, n) for n in columns}


def retry_letters(db: Connection, letters: Sequence[int], now: datetime) -> str:
    """Puts letters that did not arrive, or may not have, back in line."""
    count = outbox.retry(db, letters, now)
    left = len(set(letters)) - count
    if not count:
        raise UserError("Nothing to try again: sent, on its way, or not there. See wres-bot outbox list --state dead.")
    return f"{pluralise(count, 'letter')} will be tried again." + (
        f" {left} left alone: sent, on its way, or not there." if left else ""
    )


def _recipient_name(db: Connection, letter: Letter) -> str:
    if letter.person_id is not None:
        return people.load_email(db, letter.person_id)
    place = places.load_place(db, letter.place_id) if letter.place_id is not None else None
    return place.name if place else ""
