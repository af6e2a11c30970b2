"""Owns what people ask of those who lead: another date, that they are away or leaving, a decision, a question.

Each puts one letter to whoever leads, with what they can do about it as buttons; none changes a plan. Must not send.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from wres_bot.commands import find_action, move, note, safeguard
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import add_months, month_end, parse_date
from wres_bot.domain.letters import ActionNotice, PersonNotice
from wres_bot.domain.overdue import find_coming, find_overdue, last_day_of
from wres_bot.domain.refs import find_refs, parse_ref
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser import verbs
from wres_bot.parser.arguments import DATE, find_date_at, lower_keeping_length
from wres_bot.parser.command_types import Command
from wres_bot.store import actions, people
from wres_bot.store.events import DECIDED
from wres_bot.store.models import Action, ActionSummary
from wres_bot.store.people.posts import load_posts
from wres_bot.views import action as action_views
from wres_bot.views import refusals
from wres_bot.views import requests as views

_SOON = timedelta(days=30)
DATE_ASKED = "date"
"""Why a letter is put when an owner has asked for another date."""


def ask_for_date(ctx: Context, command: Command) -> Card:
    """An owner asks for another date; whoever leads moves it with one tap."""
    when, words = command.when.strip(), command.words.strip()
    found = find_action.find_action_to_change(ctx, verbs.EXTEND, command.refs, f"{when} {words}".strip())
    editable, facts = found.action, found.summary
    if editable.status in CLOSED:
        raise refusals.date_of_closed_action(editable.ref, editable.status, ctx.labels)
    moved = move.choose_milestone(editable.milestones)
    old = last_day_of(moved) if moved else None
    if not when:
        start = max(old or ctx.today, ctx.today)
        months = [month_end(day.year, day.month) for day in (add_months(start, 1), add_months(start, 3))]
        return views.render_until_when(facts, found.full_ref, months, ctx.labels)
    new = _read_new_date(ctx, when)
    if ctx.person.leads(editable.trust_id):
        return move.run(ctx, replace(command, verb=verbs.MOVE.name))
    full = f"extend {found.full_ref} {new.isoformat()}"
    safeguard.ask_before_keeping(ctx, words, f"{full} {words}", full)
    posts = _posts_of(ctx, editable.trust_id)
    who = ctx.speaker_name(editable.trust_id)
    name = action_views.format_date_name(moved)
    card = views.render_date_asked(facts, who, posts, name, old, new, words)
    _tell_leads(ctx, card, DATE_ASKED, facts, editable.trust_id)
    return views.render_date_request_sent(facts, old, new, ctx.today, ctx.labels)


def _read_new_date(ctx: Context, when: str) -> date:
    read = parse_date(when, today=ctx.today)
    if read is None:
        raise refusals.unreadable_date(when, "30 June 2021")
    if read[0] < ctx.today:
        raise refusals.date_behind_us(read[0])
    return read[0]


def _posts_of(ctx: Context, trust: int) -> list[str]:
    held = people.load_posts_of_person(ctx.db, ctx.person.id, ctx.today)
    return [name for _, name, of in held if of == trust]


def _require_post(ctx: Context) -> list[str]:
    posts = _posts_of(ctx, ctx.trust.id)
    if not posts:
        raise refusals.no_post_to_leave(ctx.labels)
    return posts


def _read_day(ctx: Context, when: str) -> date | None:
    """A day that was said by the way: one that cannot be read, or is behind us, is left to the words."""
    read = parse_date(when.casefold().removeprefix("in "), today=ctx.today) if when else None
    return read[0] if read and read[0] >= ctx.today else None


def _load_own(ctx: Context) -> list[Action]:
    owned = actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today, [p.id for p in ctx.find_open_plans()])
    return [a for a in owned if a.status not in CLOSED]


def tell_away(ctx: Context, command: Command) -> Card:
    """Somebody is away: those who lead are told, and the own reminders of that time can be paused."""
    until, words = _read_day(ctx, command.when), command.words.strip()
    posts = _require_post(ctx)
    safeguard.ask_before_keeping(ctx, words, f"away {command.rest}", f"away {command.when}".strip())
    last = until or ctx.today + _SOON
    due = [a for a in _load_own(ctx) if _has_date_by(a, last, ctx.today)]
    card = views.render_away(ctx.speaker_name(ctx.trust.id), posts, until, words, due, ctx.today)
    _tell_leads(ctx, card, "away")
    limit = ctx.today + timedelta(days=ctx.policy.snooze_limit_days)
    return views.render_away_told(until, due, min(until, limit) if until else None, ctx.today, ctx.labels)


def _has_date_by(action: Action, last: date, today: date) -> bool:
    if find_overdue(action, today):
        return True
    return any((day := last_day_of(m)) is not None and day <= last for m in find_coming(action, today))


def tell_leaving(ctx: Context, command: Command) -> Card:
    """Somebody is leaving their post: those who lead are told what it looks after, and whom they name."""
    last, words = _read_day(ctx, command.when), command.words.strip()
    posts = _require_post(ctx)
    safeguard.ask_before_keeping(ctx, words, f"leaving {command.rest}", f"leaving {command.when}".strip())
    given = find_post_in(ctx, words)
    card = views.render_leaving(ctx.speaker_name(ctx.trust.id), posts, last, words, _load_own(ctx), given)
    _tell_leads(ctx, card, "leaving")
    return views.render_leaving_told(last, ctx.today, ctx.labels)


def find_post_in(ctx: Context, words: str) -> str:
    """The post that somebody's words name, as it is called; nothing where they name none, or several."""
    low = words.casefold()
    named = [name for _, name in load_posts(ctx.db, ctx.trust.id) if name.casefold() in low]
    longest = [name for name in named if not any(name != other and name in other for other in named)]
    return longest[0] if len(longest) == 1 else ""


def tell_decision(ctx: Context, command: Command) -> Card:
    """What a group has decided, for those who lead to record; they themselves record it at once."""
    words = (command.words or command.rest).strip()
    found = find_action.find_action(ctx, verbs.DECIDE, command.refs[0], words) if command.refs else None
    if not words:
        return views.render_decision_question(found.action.ref if found else "", ctx.labels)
    trust = found.action.trust_id if found else ctx.trust.id
    if found and ctx.person.leads(trust):
        return note.keep_note(ctx, found, f"{DECIDED}{words}")
    which = f"{found.full_ref} " if found else ""
    safeguard.ask_before_keeping(ctx, words, f"decide {which}{words}", f"decide {which}".strip())
    facts = found.summary if found else None
    card = views.render_decision(facts, ctx.speaker_name(trust), words, _read_day(ctx, _find_date_words(words)))
    _tell_leads(ctx, card, "decision", facts, trust)
    return views.render_decision_told(words, ctx.labels)


def ask_lead(ctx: Context, command: Command) -> Card:
    """What only those who lead can do, or should hear: each kind by its own rule, the others passed on as they are."""
    kind, words = command.filters.get("kind", "question"), command.words.strip()
    ref = parse_ref(command.filters.get("ref", ""))
    own = replace(command, refs=(ref,) if ref else (), words=words, rest=words)
    match kind:
        case "date":
            return ask_for_date(ctx, replace(own, when=_find_date_words(words)))
        case "away":
            return tell_away(ctx, replace(own, when=_find_date_words(words)))
        case "leaving":
            return tell_leaving(ctx, replace(own, when=_find_date_words(words)))
        case "decision":
            return tell_decision(ctx, own)
        case _:
            return _pass_on(ctx, own, kind)


def _find_date_words(words: str) -> str:
    low = lower_keeping_length(words)
    found = DATE.search(low)
    return find_date_at(low, words, found.start())[0] if found else ""


_MAY_BE_UNNAMED = ("question", "voice")


def _pass_on(ctx: Context, command: Command, kind: str) -> Card:
    """Words for those who lead. Whoever holds no post is asked first whether a question goes with their name."""
    words, how = command.words, command.filters.get("name", "")
    found = find_action.find_action(ctx, verbs.ASK_LEAD, command.refs[0], words) if command.refs else None
    if not words and found is None:
        return views.render_question_wanted(ctx.labels)
    posts = _posts_of(ctx, ctx.trust.id)
    which = " ".join(filter(None, (kind if "kind" in command.filters else "", found.full_ref if found else "")))
    says = f"{which} {words}".strip()
    safeguard.ask_before_keeping(ctx, words, f"ask the lead {says}", "ask the lead")
    if kind in _MAY_BE_UNNAMED and not posts and not how:
        return views.render_by_name(words, says, ctx.labels)
    unnamed = how == "unnamed"
    about = found.summary if found else _find_action_in(ctx, words)
    who = "" if unnamed else ctx.speaker_name(ctx.trust.id)
    card = views.render_passed_on(kind, about, who, [] if unnamed else posts, words)
    # Without a name nothing may lead back: the letter's key is made of no message of theirs.
    told = replace(ctx, batch=uuid4().hex) if unnamed else ctx
    _tell_leads(told, card, kind, about)
    return views.render_sent(ctx.labels, named=not unnamed)


def _find_action_in(ctx: Context, words: str) -> ActionSummary | None:
    """The one action that the words name by its ref."""
    refs = find_refs(lower_keeping_length(words), words)
    plans = [plan.id for plan in ctx.find_open_plans() if plan.trust_id == ctx.trust.id]
    found = [id for ref in refs for id, _, _ in actions.find_actions_by_ref(ctx.db, plans, ref.key)]
    return actions.load_action(ctx.db, found[0], ctx.today) if len(found) == 1 else None


def _tell_leads(
    ctx: Context, card: Card, why: str, about: ActionSummary | None = None, trust_id: int | None = None
) -> None:
    """One letter to each who leads. Raises where there is nobody to tell."""
    trust = trust_id if trust_id is not None else ctx.trust.id
    told = 0
    for lead in people.load_coordinators(ctx.db, trust, ctx.today):
        if lead.id == ctx.person.id:
            continue
        # Of whom it is lies in the card alone, and only where it was said with a name.
        subject = ActionNotice(about.id, why) if about else PersonNotice(lead.id, why)
        ctx.put_letter(lead.id, card, subject, trust, f"{why}:{about.ref}" if about else why)
        told += 1
    if not told:
        raise refusals.nobody_to_tell(ctx.labels)
