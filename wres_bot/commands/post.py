"""Owns `post` and `who`: who holds a post, and since when. Must not decide what a person may change."""

import re
from datetime import date, timedelta

from wres_bot.commands import show
from wres_bot.commands.context import Context
from wres_bot.commands.find_action import find_example_ref
from wres_bot.domain.access import Person
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import parse_date
from wres_bot.domain.refs import parse_ref
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, events, people
from wres_bot.store.models import Action
from wres_bot.store.people import accounts
from wres_bot.store.people.posts import find_named_post
from wres_bot.views import posts as views
from wres_bot.views import refusals

NOBODY = ("vacant", "nobody", "no one", "no-one", "empty")
_QUOTES = " \"'“”‘’?."


def set_holder(ctx: Context, command: Command) -> Card:
    ctx.require_lead(verbs.POST)
    post, whom = command.filters.get("post", ""), command.filters.get("person", "")
    if not post or not whom:
        raise refusals.unreadable_holding()
    starts = _read_start(command.when, ctx.today)
    covering = bool(command.filters.get("covering"))
    named = find_named_post(ctx.db, ctx.trust.id, post)
    if named is None:
        fits = people.find_posts(ctx.db, ctx.trust.id, post)
        says = f'post "{{}}" is {whom}' + (f" from {starts.isoformat()}" if command.when else "")
        return views.render_which_post(post, [name for _, name in fits], says, find_example_ref(ctx))
    post_id, name = named
    if whom.casefold() in NOBODY:
        return _end_holdings(ctx, post_id, name, starts)
    person = _find_person(ctx, whom)
    if person is None:
        return views.render_person_not_found(whom)
    before = [h for h in people.load_holders(ctx.db, post_id, ctx.today) if h.person_id != person.id]
    people.set_holder(ctx.db, post_id, person.id, starts, covering=covering)
    events.append_event(
        ctx.db,
        actor=ctx.actor,
        trust_id=ctx.trust.id,
        field="post",
        old="; ".join(h.name for h in before) or None,
        new=person.name,
        words=name,
    )
    later = [h.name for h in before] if starts > ctx.today else []
    return views.render_post_filled(name, person.name, starts, later, ctx.make_viewer())


def _end_holdings(ctx: Context, post_id: int, name: str, starts: date) -> Card:
    before = people.load_holders(ctx.db, post_id, ctx.today)
    if not before:
        raise refusals.vacant_already(name)
    for holder in before:
        people.end_holding(ctx.db, post_id, holder.person_id, max(starts - timedelta(days=1), holder.starts))
    events.append_event(
        ctx.db,
        actor=ctx.actor,
        trust_id=ctx.trust.id,
        field="post",
        old="; ".join(h.name for h in before),
        new=None,
        words=name,
    )
    return views.render_post_vacant(name, starts, ctx.make_viewer())


def _read_start(words: str | None, today: date) -> date:
    if not words:
        return today
    read = parse_date(words.strip(_QUOTES), today=today)
    if read is None:
        raise refusals.unreadable_date(words, "1 February 2021")
    # A month means from its first day: somebody starts in it, nobody starts on its last day.
    day = read[0].replace(day=1) if read[1] == "month" else read[0]
    if (today - day).days > 366 or (day - today).days > 366:
        raise refusals.date_far_away(day)
    return day


def _find_person(ctx: Context, words: str) -> Person | None:
    """By e-mail, by a mention, or by name when one person of the trust has it."""
    if mention := re.fullmatch(r"<?@(\w+)(?:\|[^>]*)?>?", words):
        there = ctx.incoming
        found = people.find_person_by_identity(ctx.db, there.platform, there.workspace, mention[1], ctx.today)
        return found if found and ctx.trust.id in found.trusts else None
    if "@" in words:
        words = words.removeprefix("mailto:")
        if accounts.find_joined_outsider(ctx.db, words, ctx.trust.id, ctx.today) is not None:
            return None
        found = people.find_person_by_email(ctx.db, words, ctx.today)
        # Somebody who belongs nowhere yet may be given a post; somebody of another trust may not.
        return found if found and (ctx.trust.id in found.trusts or not found.trusts) else None
    named = [
        p for p in people.load_people_of_trust(ctx.db, ctx.trust.id, ctx.today) if p.name.casefold() == words.casefold()
    ]
    return named[0] if len(named) == 1 else None


def show_holders(ctx: Context, command: Command) -> Card:
    words = (command.rest or command.words).strip(_QUOTES)
    words = re.sub(r"^(?:the|holds|is)\s+", "", words, flags=re.I)
    if command.refs or parse_ref(words):
        ref = command.refs[0] if command.refs else parse_ref(words)
        return show.show_action(ctx, Command("show", (ref,) if ref else ()))
    if not words:
        raise refusals.unclear_who(find_example_ref(ctx))
    fits = people.find_posts(ctx.db, ctx.trust.id, words)
    if len(fits) != 1:
        return views.render_which_post(words, [name for _, name in fits], "who {}", find_example_ref(ctx))
    post_id, name = fits[0]
    holders = people.load_holders(ctx.db, post_id, ctx.today)
    return views.render_post(name, holders, [a.ref for a in _load_owned(ctx, post_id)], ctx.make_viewer())


def _load_owned(ctx: Context, post_id: int) -> list[Action]:
    found = [p for p in ctx.find_open_plans() if p.trust_id == ctx.trust.id]
    rows = [a for p in found for a in actions.load_actions(ctx.db, p.id, ctx.today)]
    return [a for a in rows if any(o.post_id == post_id for o in a.owners)]
