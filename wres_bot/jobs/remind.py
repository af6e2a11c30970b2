"""Owns who is reminded today and of what: one letter a person a working day. Must not word or send."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from wres_bot.core.access import Person
from wres_bot.core.dates import WorkingDays, london, london_day
from wres_bot.core.policy import Policy
from wres_bot.core.reminders import GENTLE, due_stages
from wres_bot.core.statuses import NOT_BEGUN
from wres_bot.messages.phrases import last_day
from wres_bot.messages.reminder import Entry, Unreached
from wres_bot.store import actions, digests, outbox, people
from wres_bot.store.facts import ActionFacts, LetterFacts, MilestoneFacts, TrustFacts

MARGIN = timedelta(days=6)
"""A reminder moves earlier over a bank holiday weekend; so far ahead is looked for actions."""

VACANT = "nobody holds this post"
LEFT = "the person who held it has left"
SILENT = "the person who holds it asked me not to write, or said it is not them"


@dataclass(slots=True)
class Waiting:
    """What is due today in one trust: by person, and for those whom nobody can ask, by post."""

    people: dict[int, list[ActionFacts]] = field(default_factory=dict)
    posts: dict[tuple[str, str], list[ActionFacts]] = field(default_factory=dict)


def put_reminders(db: Connection, now: datetime) -> int:
    """Puts today's reminders where the hour has come; how many are new. Again the same day it puts nothing."""
    return sum(_put_trust(db, trust, now) for trust in people.trusts(db))


def _put_trust(db: Connection, trust: TrustFacts, now: datetime) -> int:
    today, days = london_day(now), WorkingDays(trust.policy.extra_holidays)
    if not days.is_working(today) or now < london(today, trust.policy.remind_at):
        return 0
    waiting = who_waits(db, trust, today)
    leads = coordinators(db, trust, today)
    put = 0
    for person_id, owned in sorted(waiting.people.items()):
        readers = [lead.id for lead in leads] if trust.rehearsing else [person_id]
        for reader in readers:
            put += _put_one(db, trust, person_id, reader, owned, now)
    for lead in leads:
        prefix = unreached_prefix(trust, lead.id)
        if unreached(db, trust, today, since_notice(db, prefix), waiting):
            put += _put(db, prefix, trust, "notice", lead.id, {"what": "unreachable", "on": today.isoformat()}, now)
    return put


def _put_one(
    db: Connection, trust: TrustFacts, person_id: int, reader: int, owned: list[ActionFacts], now: datetime
) -> int:
    today = london_day(now)
    prefix = reminder_prefix(trust, person_id, reader)
    entries = due_entries(db, trust, person_id, owned, today, since(db, prefix, person_id))
    if not entries:
        return 0
    about: dict[str, Any] = {
        "on": today.isoformat(),
        "actions": sorted({entry.action.id for entry in entries}),
        "milestones": [entry.milestone.id for entry in entries],
    }
    if reader != person_id or trust.rehearsing:
        about["for"] = person_id
    return _put(db, prefix, trust, "reminder", reader, about, now)


def _put(
    db: Connection, prefix: str, trust: TrustFacts, kind: str, reader: int, about: Mapping[str, Any], now: datetime
) -> int:
    key = f"{prefix}{london_day(now).isoformat()}"
    if not outbox.put(db, key, trust.id, kind, about, now, person_id=reader):
        return 0
    if letter := outbox.letter_by_key(db, key):
        digests.moot_before(db, prefix, letter.id)
    return 1


def reminder_prefix(trust: TrustFacts, person_id: int, reader: int) -> str:
    """A rehearsal has keys of its own: what a coordinator has read in a rehearsal, nobody has been told."""
    if trust.rehearsing:
        return f"rehearsal:{trust.key}:{reader}:reminder:{person_id}:"
    return f"reminder:{trust.key}:{person_id}:"


def unreached_prefix(trust: TrustFacts, coordinator: int) -> str:
    return f"unreachable:{trust.key}:{coordinator}:"


def coordinators(db: Connection, trust: TrustFacts, today: date) -> list[Person]:
    """Who runs the plan; where nobody does, who looks after people and settings."""
    return people.people_with_role(db, trust.id, "coordinator", today) or people.people_with_role(
        db, trust.id, "admin", today
    )


def who_waits(db: Connection, trust: TrustFacts, today: date) -> Waiting:
    """The open actions with a date near or gone, by who holds the posts that own them."""
    horizon = today + timedelta(days=max(trust.policy.lead_days, default=0)) + MARGIN
    found = Waiting()
    off: dict[int, bool] = {}
    for action in actions.by_ids(db, actions.due_by(db, horizon, today, trust.id), today):
        for owner in action.owners:
            if not owner.holders:
                found.posts.setdefault((owner.post, VACANT), []).append(action)
            for holder in owner.holders:
                silent = off.setdefault(holder.person_id, is_off(db, holder.person_id)) if holder.active else False
                if not holder.active or silent:
                    found.posts.setdefault((owner.post, SILENT if silent else LEFT), []).append(action)
                elif action not in (mine := found.people.setdefault(holder.person_id, [])):
                    mine.append(action)
    return found


def is_off(db: Connection, person_id: int) -> bool:
    return people.preference(db, person_id, "reminders") == "off"


def due_entries(
    db: Connection,
    trust: TrustFacts,
    person_id: int | None,
    owned: Iterable[ActionFacts],
    today: date,
    since: date | None,
) -> list[Entry]:
    """What of these a person is to be reminded of today: the newest stage of each date since they were last told."""
    paused, woken = _snoozed(db, person_id, today)
    days = WorkingDays(trust.policy.extra_holidays)
    entries = []
    for action in owned:
        if action.id in paused:
            continue
        told = since
        if (slept := woken.get(action.id)) is not None and told is not None:
            told = min(told, slept)  # what fell due while it was paused is told when the pause is over
        entries += _entries(action, today, told, trust.policy, days)
    return entries


def _entries(action: ActionFacts, today: date, since: date | None, policy: Policy, days: WorkingDays) -> list[Entry]:
    wanted = {m.id: m for m in action.milestones if worth_asking(action, m)}
    found = [Entry(action, wanted[due.milestone_id], due) for due in
             due_stages(wanted.values(), today, since, policy, days)]  # fmt: skip
    # One action is asked about once: what has gone by unmet, else the nearest date.
    found.sort(key=lambda e: (not e.due.after or e.milestone.kind in GENTLE, last_day(e.milestone) or today))
    return found[:1]


def worth_asking(action: ActionFacts, milestone: MilestoneFacts) -> bool:
    """Done is never reminded, except the reviews of what goes on; a start is no question once something has begun."""
    if action.status == "cancelled" or (action.status == "done" and not action.continuing):
        return False
    if action.status == "done":
        return milestone.kind in GENTLE
    return milestone.kind != "start" or action.status in NOT_BEGUN


def _snoozed(db: Connection, person_id: int | None, today: date) -> tuple[set[int], dict[int, date]]:
    """Actions the person has paused today, and those whose pause ended within a month with the day it began."""
    if person_id is None:
        return set(), {}
    month_ago = today - timedelta(days=31)
    paused, woken = set(), {}
    for snooze in actions.snoozes(db, month_ago, person_id=person_id):
        if snooze.until >= today:
            paused.add(snooze.action_id)
        else:
            woken[snooze.action_id] = london_day(snooze.at) - timedelta(days=1)
    return paused, woken


def since(db: Connection, prefix: str, person_id: int, but: int = 0) -> date | None:
    """The day of the newest letter that told the person; None when none did.

    While a person cannot be reached, what the coordinators were told instead counts.
    """
    reachable = any(each.reachable for each in people.identities(db, person_id))
    states = ("sent",) if reachable else ("sent", "dead")
    for letter in digests.newest_of(db, prefix, states, but=but, limit=5):
        if letter.state == "sent" or (letter.said or {}).get("unreachable"):
            return date.fromisoformat(letter.about["on"])
    return None


def since_notice(db: Connection, prefix: str, but: int = 0) -> date | None:
    found = digests.newest_of(db, prefix, but=but)
    return date.fromisoformat(found[0].about["on"]) if found else None


def unreached(
    db: Connection, trust: TrustFacts, today: date, since: date | None, waiting: Waiting | None = None
) -> list[Unreached]:
    """Posts that could not be asked about what is due, and why; with those whose letters could not be delivered."""
    held = waiting or who_waits(db, trust, today)
    found = []
    for (post, why), owned in sorted(held.posts.items()):
        if entries := due_entries(db, trust, None, owned, today, since):
            found.append(Unreached(post, why, tuple(entries)))
    for letter in _undelivered(db, trust, today, since):
        if letter.person_id is not None and (entries := _of_letter(db, letter, trust, today)):
            found.append(
                Unreached(_post(entries, letter.person_id), letter.error or "no way to reach them", tuple(entries))
            )
    return found


def _undelivered(db: Connection, trust: TrustFacts, today: date, since: date | None) -> list[LetterFacts]:
    """The newest letter of each person that found no way to them since the last notice."""
    after = since or today - timedelta(days=31)
    newest: dict[int, LetterFacts] = {}
    for letter in digests.newest_of(db, f"reminder:{trust.key}:", ("dead",), limit=500):
        fresh = after < date.fromisoformat(letter.about["on"]) <= today or letter.about["on"] == today.isoformat()
        if fresh and letter.person_id is not None and (letter.said or {}).get("unreachable"):
            newest.setdefault(letter.person_id, letter)
    return list(newest.values())


def _of_letter(db: Connection, letter: LetterFacts, trust: TrustFacts, today: date) -> list[Entry]:
    """What the letter was about, as far as it is still open."""
    asked = set(letter.about.get("milestones", ()))
    owned = {a.id for a in actions.owned_by(db, letter.person_id or 0, today)}
    told = date.fromisoformat(letter.about["on"]) - timedelta(days=62)
    entries = due_entries(
        db, trust, None, actions.by_ids(db, owned & set(letter.about.get("actions", ())), today), today, told
    )
    return [entry for entry in entries if entry.milestone.id in asked]


def _post(entries: list[Entry], person_id: int) -> str:
    for owner in entries[0].action.owners:
        if any(holder.person_id == person_id for holder in owner.holders):
            return owner.post
    return entries[0].action.owners[0].post if entries[0].action.owners else "Nobody yet"
