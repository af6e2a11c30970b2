"""Owns what has become of a plan since a day or the last meeting, for answers and papers. Changes and words nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from wres_bot.domain.dates import add_months, find_day, london_day, parse_date, quarter_of
from wres_bot.domain.letters import DigestSubject
from wres_bot.domain.statuses import Status
from wres_bot.store import outbox, places, trusts
from wres_bot.store.models import Action, Event, Plan
from wres_bot.views import refusals
from wres_bot.views.changes import Changes

SPOKEN = frozenset({"status", "note", "need help", "not mine", "progress", "due", "owner", "evidence", "snooze"})
"""What somebody says of an action: any of these answers a question about it."""
_SUMMARIES = 50


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


def find_start(db: Connection, plan: Plan, words: str, today: date) -> tuple[date, str]:
    """The day meant, and how it was understood where it was not a date; no words are the last meeting.

    Raises UserError for what is no day.
    """
    said = words.strip().casefold()
    if said in _DAYS_BACK:
        return today - timedelta(days=_DAYS_BACK[said]), ""
    if first := _find_named_day(said, plan, today):
        return first, ""
    if said and not any(part in said for part in ("meeting", "met", "time", "summary", "digest")):
        return _read_day(words, today), ""
    return find_last_meeting(db, plan, today)


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
        case "this quarter" | "quarter":
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


def _read_day(words: str, today: date) -> date:
    """A date behind us: a day or month without its year is the last one. A month means from its first day."""
    read = parse_date(words, today=today)
    if read is None:
        raise refusals.unreadable_date(words, "1 January")
    day = read[0].replace(day=1) if read[1] == "month" else read[0]
    while day > today:
        day = add_months(day, -12)
    return day


def _find_last(today: date, month: int, day: int) -> date:
    this = find_day(today.year, month, day)
    return this if this and this <= today else date(today.year - 1, month, day)


def find_last_meeting(db: Connection, plan: Plan, today: date) -> tuple[date, str]:
    """When the group last had its summary, which is what I know of its meetings; else the quarter's first day."""
    policy = trusts.load_trust(db, plan.trust_id).policy
    if sent := find_last_summary(db, plan, today):
        return sent, f"The {policy.labels.group} had its last summary then."
    if dates := [day for day in policy.digest_dates if day < today]:
        return max(dates), f"That is the last date on the {policy.labels.group}'s list."
    first = quarter_of(today).first
    return first, "I don't know when the last meeting was, so this is from the start of the quarter."


def find_last_summary(db: Connection, plan: Plan, today: date) -> date | None:
    """The last day before today on which the group was sent its summary of the plan."""
    sent = (
        london_day(letter.sent_at or letter.put_at)
        for letter in outbox.list_letters(db, plan.trust_id, "sent", kind="digest", limit=_SUMMARIES)
        if isinstance(letter.subject, DigestSubject) and letter.subject.plan == plan.id
        and places.load_place(db, letter.subject.place).audience == "steering"
    )  # fmt: skip
    return max((day for day in sent if day < today), default=None)


def find_last_spoken(told: Iterable[Event]) -> dict[int, datetime]:
    """By action when somebody last said something of it; of events oldest first."""
    return {
        event.action_id: event.at
        for event in told
        if event.action_id is not None and event.who_id is not None and event.field in SPOKEN
    }
