"""Owns what a sent letter says now that something it shows has changed. Must not send, nor choose which letters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from wres_bot.delivery.compose import UnreadableLetter, compose, read_card
from wres_bot.delivery.due_reminders import is_worth_asking
from wres_bot.delivery.reminder_history import recipient_of
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import london_day
from wres_bot.domain.letters import (
    ActionNotice,
    PreviewSubject,
    ReminderSubject,
    UnreadableSubject,
    shown_dates,
)
from wres_bot.domain.reminder_rules import DueReminder
from wres_bot.store import actions, events, people, places
from wres_bot.store.models import Action, Event, Letter
from wres_bot.store.people import recipients
from wres_bot.views import refreshed_cards as views
from wres_bot.views.refreshed_cards import AnsweredAction
from wres_bot.views.reminder import Reminder, ReminderEntry, mark_as_rehearsal
from wres_bot.views.viewer import Viewer

BY_ANYBODY = frozenset(("status", "due", "owner", "evidence", "progress"))
"""Whoever said one of these, nobody need be asked any more; the rest answers only for whoever said it."""
OWN = frozenset(("note", "need help", "not mine", "snooze"))


def compose_refreshed(db: Connection, letter: Letter, now: datetime) -> Card | None:
    """None when it is nothing that is drawn again."""
    match letter.subject:
        case PreviewSubject() as subject:
            return _refresh_preview(db, letter, subject, now)
        case ReminderSubject() as subject:
            return _refresh_reminder(db, letter, subject, london_day(now))
        case ActionNotice() if letter.card is not None:
            return _refresh_notice(db, letter, london_day(now))
        case UnreadableSubject():
            raise UnreadableLetter(letter.kind)
        case _:
            return None


def _refresh_reminder(db: Connection, letter: Letter, subject: ReminderSubject, today: date) -> Card | None:
    pair, shown = recipient_of(letter), shown_dates(letter.content)
    if pair is None or not shown or letter.sent_at is None:
        return None
    person_id, reader = pair
    trust = people.load_trust(db, letter.trust_id)
    person = people.load_person_details(db, person_id)
    posts = tuple(name for _, name, of in people.load_posts_of_person(db, person_id, today) if of == trust.id)
    view = Viewer(today, trust.policy, person_id=reader)
    found = {action.id: action for action in actions.load_actions_by_id(db, (id for id, _ in shown), today)}
    told = _newest_answers(events.load_events_of_actions(db, found, letter.sent_at), reader)
    theirs = recipients.find_owned_actions(db, [person_id], list(found), today)
    entries, answers = _split_answered(shown, found, told, {action for _, action in theirs})
    facts = Reminder(trust.name, tuple(entries), posts, new=person.confirmed_at is None)
    if facts.new and person_id == reader and people.load_preference(db, person_id, "reminders") == "off":
        return views.render_reminder_handed_back(facts, view)
    card = views.render_refreshed_reminder(facts, answers, view)
    return mark_as_rehearsal(card, " and ".join(posts) or person.email) if subject.meant_for is not None else card


def _split_answered(
    shown: Sequence[tuple[int, int | None]],
    found: Mapping[int, Action],
    told: Mapping[int, Event],
    theirs: set[int],
) -> tuple[list[ReminderEntry], list[AnsweredAction]]:
    """What is still asked, and what has been answered or has fallen away."""
    entries, answers = [], []
    for id, milestone_id in shown:
        if (action := found.get(id)) is None:
            continue
        milestone = next((m for m in action.milestones if m.id == milestone_id), None)
        asking = milestone is not None and milestone.met_on is None and is_worth_asking(action, milestone)
        if id in told or milestone is None or not asking or id not in theirs:
            answers.append(AnsweredAction(action, told.get(id)))
        else:
            entries.append(
                ReminderEntry(action, milestone, DueReminder(milestone.id, "again", milestone.due or date.max))
            )
    return entries, answers


def _newest_answers(since: Iterable[Event], reader: int) -> dict[int, Event]:
    """What was last said of each action, unless it was taken back."""
    given = list(since)
    undone = {event.undoes for event in given if event.undoes}
    answers = [
        event
        for event in given
        if not event.undoes
        and event.batch not in undone
        and (event.field in BY_ANYBODY or (event.field in OWN and event.who_id == reader))
    ]
    newest: dict[int, Event] = {}
    for event in answers:  # in the order of time; a command's first line is what it was about
        if event.action_id is not None and (
            event.action_id not in newest or newest[event.action_id].batch != event.batch
        ):
            newest[event.action_id] = event
    return newest


def _refresh_notice(db: Connection, letter: Letter, today: date) -> Card | None:
    shown = shown_dates(letter.content)
    found = actions.load_actions_by_id(db, [shown[0][0]], today) if shown else []
    if not found or letter.sent_at is None or letter.card is None:
        return None
    trust = people.load_trust(db, letter.trust_id)
    view = Viewer(today, trust.policy, "leads", names=True, person_id=letter.person_id)
    since = [
        event for event in events.load_events_of_actions(db, [found[0].id], letter.sent_at) if event.field != "met"
    ]
    undone = {event.undoes for event in since if event.undoes}
    left = [event for event in since if not event.undoes and event.batch not in undone]
    answer = AnsweredAction(found[0], left[-1] if left else None)
    return views.render_refreshed_notice(read_card(letter.card), answer, view)


def _refresh_preview(db: Connection, letter: Letter, subject: PreviewSubject, now: datetime) -> Card:
    composed = compose(db, letter, now)
    return composed.card if composed else views.render_preview_gone(places.load_place(db, subject.place).name)
