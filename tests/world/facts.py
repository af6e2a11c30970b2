"""Makes what the store would have read of the made-up world, for tests of rooms that are handed it; knows no database.

Each builder fills in what a test does not say. Ids count up, so that no two things are taken for one.
"""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tests.world import vocabulary as words
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.policy import Policy
from wres_bot.domain.reminder_rules import DueReminder
from wres_bot.store.models import Action, Event, Holder, Owner, Plan, Target, Trust
from wres_bot.views.reminder import ReminderEntry
from wres_bot.views.viewer import Viewer

TODAY = date(2021, 4, 21)
"""Nine days before most dates of the actions made here."""
TRUST = Trust(1, words.TRUST, words.TRUST_NAME, False, Policy())
PLAN = Plan(1, 1, words.PLAN, words.YEAR, words.PLAN_TITLE, words.FIRST_DAY, words.LAST_DAY, open=True)
VIEWER = Viewer(TODAY)
_ids = count(1)


def make_milestone(due: date | None = None, kind: str = "deadline", **more: Any) -> Milestone:
    facts: dict[str, Any] = {
        "id": next(_ids), "action_id": 1, "until": due, "original_due": None, "precision": "month", "period": None,
        "label": None, "words": "", "assumption": None, "interval_months": None, "anchor": None, "met_on": None,
        "slips": 0,
    }  # fmt: skip
    return Milestone(kind=kind, due=due, **(facts | more))


def make_day(due: date, kind: str = "deadline", **more: Any) -> Milestone:
    """A milestone whose plan names the day, not only the month."""
    return make_milestone(due, kind, **({"precision": "day"} | more))


def make_holder(person_id: int = 7, name: str = words.POSTS[words.RESOURCING], **more: Any) -> Holder:
    facts: dict[str, Any] = {
        "email": words.RESOURCING, "active": True, "covering": False, "confirmed": True, "starts": words.FIRST_DAY,
        "ends": None,
    }  # fmt: skip
    return Holder(person_id=person_id, name=name, **(facts | more))


def make_owner(
    post: str = words.POSTS[words.RESOURCING], *holders: Holder, lead: bool = True, basis: str | None = None
) -> Owner:
    return Owner(1, post, lead, basis, holders)


def make_action(
    ref: str = "1.3",
    title: str = "More interview panels with BAME members",
    *milestones: Milestone,
    aim: str = "",
    **more: Any,
) -> Action:
    """With one deadline in April 2021 and a held post, unless `milestones` or `owners` say otherwise."""
    facts: dict[str, Any] = {
        "id": next(_ids), "plan": PLAN, "section_id": 1, "section": "Workforce data", "section_number": "1",
        "position": 3, "label": None, "objective": None, "status": "no update", "continuing": False,
        "reason": None, "replaced_by": None, "need_help": None, "slips": 0, "indicators": ("1", "9"),
        "published_status": None, "published_due": None, "published_owners": None, "published_indicators": None,
        "monitored_by": None, "questions": (), "duplicate_of": None, "asked_at": None, "version": 1,
        "owners": (make_owner(words.POSTS[words.RESOURCING], make_holder()),),
        "milestones": milestones or (make_milestone(date(2021, 4, 30), words="April 2021"),),
        "targets": (Target(1, 1, aim, "result", None, None, None, None, None, None),) if aim else (), "needs": (),
    }  # fmt: skip
    return Action(ref=ref, title=title, **(facts | more))


def make_event(field: str = "status", **more: Any) -> Event:
    facts: dict[str, Any] = {
        "id": next(_ids), "plan_id": 1, "action_id": 1, "milestone_id": None, "ref": "1.3", "batch": "b", "old": None,
        "new": None, "words": None, "who_id": 7, "who": "Pat", "post": words.POSTS[words.RESOURCING],
        "platform": "local", "place": None, "at": datetime(2021, 4, 20, 9, tzinfo=UTC), "undoes": None,
    }  # fmt: skip
    return Event(field=field, **(facts | more))


def make_entry(about: Action, stage: str = "7 days before") -> ReminderEntry:
    """One action of a reminder, asked about because of its first date."""
    due = about.milestones[0]
    return ReminderEntry(about, due, DueReminder(due.id, stage, due.due or date(2021, 4, 30)))
