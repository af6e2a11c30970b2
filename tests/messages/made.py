"""Owns made-up facts for the wording of reminders; knows no database."""

from datetime import date
from itertools import count
from typing import Any

from tests.messages import samples
from wres_bot.core.reminders import Due
from wres_bot.messages.reminder import Entry
from wres_bot.store.facts import ActionFacts, MilestoneFacts, TargetFacts

_ids = count(100)


def milestone(due: date | None = None, kind: str = "deadline", **more: Any) -> MilestoneFacts:
    return samples.milestone(kind, due, **({"precision": "day"} | more))


def action(ref: str, title: str, *milestones: MilestoneFacts, aim: str = "", **more: Any) -> ActionFacts:
    targets = (TargetFacts(1, 1, aim, "result", None, None, None, None, None, None),) if aim else ()
    return samples.action(ref, title, milestones=milestones, targets=targets, **more)


def entry(about: ActionFacts, stage: str = "7 days before") -> Entry:
    due = about.milestones[0]
    return Entry(about, due, Due(due.id, stage, due.due or date(2021, 4, 30)))
