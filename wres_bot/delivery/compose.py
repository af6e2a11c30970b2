"""Owns the words of a letter at the moment it goes: from the state of that moment, or none at all. Must not send."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from wres_bot.delivery import batch_context, due_work
from wres_bot.delivery import unreachable as unreached
from wres_bot.delivery.batch_context import BatchContext
from wres_bot.delivery.reminder_history import LastReminder
from wres_bot.domain.access import Audience, audience_of
from wres_bot.domain.cards import CARD, Card
from wres_bot.domain.dates import WorkingDays, london_day, parse_quarter
from wres_bot.domain.reminder_rules import LATE_FIRST_GAP
from wres_bot.indicators.compute.catalogue import find_indicator
from wres_bot.indicators.release.release import audiences_heard_by
from wres_bot.store import actions, outbox, people, places, plans
from wres_bot.store.actions.quarter import PlanQuarter
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.models import Letter, Place, Plan, Trust
from wres_bot.store.outbox import held_digests
from wres_bot.store.people import accounts
from wres_bot.store.snapshots import load_snapshots
from wres_bot.views.accounts import UnknownAccount, render_unknown_accounts_notice
from wres_bot.views.digest import digest
from wres_bot.views.indicators import pictures
from wres_bot.views.progress import find_overdue
from wres_bot.views.reminder import Reminder, ReminderEntry, mark_as_rehearsal, render_reminder, render_unreachable
from wres_bot.views.viewer import Viewer
from wres_bot.views.wording import last_day_of


@dataclass(frozen=True, slots=True)
class Composed:
    """`content` is kept before sending. `asked_actions`: actions whose owner is hereby asked about a passed date."""

    card: Card
    content: Mapping[str, Any] = field(default_factory=dict)
    asked_actions: tuple[int, ...] = ()


def compose(db: Connection, letter: Letter, now: datetime, context: BatchContext | None = None) -> Composed | None:
    """None when there is nothing left to say: the letter is moot.

    `context`: what was read for it and its neighbours.
    """
    if letter.card is not None:
        return Composed(CARD.validate_python(letter.card), _content_of_card(letter))
    context = context or batch_context.load_batch_context(db, [letter], now)
    trust = context.recipients.trusts[letter.trust_id]
    if letter.kind in ("reminder", "digest") and ("for" in letter.about) != trust.rehearsing:
        return None  # rehearsal began or ended since it was put
    match letter.kind:
        case "reminder":
            return _compose_reminder(db, letter, trust, context)
        case "digest":
            return _compose_digest(db, letter, trust, now)
        case "preview":
            return _compose_preview(db, letter, trust, now)
        case "answer" if letter.about.get("what") == "picture":
            return _compose_picture(db, letter, trust, now)
        case "notice" if letter.about.get("what") == "unreachable":
            return _compose_unreachable(db, letter, trust, now)
        case "notice" if letter.about.get("what") == "strangers":
            return _compose_unknown_accounts(db, letter, trust, now)
    return None


def _compose_reminder(db: Connection, letter: Letter, trust: Trust, context: BatchContext) -> Composed | None:
    today = context.today
    pair = batch_context.recipient_of(letter)
    person = context.recipients.persons.get(pair[0]) if pair else None
    if (
        pair is None
        or person is None
        or not person.active
        or context.recipients.preferences.get((person.id, "reminders")) == "off"
    ):
        return None
    owned = context.owned_actions(person.id, trust, letter.about["actions"])
    last = context.last_reminder_of(trust, pair)
    entries = due_work.find_due_entries(trust, owned, today, last, context.snoozes.get(person.id, ()))
    if not entries:
        return None
    posts = tuple(context.posts.get((person.id, trust.id), ()))
    facts = Reminder(
        trust=trust.name,
        entries=tuple(entries),
        posts=posts,
        new=person.confirmed_at is None,
        meant_for=_day_meant(letter, trust, today) or _first_day_missed(db, entries, last, person.id, trust, today),
    )
    card = render_reminder(facts, Viewer(today, trust.policy, person_id=person.id))
    if "for" in letter.about:
        said = {"refs": [], "rehearsal": True, "drawn": _shown_dates(entries)}
        return Composed(mark_as_rehearsal(card, " and ".join(posts) or person.email), said)
    passed = tuple(entry.action.id for entry in entries if find_overdue(entry.action, today))
    return Composed(card, _content_of_reminder(entries, last, today), passed)


def _content_of_reminder(entries: list[ReminderEntry], last: LastReminder, today: date) -> dict[str, Any]:
    """In the order of the card's own dates, so that "the first" means the same to both.

    `passed`: passed dates asked about here or not long before, each with its day, so that none is repeated too soon.
    """
    plan_names = sorted({entry.action.plan.name for entry in entries})
    passed = {id: on for id, on in last.overdue_asked.items() if today - on < LATE_FIRST_GAP}
    passed |= {e.milestone.id: today for e in entries if (until := last_day_of(e.milestone)) and until < today}
    return {
        "refs": [entry.action.full_ref for entry in entries],
        "plan": plan_names[0] if len(plan_names) == 1 else None,
        "milestones": [entry.milestone.id for entry in entries],
        "drawn": _shown_dates(entries),
        "passed": {str(id): on.isoformat() for id, on in passed.items()},
    }


def _shown_dates(entries: list[ReminderEntry]) -> list[tuple[int, int]]:
    """The actions it shows with their buttons, each with the date it asks about: drawn again when one changes."""
    return [(entry.action.id, entry.milestone.id) for entry in entries]


def _content_of_card(letter: Letter) -> dict[str, Any]:
    """Of a notice about one action, that too: its buttons age with the action."""
    said: dict[str, Any] = {"title": (letter.card or {}).get("title", "")}
    action = letter.about.get("action")
    return said | {"drawn": [(action, None)]} if letter.kind == "notice" and isinstance(action, int) else said


def _day_meant(letter: Letter, trust: Trust, today: date) -> date | None:
    """The day it was meant for, when more than one working day has gone since."""
    meant = date.fromisoformat(letter.about["on"])
    return meant if today > WorkingDays(trust.policy.extra_holidays).add(meant, 1) else None


def _first_day_missed(
    db: Connection, entries: list[ReminderEntry], last: LastReminder, person_id: int, trust: Trust, today: date
) -> date | None:
    """The first day on which the person should have been told, had the bot been there; None when nothing was missed.

    It was there for whoever did not hold the post then, for a date moved since, and for a pause that is over.
    """
    days = WorkingDays(trust.policy.extra_holidays)
    if last.sent_on is None:
        return None
    late = [e for e in entries if last.sent_on < e.due.on and today > days.add(e.due.on, 1) and not e.milestone.slips]
    theirs = {e.due.on: {a.id for a in actions.load_owned_actions(db, person_id, e.due.on)} for e in late}
    missed = [e.due.on for e in late if e.action.id in theirs[e.due.on]]
    return min(missed, default=None)


def _compose_unreachable(db: Connection, letter: Letter, trust: Trust, now: datetime) -> Composed | None:
    today = london_day(now)
    prefix = unreached.unreachable_prefix(trust, letter.person_id or 0)
    found = unreached.load_unreachable(
        db, trust, today, unreached.find_last_notice_day(db, prefix, letter.person_id or 0, but=letter.id)
    )
    if not found:
        return None
    refs = [entry.action.full_ref for each in found for entry in each.entries]
    return Composed(render_unreachable(trust.name, found, Viewer(today, trust.policy, "leads")), {"refs": refs})


def _compose_unknown_accounts(db: Connection, letter: Letter, trust: Trust, now: datetime) -> Composed | None:
    """Who wrote since it was put and is still unknown."""
    since = datetime.fromisoformat(letter.about["since"])
    found = [
        UnknownAccount(s.email, s.platform, s.at) for s in accounts.load_unknown_accounts(db, trust.id) if s.at >= since
    ]
    return (
        Composed(render_unknown_accounts_notice(found, Viewer(london_day(now), trust.policy, "leads")))
        if found
        else None
    )


def _compose_digest(db: Connection, letter: Letter, trust: Trust, now: datetime) -> Composed | None:
    found = _load_digest_facts(db, letter, now)
    if found is None:
        return None
    card = digest.render_digest(*found, pictured=True)
    said = {"plan": letter.about["plan"], "quarter": letter.about["quarter"], "words": card.plain()}
    said |= digest.collect_disclosed_figures(*found)
    if "for" in letter.about:
        place = places.load_place(db, int(letter.about["for"]))
        return Composed(mark_as_rehearsal(card, place.name), said | {"rehearsal": True})
    return Composed(card, said)


def _compose_preview(db: Connection, letter: Letter, trust: Trust, now: datetime) -> Composed | None:
    """Only while there is still something to hold or send."""
    goes = outbox.find_letter_by_key(db, letter.about["digest"])
    found = _load_digest_facts(db, letter, now)
    if goes is None or found is None or goes.state not in ("waiting", "retry"):
        return None
    place = places.load_place(db, int(letter.about["place"]))
    when = datetime.fromisoformat(letter.about["going"])
    shown = digest.render_preview(
        digest.render_digest(*found, pictured=True),
        place.name,
        when,
        goes.key,
        held=held_digests.is_held(goes),
        now=now,
    )
    return Composed(shown, {"digest": goes.key})


def _load_digest_facts(db: Connection, letter: Letter, now: datetime) -> tuple[PlanQuarter, Audience] | None:
    plan = plans.load_plan(db, int(letter.about["plan"]))
    place = places.load_place(db, int(letter.about["place"]))
    quarter = parse_quarter(letter.about["quarter"])
    if quarter is None or quarter.next().last < london_day(now):
        return None  # two quarters old: the next one has said it all
    if not plan.open or place.audience not in ("network", "steering"):
        return None
    if place.plan_id not in (None, plan.id):
        return None
    key = str(letter.about.get("digest", letter.key))
    facts = digest.load_digest(db, plan, quarter, place.audience, now)
    return replace(facts, figures_with=_find_plan_with_figures(db, key, plan, place, now)), place.audience


def _find_plan_with_figures(db: Connection, key: str, plan: Plan, place: Place, now: datetime) -> Plan | None:
    """The trust's figures are told once in a place: with its newest plan of which anything is told there.

    One that is held has them still: what is held back is not told in another message.
    """
    for other in reversed(plans.load_open_plans(db, plan.trust_id, london_day(now))):
        if other.id == plan.id:
            return None
        twin = outbox.find_letter_by_key(db, key.replace(f":{plan.name}:{place.id}:", f":{other.name}:{place.id}:"))
        if twin and twin.state not in ("dead", "moot") and place.plan_id in (None, other.id):
            return other
    return None


def _compose_picture(db: Connection, letter: Letter, trust: Trust, now: datetime) -> Composed | None:
    """What the person asked for, as it may be shown to them now."""
    wanted, today = find_indicator(letter.about["code"]), london_day(now)
    reader = next(iter(people.load_people(db, [letter.person_id or 0], today)), None)
    if wanted is None or reader is None or trust.id not in reader.trusts:
        return None
    audience = audience_of(reader, trust.id)
    earlier = load_disclosed_figures(db, trust.id, audiences_heard_by(audience))
    found = pictures.find_series(load_snapshots(db, trust.id), wanted, today, audience, trust.policy, earlier)
    return (
        Composed(pictures.picture_card(found, trust.name, trust.policy), {"indicator": wanted.code}) if found else None
    )
