"""Owns the words of a letter at the moment it goes: from the state of that moment, or none at all. Must not send."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from pydantic import ValidationError
from sqlalchemy import Connection

from wres_bot.delivery import batch_context, due_reminders
from wres_bot.delivery import unreachable as unreached
from wres_bot.delivery.batch_context import BatchContext
from wres_bot.delivery.reminder_history import LastReminder, recipient_of
from wres_bot.digest_building import load_digest, load_gate
from wres_bot.domain.access import audience_of
from wres_bot.domain.cards import CARD, Card
from wres_bot.domain.dates import WorkingDays, london_day
from wres_bot.domain.letter_keys import of_plan, parse_digest_key
from wres_bot.domain.letters import (
    ActionNotice,
    CardContent,
    Content,
    DigestContent,
    DigestSubject,
    FiguresShownNotice,
    FiguresSubject,
    PersonNotice,
    PictureContent,
    PictureSubject,
    PlaceNotice,
    PlainContent,
    PlanAnswer,
    PlanImportedNotice,
    PreviewContent,
    PreviewSubject,
    RehearsedReminderContent,
    ReminderContent,
    ReminderSubject,
    Shown,
    Subject,
    UnknownAccountsNotice,
    UnreachableContent,
    UnreachableNotice,
    UnreadableSubject,
)
from wres_bot.domain.overdue import find_overdue, last_day_of
from wres_bot.domain.reminder_rules import LATE_FIRST_GAP
from wres_bot.indicators.compute.catalogue import find_indicator
from wres_bot.indicators.release.release import audiences_heard_by, decide_release
from wres_bot.store import actions, outbox, people, places, plans
from wres_bot.store.disclosure_log import load_disclosed_figures
from wres_bot.store.models import Letter, Place, Plan, Trust
from wres_bot.store.outbox import held_digests
from wres_bot.store.people import unknown_accounts
from wres_bot.store.snapshots import load_snapshots
from wres_bot.views.accounts import UnknownAccount, render_unknown_accounts_notice
from wres_bot.views.digest import digest
from wres_bot.views.figures_that_wait import render_shown_before
from wres_bot.views.indicators import pictures
from wres_bot.views.notices import render_plan_imported
from wres_bot.views.reminder import Reminder, ReminderEntry, mark_as_rehearsal, render_reminder, render_unreachable
from wres_bot.views.viewer import Viewer


class UnreadableLetter(Exception):
    """Another release put it, or it is broken: nobody here knows what it should say."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter's words at this moment, and what is kept of them before they are sent."""

    card: Card
    content: Content


def compose(db: Connection, letter: Letter, now: datetime, context: BatchContext | None = None) -> Composed | None:
    """None when there is nothing left to say: the letter is moot.

    Args: context: what was read for it and its neighbours. Raises: `UnreadableLetter`.
    """
    subject = letter.subject
    if letter.card is not None:
        return Composed(read_card(letter.card), _content_of_card(letter.card, subject))
    context = context or batch_context.load_batch_context(db, [letter], now)
    trust = context.recipients.trusts[letter.trust_id]
    if isinstance(subject, ReminderSubject | DigestSubject) and (subject.meant_for is not None) != trust.rehearsing:
        return None  # rehearsal began or ended since it was put
    return _compose_subject(db, letter, subject, trust, context, now)


def read_card(raw: Mapping[str, Any]) -> Card:
    """A card that a letter carries. Raises: `UnreadableLetter`, which repeats nothing of it: logs keep no words."""
    try:
        return CARD.validate_python(raw)
    except ValidationError as error:
        raise UnreadableLetter(f"a card with {error.error_count()} errors") from None


def _compose_subject(
    db: Connection, letter: Letter, subject: Subject, trust: Trust, context: BatchContext, now: datetime
) -> Composed | None:
    match subject:
        case ReminderSubject():
            return _compose_reminder(db, letter, subject, trust, context)
        case DigestSubject():
            return _compose_digest(db, letter, subject, now)
        case PreviewSubject():
            return _compose_preview(db, letter, subject, now)
        case PictureSubject():
            return _compose_picture(db, letter, subject, trust, now)
        case UnreachableNotice():
            return _compose_unreachable(db, letter, trust, now)
        case UnknownAccountsNotice():
            return _compose_unknown_accounts(db, subject, trust, now)
        case PlanImportedNotice() | FiguresShownNotice():
            return _compose_notice(db, subject)
        case PlaceNotice() | ActionNotice() | PersonNotice() | PlanAnswer() | FiguresSubject():
            raise UnreadableLetter(f"{type(subject).__name__} without its card")
        case UnreadableSubject():
            raise UnreadableLetter(f"{letter.kind} about {sorted(subject.raw)}")
        case never:
            assert_never(never)


def _compose_notice(db: Connection, subject: PlanImportedNotice | FiguresShownNotice) -> Composed | None:
    if isinstance(subject, FiguresShownNotice):
        return Composed(render_shown_before(subject.figures), PlainContent())
    plan = plans.load_plan(db, subject.plan)
    return Composed(render_plan_imported(plan, subject), PlainContent()) if plan.open else None


def _compose_reminder(
    db: Connection, letter: Letter, subject: ReminderSubject, trust: Trust, context: BatchContext
) -> Composed | None:
    today = context.today
    pair = recipient_of(letter)
    person = context.recipients.persons.get(pair[0]) if pair else None
    if (
        pair is None
        or person is None
        or not person.active
        or context.recipients.preferences.get((person.id, "reminders")) == "off"
    ):
        return None
    owned = context.owned_actions(person.id, trust, subject.actions)
    last = context.last_reminder_of(trust, pair)
    entries = due_reminders.find_due_entries(trust, owned, today, last, context.snoozes.get(person.id, ()))
    if subject.again:
        told = {entry.action.id for entry in entries}
        entries += due_reminders.find_entries_asked_again((a for a in owned if a.id not in told), today)
    if not entries:
        return None
    posts = tuple(context.posts.get((person.id, trust.id), ()))
    facts = Reminder(
        trust=trust.name,
        entries=tuple(entries),
        posts=posts,
        new=person.confirmed_at is None,
        again=subject.again,
        meant_for=_day_meant(subject.on, trust, today) or _first_day_missed(db, entries, last, person.id, trust, today),
    )
    card = render_reminder(facts, Viewer(today, trust.policy, person_id=person.id))
    if subject.meant_for is not None:
        rehearsed = mark_as_rehearsal(card, " and ".join(posts) or person.email)
        return Composed(rehearsed, RehearsedReminderContent(drawn=_shown_dates(entries)))
    return Composed(card, _content_of_reminder(entries, last, today))


def _content_of_reminder(entries: list[ReminderEntry], last: LastReminder, today: date) -> ReminderContent:
    """In the order of the card's own dates, so that "the first" means the same to both.

    `last_asked`: passed dates asked about here or not long before, each with its day, so that none is repeated soon.
    """
    plan_names = sorted({entry.action.plan.name for entry in entries})
    last_asked = {id: on for id, on in last.last_asked.items() if today - on < LATE_FIRST_GAP}
    last_asked |= {e.milestone.id: today for e in entries if (until := last_day_of(e.milestone)) and until < today}
    return ReminderContent(
        refs=tuple(entry.action.full_ref for entry in entries),
        plan=plan_names[0] if len(plan_names) == 1 else None,
        milestones=tuple(entry.milestone.id for entry in entries),
        drawn=_shown_dates(entries),
        last_asked=last_asked,
        asked=tuple(entry.action.id for entry in entries if find_overdue(entry.action, today)),
    )


def _shown_dates(entries: list[ReminderEntry]) -> tuple[Shown, ...]:
    """The actions it shows with their buttons, each with the date it asks about: refreshed when one changes."""
    return tuple((entry.action.id, entry.milestone.id) for entry in entries)


def _content_of_card(card: Mapping[str, Any], subject: Subject) -> CardContent:
    """Of a notice about one action, that too: its buttons age with the action."""
    drawn: tuple[Shown, ...] = ((subject.action, None),) if isinstance(subject, ActionNotice) else ()
    return CardContent(title=card.get("title", ""), drawn=drawn)


def _day_meant(meant: date, trust: Trust, today: date) -> date | None:
    """The day it was meant for, when more than one working day has gone since."""
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
    since = unreached.find_last_notice_day(db, trust, letter.person_id or 0, but=letter.id)
    found = unreached.load_unreachable(db, trust, today, since)
    if not found:
        return None
    refs = tuple(entry.action.full_ref for each in found for entry in each.entries)
    return Composed(
        render_unreachable(trust.name, found, Viewer(today, trust.policy, "leads")), UnreachableContent(refs=refs)
    )


def _compose_unknown_accounts(
    db: Connection, subject: UnknownAccountsNotice, trust: Trust, now: datetime
) -> Composed | None:
    """Who wrote since it was put and is still unknown."""
    found = [
        UnknownAccount(s.email, s.platform, s.at)
        for s in unknown_accounts.load_unknown_accounts(db, trust.id)
        if s.at >= subject.since
    ]
    if not found:
        return None
    return Composed(
        render_unknown_accounts_notice(found, Viewer(london_day(now), trust.policy, "leads")), PlainContent()
    )


def _compose_digest(db: Connection, letter: Letter, subject: DigestSubject, now: datetime) -> Composed | None:
    found = _load_digest(db, letter.key, subject, now)
    if found is None:
        return None
    card = digest.render_digest(found, pictured=True)
    content = DigestContent(
        plan=subject.plan,
        quarter=subject.quarter,
        words=card.plain(),
        rehearsal=True if subject.meant_for is not None else None,
        gated=True,
        **digest.collect_disclosed_figures(found),
    )
    if subject.meant_for is not None:
        card = mark_as_rehearsal(card, places.load_place(db, subject.meant_for).name)
    return Composed(card, content)


def _compose_preview(db: Connection, letter: Letter, subject: PreviewSubject, now: datetime) -> Composed | None:
    """Only while there is still something to hold or send."""
    goes = outbox.find_letter_by_key(db, subject.digest)
    found = _load_digest(db, subject.digest, subject, now)
    if goes is None or found is None or goes.state not in ("waiting", "retry"):
        return None
    place = places.load_place(db, subject.place)
    card, held = digest.render_digest(found, pictured=True), held_digests.is_held(goes)
    shown = digest.render_preview(card, place.name, subject.going, goes.key, held=held, now=now)
    return Composed(shown, PreviewContent(digest=goes.key))


def _load_digest(
    db: Connection, key: str, subject: DigestSubject | PreviewSubject, now: datetime
) -> digest.Digest | None:
    """None when a digest has nothing left to say. `key`: of the digest itself."""
    plan, place = plans.load_plan(db, subject.plan), places.load_place(db, subject.place)
    if subject.quarter.next().last < london_day(now):
        return None  # two quarters old: the next one has said it all
    if not plan.open or place.audience not in ("network", "steering"):
        return None
    if place.plan_id not in (None, plan.id):
        return None
    newer = _find_plan_with_figures(db, key, plan, place, now)
    return load_digest(db, plan, subject.quarter, place.audience, now, figures_with=newer)


def _find_plan_with_figures(db: Connection, key: str, plan: Plan, place: Place, now: datetime) -> Plan | None:
    """The trust's figures are told once in a place: with its newest plan of which anything is told there.

    One that is held has them still: what is held back is not told in another message.
    """
    digest_key = parse_digest_key(key)
    for other in reversed(plans.load_open_plans(db, plan.trust_id, london_day(now))):
        if other.id == plan.id or digest_key is None:
            return None
        twin = outbox.find_letter_by_key(db, of_plan(digest_key, other.name))
        if twin and twin.state not in ("dead", "moot") and place.plan_id in (None, other.id):
            return other
    return None


def _compose_picture(
    db: Connection, letter: Letter, subject: PictureSubject, trust: Trust, now: datetime
) -> Composed | None:
    """What the person asked for, as it may be shown to them now."""
    wanted, today = find_indicator(subject.code), london_day(now)
    reader = next(iter(people.load_people(db, [letter.person_id or 0], today)), None)
    if wanted is None or reader is None or trust.id not in reader.trusts:
        return None
    audience = audience_of(reader, trust.id)
    earlier = load_disclosed_figures(db, trust.id, audiences_heard_by(audience))
    values = load_snapshots(db, trust.id)
    gate = load_gate(db, trust.id, values)
    release = decide_release(values, today, audience, trust.policy, earlier, standard=wanted.standard, gate=gate)
    found = pictures.find_series(release, wanted)
    if not found:
        return None
    return Composed(pictures.picture_card(found, trust.name, trust.policy), PictureContent(indicator=wanted.ref))
