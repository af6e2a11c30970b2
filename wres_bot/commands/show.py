"""Owns `show` and `history`: everything about one action, and what was said of it. Changes nothing."""

import re

from wres_bot.commands import find_action
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.parser import verbs
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, events
from wres_bot.store.models import Action
from wres_bot.views import action as views
from wres_bot.views import history, lists
from wres_bot.views.action import ActionDetails, Detail

_PAGED = re.compile(r"^.*\bpage (\d{1,3})\s*$", re.I | re.S)
_LAST = 3
_PAGE = 20


def show_action(ctx: Context, command: Command) -> Card:
    found = find_action.find_in_each_plan(ctx, find_action.require_one_ref(ctx, verbs.SHOW, command.refs))
    if len(found) > 1:
        return lists.render_each(found, ctx.make_viewer())
    action = found[0]
    ctx.origin = f"show {action.full_ref}"
    trust = action.plan.trust_id
    leads, mine = ctx.person.leads(trust), is_owner(ctx, action)
    if command.question:
        asked = find_detail_asked(command.rest or ctx.incoming.text)
        return views.render_in_short(action, ctx.make_viewer(trust), asked, may_change=leads or mine)
    paused = actions.load_snoozes(ctx.db, ctx.today, action_id=action.id) if leads or mine else []
    around = ActionDetails(
        last=tuple(events.load_history(ctx.db, action.id, _LAST * 3)),
        snoozed=tuple(("you" if s.person_id == ctx.person.id else s.person, s.until) for s in paused),
        needs=tuple(_load_needed(ctx, action)),
        may_change=leads or mine,
        mine=mine,
    )
    return views.render_action(action, ctx.make_viewer(trust), around)


_WHEN = re.compile(r"(?<!\w)(?:when\w*|due|deadline|dates?|how (?:long|soon)|by what)(?!\w)", re.IGNORECASE)
_WHO = re.compile(r"(?<!\w)(?:who\w*|owns?|owner|responsible|in charge|(?:looks|looking) after)(?!\w)", re.IGNORECASE)


def find_detail_asked(words: str) -> Detail:
    """What of an action a question is about: its date, its owner, or how it is going."""
    if _WHEN.search(words):
        return "when"
    return "who" if _WHO.search(words) else "how"


def is_owner(ctx: Context, action: Action) -> bool:
    return any(h.person_id == ctx.person.id for owner in action.owners for h in owner.holders)


def _load_needed(ctx: Context, action: Action) -> list[Action]:
    if not action.needs:
        return []
    return [a for a in actions.load_actions(ctx.db, action.plan.id, ctx.today) if a.ref in action.needs]


def show_history(ctx: Context, command: Command) -> Card:
    """Names for its owners and those who lead; everybody else sees posts."""
    found = find_action.find_in_each_plan(ctx, find_action.require_one_ref(ctx, verbs.HISTORY, command.refs))
    if len(found) > 1:
        return lists.render_each(found, ctx.make_viewer())
    action = found[0]
    page = page_number(command)
    told = events.load_history(ctx.db, action.id, page * _PAGE + 1)
    shown = told[(page - 1) * _PAGE : page * _PAGE]
    more = f"history {action.full_ref} page {page + 1}" if len(told) > page * _PAGE else None
    trust = action.plan.trust_id
    return history.render_history(action, shown, ctx.make_viewer(trust, names=ctx.person.leads(trust)), more=more)


def page_number(command: Command) -> int:
    asked = command.filters.get("page", "") or _PAGED.sub(r"\1", command.rest or command.words)
    return max(1, int(asked)) if asked.isdigit() and len(asked) < 4 else 1
