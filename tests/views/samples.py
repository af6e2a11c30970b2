"""Hand-made facts for tests of wording; knows no database."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from wres_bot.domain.milestones import Milestone
from wres_bot.domain.policy import Policy
from wres_bot.store.models import Action, Event, Holder, Owner, Plan, Trust
from wres_bot.views.viewer import Viewer

TODAY = date(2021, 4, 21)
TRUST = Trust(1, "esneft", "ESNEFT", False, Policy())
PLAN = Plan(1, 1, "esneft-2020-21", "2020-21", "ESNEFT 2020-21", date(2020, 4, 1), date(2021, 3, 31), open=True)
VIEW = Viewer(TODAY)
_ids = count(1)


def milestone(kind: str = "deadline", due: date | None = None, **more: Any) -> Milestone:
    facts: dict[str, Any] = {
        "id": next(_ids), "action_id": 1, "until": due, "original_due": None, "precision": "month", "period": None,
        "label": None, "words": "", "assumption": None, "interval_months": None, "anchor": None, "met_on": None,
        "slips": 0,
    }  # fmt: skip
    return Milestone(kind=kind, due=due, **(facts | more))


def holder(person_id: int = 7, name: str = "Head of Resourcing", **more: Any) -> Holder:
    facts: dict[str, Any] = {
        "email": "head.of.resourcing@esneft.example", "active": True, "covering": False, "confirmed": True,
        "starts": date(2020, 4, 1), "ends": None,
    }  # fmt: skip
    return Holder(person_id=person_id, name=name, **(facts | more))


def owner(post: str = "Head of Resourcing", *holders: Holder, lead: bool = True, basis: str | None = None) -> Owner:
    return Owner(1, post, lead, basis, holders)


def action(ref: str = "1.3", title: str = "More interview panels with BAME members", **more: Any) -> Action:
    facts: dict[str, Any] = {
        "id": next(_ids), "plan": PLAN, "section_id": 1, "section": "Workforce data", "section_number": "1",
        "position": 3, "label": None, "objective": None, "status": "no update", "continuing": False,
        "reason": None, "replaced_by": None, "need_help": None, "slips": 0, "indicators": ("1", "9"),
        "published_status": None, "published_due": None, "published_owners": None, "published_indicators": None,
        "monitored_by": None, "questions": (), "duplicate_of": None, "asked_at": None, "version": 1,
        "owners": (owner("Head of Resourcing", holder()),),
        "milestones": (milestone(due=date(2021, 4, 30), words="April 2021"),), "targets": (), "needs": (),
    }  # fmt: skip
    return Action(ref=ref, title=title, **(facts | more))


def event(field: str = "status", **more: Any) -> Event:
    facts: dict[str, Any] = {
        "id": next(_ids), "plan_id": 1, "action_id": 1, "milestone_id": None, "ref": "1.3", "batch": "b", "old": None,
        "new": None, "words": None, "who_id": 7, "who": "Pat", "post": "Head of Resourcing", "platform": "local",
        "place": None, "at": datetime(2021, 4, 20, 9, tzinfo=UTC), "undoes": None,
    }  # fmt: skip
    return Event(field=field, **(facts | more))
