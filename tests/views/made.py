"""Owns made-up facts for the wording of reminders; knows no database."""

from datetime import date
from itertools import count
from typing import Any

from tests.views import samples
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.reminder_rules import DueReminder
from wres_bot.store.models import Action, Target
from wres_bot.views.reminder import ReminderEntry

_ids = count(100)


def milestone(due: date | None = None, kind: str = "deadline", **more: Any) -> Milestone:
    return samples.milestone(kind, due, **({"precision": "day"} | more))


def action(ref: str, title: str, *milestones: Milestone, aim: str = "", **more: Any) -> Action:
    targets = (Target(1, 1, aim, "result", None, None, None, None, None, None),) if aim else ()
    return samples.action(ref, title, milestones=milestones, targets=targets, **more)


def entry(about: Action, stage: str = "7 days before") -> ReminderEntry:
    due = about.milestones[0]
    return ReminderEntry(about, due, DueReminder(due.id, stage, due.due or date(2021, 4, 30)))
