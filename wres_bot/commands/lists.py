"""Owns `list`, `mine`, `late` and `due`: many actions at once, in pages. Changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from wres_bot.commands import filters as scope
from wres_bot.commands.context import Context
from wres_bot.commands.show import page_number
from wres_bot.domain.cards import Card
from wres_bot.domain.dates import NhsYear, month_end, nhs_year_of, parse_date, parse_month, parse_quarter, quarter_of
from wres_bot.domain.overdue import find_coming, find_overdue, find_passed_review, last_day_of
from wres_bot.domain.statuses import CLOSED
from wres_bot.parser.command_types import Command
from wres_bot.store import actions
from wres_bot.store.models import Action
from wres_bot.views import lists, refusals
from wres_bot.views.lists import format_filters

T = TypeVar("T")
_FAR = date(2199, 12, 31)
_SOON = timedelta(days=30)


def list_actions(ctx: Context, command: Command) -> Card:
    filters = _given_filters(command)
    found = scope.find_plans(ctx, filters)
    rows = scope.filter_actions(ctx, scope.load_actions(ctx, found), filters)
    shown, more, first = _take_page(ctx, rows, command, "list", filters)
    said = format_filters(filters)
    title = scope.join_plan_names(found) + (f": {said}" if said else "")
    return lists.render_list(title, shown, ctx.make_viewer(found[0].trust_id), total=len(rows), more=more, first=first)


def list_own(ctx: Context, command: Command) -> Card:
    """The person's own open actions, dates passed first."""
    filters = _given_filters(command)
    plans = [p.id for p in scope.find_plans(ctx, filters)] if filters.get("plan") else None
    rows = scope.filter_actions(ctx, actions.load_owned_actions(ctx.db, ctx.person.id, ctx.today, plans), filters)
    wanted = [a for a in rows if a.status not in CLOSED]
    if not wanted:
        return lists.render_nothing_mine(list({a.plan.id: a.plan for a in rows}.values()), ctx.make_viewer())
    wanted.sort(key=lambda a: _pressing(a, ctx.today))
    shown, more, _ = _take_page(ctx, wanted, command, "mine", filters)
    ctx.origin = scope.format_command("mine", filters, page_number(command))
    done = sum(1 for a in rows if a.status == "done")
    viewer = ctx.make_viewer(wanted[0].plan.trust_id)
    return lists.render_mine(shown, viewer, done=done, more=more, total=len(wanted))


def _pressing(action: Action, today: date) -> tuple[int, date, str, int]:
    if gone := find_overdue(action, today):
        return 0, last_day_of(gone[0]) or today, action.plan.name, action.position
    ahead = find_coming(action, today)
    return 1, (last_day_of(ahead[0]) if ahead else None) or _FAR, action.plan.name, action.position


def list_overdue(ctx: Context, command: Command) -> Card:
    filters = _given_filters(command)
    found = scope.find_plans(ctx, filters, many=True)
    fits = scope.filter_actions(ctx, scope.load_actions(ctx, found), filters)
    reviews = [a for a in fits if find_passed_review(a, ctx.today) and not find_overdue(a, ctx.today)]
    rows = [a for a in fits if find_overdue(a, ctx.today)]
    rows.sort(key=lambda a: _pressing(a, ctx.today))
    shown, more, _ = _take_page(ctx, rows, command, "late", filters)
    said = format_filters(filters)
    name = scope.join_plan_names(found) + (f" ({said})" if said else "")
    after = () if more else tuple(reviews)
    return lists.render_late(
        shown,
        ctx.make_viewer(found[0].trust_id),
        total=len(rows),
        name=name,
        more=more,
        reviews=after,
        several=len(found) > 1,
    )


def list_due(ctx: Context, command: Command) -> Card:
    """What reaches its date in a span of time: 30 days unless it is named."""
    filters = _given_filters(command)
    first, until = _read_span(ctx, command)
    found = scope.find_plans(ctx, filters, many=True)
    rows = scope.filter_actions(ctx, scope.load_actions(ctx, found), filters)
    days: dict[date, list[Action]] = {}
    for action in rows:
        for when in sorted(
            {d for m in find_coming(action, ctx.today) if (d := last_day_of(m)) and first <= d <= until}
        ):
            days.setdefault(when, []).append(action)
    flat = [(when, action) for when in sorted(days) for action in days[when]]
    shown, more, _ = _take_page(ctx, flat, command, f"due {command.when}".strip(), filters)
    groups = [(d, [a for when, a in shown if when == d]) for d in dict.fromkeys(when for when, _ in shown)]
    viewer = ctx.make_viewer(found[0].trust_id)
    return lists.render_due(groups, viewer, until=until, name=scope.join_plan_names(found), more=more)


def _read_span(ctx: Context, command: Command) -> tuple[date, date]:
    today = ctx.today
    words = (command.when or command.filters.get("when", "")).strip().casefold().removeprefix("by ")
    if not words:
        return today, today + _SOON
    year: NhsYear = nhs_year_of(today)
    if quarter := parse_quarter(words, year=year):
        return max(today, quarter.first), quarter.last
    if words.removeprefix("in ") in ("next quarter",):
        return quarter_of(today).next().first, quarter_of(today).next().last
    if month := parse_month(words.removeprefix("in ").split(" ")[0]):
        read = parse_date(words.removeprefix("in "), today=today)
        if read and read[1] == "month":
            return max(today, read[0].replace(day=1, month=month)), month_end(read[0].year, month)
    if words == "next month":
        until = parse_date(words, today=today)
        if until:
            return until[0].replace(day=1), until[0]
    read = parse_date(words, today=today)
    if read is None:
        raise refusals.unreadable_time(words)
    if read[0] < today:
        raise refusals.time_behind_us()
    return today, read[0]


def _given_filters(command: Command) -> dict[str, str]:
    return {name: value for name, value in command.filters.items() if value}


def _take_page(
    ctx: Context, rows: Sequence[T], command: Command, verb: str, filters: Mapping[str, str]
) -> tuple[Sequence[T], str | None, int]:
    """One page of rows, the command for the next, and the number of its first row."""
    size, page = ctx.policy.page_size, page_number(command)
    first = (page - 1) * size
    if first >= len(rows) > 0:
        raise refusals.no_such_page(page, -(-len(rows) // size), verb)
    more = scope.format_command(verb, filters, page + 1) if first + size < len(rows) else None
    return rows[first : first + size], more, first + 1
