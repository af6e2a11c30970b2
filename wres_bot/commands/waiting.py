"""Owns `waiting`, `remind` and `write to`: who has not answered, asked again or written to. Must not send."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from wres_bot.commands import filters as scope
from wres_bot.commands import safeguard
from wres_bot.commands.context import Context
from wres_bot.commands.requests import DATE_ASKED
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import london_day
from wres_bot.domain.letter_keys import ReminderKey
from wres_bot.domain.letters import ActionNotice, PersonNotice, ReminderContent, ReminderSubject
from wres_bot.domain.overdue import find_coming, find_overdue, find_passed_review
from wres_bot.domain.refs import find_refs, normalise_ref
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser import verbs
from wres_bot.parser.arguments import lower_keeping_length
from wres_bot.parser.command_types import Command
from wres_bot.plan_changes import find_last_spoken
from wres_bot.store import actions, events, outbox, people
from wres_bot.store.models import Action, Plan, Trust
from wres_bot.store.people.posts import load_posts
from wres_bot.views import refusals
from wres_bot.views import waiting as views
from wres_bot.views.lists import format_filters
from wres_bot.views.waiting import Asked, OpenQuestion
from wres_bot.views.wording import format_plan, join_words

_LOOKED_BACK = timedelta(days=120)
"""A question older than this has been asked again since, or its date moved."""
_REMINDERS, _NOTICES = 5000, 500


def show_waiting(ctx: Context, command: Command) -> Card:
    asked, plan = _load_asked(ctx, command)
    return views.render_waiting(asked, ctx.make_viewer(plan.trust_id))


def _load_asked(ctx: Context, command: Command) -> tuple[Asked, Plan]:
    plan, rows, about, says = _find_rows(ctx, command)
    sent = _load_asked_moments(ctx, plan)
    ever = any(action.full_ref in sent for action in rows)
    return Asked(format_plan(plan), tuple(_find_open_questions(ctx, plan, rows, sent)), ever, about, says), plan


def _find_rows(ctx: Context, command: Command) -> tuple[Plan, list[Action], str, str]:
    """The plan, its actions that are asked about, what those are called, and what `remind` calls them."""
    filters = {k: v for k, v in command.filters.items() if v and k in ("section", "indicator", "owner", "plan")}
    plan = scope.find_plans(ctx, filters)[0]
    rows = scope.filter_actions(ctx, scope.load_actions(ctx, [plan]), filters)
    text = command.rest or command.words
    keys = {ref.key for ref in (*command.refs, *find_refs(lower_keeping_length(text), text))}
    posts = sorted({o.post for a in rows for o in a.owners if o.post.casefold() in text.casefold()})
    if keys and (named := [a for a in rows if normalise_ref(a.ref) in keys]):
        refs = [a.ref for a in named]
        return plan, named, join_words(refs), ", ".join(a.full_ref for a in named)
    if posts:
        named = [a for a in rows if any(o.post in posts for o in a.owners)]
        return plan, named, join_words(f"the {post}" for post in posts), posts[0]
    about = format_filters({name: value for name, value in filters.items() if name != "plan"})
    return plan, rows, about, scope.format_command("everybody", filters)


def _load_asked_moments(ctx: Context, plan: Plan) -> dict[str, list[datetime]]:
    """By full ref when reminders asked about it, oldest first."""
    found: dict[str, list[datetime]] = {}
    since = ctx.now - _LOOKED_BACK
    for letter in reversed(
        outbox.list_letters(ctx.db, plan.trust_id, "sent", kind="reminder", since=since, limit=_REMINDERS)
    ):
        if isinstance(letter.content, ReminderContent) and letter.sent_at is not None:
            for ref in letter.content.refs:
                found.setdefault(ref, []).append(letter.sent_at)
    return found


def _find_open_questions(
    ctx: Context, plan: Plan, rows: Sequence[Action], sent: Mapping[str, Sequence[datetime]]
) -> list[OpenQuestion]:
    """Open actions whose owners were asked, and of which nobody has spoken since; the oldest first."""
    since = ctx.now - _LOOKED_BACK
    spoken = find_last_spoken(events.load_events_between(ctx.db, plan.id, since))
    for letter in reversed(outbox.list_letters(ctx.db, plan.trust_id, kind="notice", since=since, limit=_NOTICES)):
        if isinstance(letter.subject, ActionNotice) and letter.subject.why == DATE_ASKED:
            spoken[letter.subject.action] = letter.put_at  # who asks for another date has answered
    found = []
    for action in rows:
        heard = spoken.get(action.id)
        asked = [at for at in sent.get(action.full_ref, ()) if heard is None or at > heard]
        if asked and action.status not in CLOSED:
            found.append(OpenQuestion(action, tuple(dict.fromkeys(map(london_day, asked)))))
    return sorted(found, key=lambda each: (each.asked[0], each.action.position))


def load_open_questions(ctx: Context, plan: Plan, rows: Sequence[Action]) -> list[OpenQuestion]:
    """What these actions' owners were asked and have not answered, the oldest first."""
    return _find_open_questions(ctx, plan, rows, _load_asked_moments(ctx, plan))


def remind(ctx: Context, command: Command) -> Card:
    """Those who have not answered are asked again, or the owners of what is named; once a day each."""
    plan, rows, about, _ = _find_rows(ctx, command)
    ctx.require_lead(verbs.REMIND, plan.trust_id)
    trust = ctx.find_trust(plan.trust_id)
    if trust.rehearsing:
        raise refusals.rehearsing_writes_to_nobody()
    if not about or not (wanted := [a for a in rows if _is_worth_asking(a, ctx.today)]):
        wanted = [question.action for question in load_open_questions(ctx, plan, rows)]
    if not wanted:
        return views.render_nothing_to_remind(about or format_plan(plan))
    off = people.find_people_preferring(ctx.db, "reminders", "off")
    paused = {(snooze.person_id, snooze.action_id) for snooze in actions.load_snoozes(ctx.db, ctx.today)}
    to: dict[int, list[Action]] = {}
    post_of: dict[int, str] = {}
    unreachable: list[str] = []
    for action in wanted:
        for owner in action.owners:
            able = [h.person_id for h in owner.holders if h.active and h.person_id not in off]
            unreachable += [] if able else [owner.post]
            for person in able:
                if (person, action.id) not in paused:
                    to.setdefault(person, []).append(action)
                    post_of[person] = owner.post
    written = [person for person, about_them in to.items() if _put_reminder(ctx, trust, person, about_them)]
    return views.render_reminded(
        list(dict.fromkeys(post_of[person] for person in written)),
        list(dict.fromkeys(post_of[person] for person in to if person not in written)),
        list(dict.fromkeys(unreachable)),
        len({a.id for person in written for a in to[person]}),
    )


def _is_worth_asking(action: Action, today: date) -> bool:
    if action.status in CLOSED:
        return False
    return bool(find_overdue(action, today) or find_coming(action, today) or find_passed_review(action, today))


def _put_reminder(ctx: Context, trust: Trust, person: int, about: Sequence[Action]) -> bool:
    """False where that person has a reminder of today already."""
    subject = ReminderSubject(ctx.today, actions=tuple(sorted({a.id for a in about})), again=True)
    return outbox.put(ctx.db, ReminderKey(trust.key, person, ctx.today), trust.id, subject, ctx.now, person_id=person)


def write(ctx: Context, command: Command) -> Card:
    """A few words of somebody who leads, passed on to whoever holds a post."""
    ctx.require_lead(verbs.WRITE)
    text = command.rest.strip()
    named = _find_addressee(ctx, text)
    if named is None:
        raise refusals.nobody_named_to_write_to()
    post, words = named
    holders = [h for h in people.load_holders(ctx.db, post[0], ctx.today) if h.active and h.person_id != ctx.person.id]
    if not holders:
        return views.render_nobody_to_write_to(post[1])
    if not words:
        return views.render_message_question(f"the {post[1]}", f"write to {post[1]}:")
    safeguard.ask_before_keeping(ctx, words, f"write to {post[1]}: {words}", f"write to {post[1]}")
    card = views.render_message(ctx.speaker_name(ctx.trust.id), words, ctx.labels)
    for holder in holders:
        ctx.put_letter(holder.person_id, card, PersonNotice(ctx.person.id, "message"), ctx.trust.id, "message")
    return views.render_message_sent(post[1], len(holders))


def _find_addressee(ctx: Context, text: str) -> tuple[tuple[int, str], str] | None:
    """The post named first, and the words after it."""
    low = re.sub(r"^(?:to |the |our )+", "", text.casefold())
    text = text[len(text) - len(low) :]
    known = sorted(load_posts(ctx.db, ctx.trust.id), key=lambda each: -len(each[1]))
    for post in known:
        if low.startswith(post[1].casefold()):
            return post, text[len(post[1]) :].lstrip(" \n:,.-").strip()
    before, colon, words = text.partition(":")
    found = people.find_posts(ctx.db, ctx.trust.id, before) if colon or before else []
    return (found[0], words.strip()) if len(found) == 1 else None
