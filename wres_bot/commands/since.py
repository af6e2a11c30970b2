"""Owns `since` and `news`: what has changed in a plan since a day or the last meeting. Changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import add_months, find_day, london_day, london_instant, parse_date, quarter_of
from wres_bot.domain.letters import DigestSubject
from wres_bot.domain.statuses import Status
from wres_bot.parser.command_types import Command
from wres_bot.store import events, outbox, places
from wres_bot.store.models import Action, Event, Plan
from wres_bot.views import changes as views
from wres_bot.views import refusals
from wres_bot.views.changes import Changes
from wres_bot.views.lists import format_filters
from wres_bot.views.wording import format_plan

SPOKEN = frozenset({"status", "note", "need help", "not mine", "progress", "due", "owner", "evidence", "snooze"})
"""What somebody says of an action: any of these answers a question about it."""
_NEW_QUARTER = timedelta(days=30)
"""So long the news is of the quarter before as well."""
_SUMMARIES = 50


def show_changes(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value and name != "page"}
    plan = scope.find_plans(ctx, filters)[0]
    day, understood = _find_start(ctx, plan, command.when)
    changes = load_changes(ctx, plan, day, filters, understood)
    return views.render_changes(changes, ctx.make_viewer(plan.trust_id))


def show_news(ctx: Context, command: Command) -> Card:
    filters = {name: value for name, value in command.filters.items() if value and name != "page"}
    plan = scope.find_plans(ctx, filters)[0]
    quarter = quarter_of(ctx.today)
    day = quarter.first if ctx.today - quarter.first >= _NEW_QUARTER else quarter.previous().first
    changes = load_changes(ctx, plan, max(day, plan.starts), filters)
    actions = scope.filter_actions(ctx, scope.load_actions(ctx, [plan]), filters)
    return views.render_news(changes, actions, ctx.make_viewer(plan.trust_id))


def load_changes(
    ctx: Context, plan: Plan, day: date, filters: Mapping[str, str] | None = None, understood: str = ""
) -> Changes:
    """What has become of the plan's actions, or of those that fit, from that day on."""
    asked = filters or {}
    rows = scope.filter_actions(ctx, scope.load_actions(ctx, [plan]), asked)
    start = london_instant(day, time(0)) - timedelta(microseconds=1)
    told = events.load_events_between(ctx.db, plan.id, start, ctx.now)
    about = format_filters({name: value for name, value in asked.items() if name != "plan"})
    return find_changes(rows, told, Changes(format_plan(plan), day, understood, about, len(rows)))


def find_changes(actions: Sequence[Action], told: Iterable[Event], asked: Changes) -> Changes:
    """`told`, oldest first, by what it has made of the actions. What was taken back is no change."""
    by_id: dict[int, list[Event]] = {}
    for event in told:
        loaded = event.who_id is None and event.old is None
        if event.action_id is not None and event.field in SPOKEN and not loaded:
            by_id.setdefault(event.action_id, []).append(event)

    def differing(field: str) -> list[Action]:
        return [a for a in actions if a.id in by_id and _differs(by_id[a.id], field)]

    statuses: dict[Status, list[Action]] = {}
    for action in differing("status"):
        statuses.setdefault(action.status, []).append(action)
    moved, owned = differing("due"), differing("owner")
    helped = [a for a in differing("need help") if a.need_help is not None]
    named = {a.id for group in (*statuses.values(), moved, helped, owned) for a in group}
    spoken = [a for a in actions if a.id in by_id and a.id not in named and _is_heard(by_id[a.id])]
    return Changes(
        asked.name, asked.day, asked.understood, asked.about, asked.looked_at, statuses, moved, helped, owned, spoken
    )


def _differs(told: Sequence[Event], field: str) -> bool:
    own = [event for event in told if event.field == field]
    return bool(own) and own[0].old != own[-1].new


def _is_heard(told: Sequence[Event]) -> bool:
    """Something was said and not taken back."""
    return sum(-1 if event.undoes else 1 for event in told) > 0


def _find_start(ctx: Context, plan: Plan, words: str) -> tuple[date, str]:
    """The day meant, and how it was understood where it was not a date."""
    said = words.strip().casefold()
    if said in _DAYS_BACK:
        return ctx.today - timedelta(days=_DAYS_BACK[said]), ""
    if first := _find_named_day(said, plan, ctx.today):
        return first, ""
    if said and not any(part in said for part in ("meeting", "met", "time", "summary", "digest")):
        return _read_day(ctx, words), ""
    return find_last_meeting(ctx, plan)


_DAYS_BACK = {"yesterday": 1, "last week": 7, "past week": 7, "past month": 31, "past quarter": 92, "past year": 365}


def _find_named_day(said: str, plan: Plan, today: date) -> date | None:
    quarter, month = quarter_of(today), today.replace(day=1)
    match said.replace("previous", "last"):
        case "this week":
            return today - timedelta(days=today.weekday())
        case "this month":
            return month
        case "last month":
            return add_months(month, -1)
        case "this quarter":
            return quarter.first
        case "last quarter":
            return quarter.previous().first
        case "this year" | "the beginning" | "the start":
            return plan.starts
        case "christmas":
            return _find_last(today, 12, 25)
        case "new year":
            return _find_last(today, 1, 1)
        case _:
            return None


def _read_day(ctx: Context, words: str) -> date:
    """A date behind us: a day or month without its year is the last one. A month means from its first day."""
    read = parse_date(words, today=ctx.today)
    if read is None:
        raise refusals.unreadable_date(words, "1 January")
    day = read[0].replace(day=1) if read[1] == "month" else read[0]
    while day > ctx.today:
        day = add_months(day, -12)
    return day


def _find_last(today: date, month: int, day: int) -> date:
    this = find_day(today.year, month, day)
    return this if this and this <= today else date(today.year - 1, month, day)


def find_last_meeting(ctx: Context, plan: Plan) -> tuple[date, str]:
    """When the group last had its summary, which is what I know of its meetings; else the quarter's first day."""
    dates = [day for day in ctx.find_trust(plan.trust_id).policy.digest_dates if day < ctx.today]
    sent = [
        london_day(letter.sent_at or letter.put_at)
        for letter in outbox.list_letters(ctx.db, plan.trust_id, "sent", kind="digest", limit=_SUMMARIES)
        if isinstance(letter.subject, DigestSubject) and letter.subject.plan == plan.id
        and places.load_place(ctx.db, letter.subject.place).audience == "steering"
    ]  # fmt: skip
    sent = [day for day in sent if day < ctx.today]
    if sent:
        return max(sent), f"The {ctx.labels.group} had its last summary then."
    if dates:
        return max(dates), f"That is the last date on the {ctx.labels.group}'s list."
    return quarter_of(
        ctx.today
    ).first, "I don't know when the last meeting was, so this is from the start of the quarter."


def find_last_spoken(told: Iterable[Event]) -> dict[int, datetime]:
    """By action when somebody last said something of it; of events oldest first."""
    return {
        event.action_id: event.at
        for event in told
        if event.action_id is not None and event.who_id is not None and event.field in SPOKEN
    }
