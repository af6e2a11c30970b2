"""Proves who is asked about what: whose it is, what is worth asking, and what a pause keeps back and for how long."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from wres_bot.delivery.due_reminders import find_due_points, group_by_owner, is_worth_asking
from wres_bot.delivery.reminder_history import LastReminder
from wres_bot.domain.delivery_failures import NobodyToAsk
from wres_bot.domain.policy import Policy
from wres_bot.domain.statuses import Status
from wres_bot.store.models import Snooze, Trust
from wres_bot.store.near_dates import DueAction, DueActionHolder, DueActionOwner, DueDate

TRUST = Trust(1, "esneft", "ESNEFT", False, Policy())
DAY = timedelta(days=1)
DUE = date(2021, 3, 1)


def holder(person: int, *, active: bool = True) -> DueActionHolder:
    return DueActionHolder(person, active)


def made(
    id: int,
    owners: list[DueActionOwner] | None = None,
    status: Status = "no update",
    continuing: bool = False,
    milestones: list[DueDate] | None = None,
) -> DueAction:
    dates = milestones or [DueDate(1, "deadline", DUE, DUE)]
    return DueAction(id, TRUST.id, status, continuing, dates, owners or [])


def test_an_action_is_asked_about_once_though_two_of_its_posts_are_one_persons() -> None:
    both = made(1, [DueActionOwner("Head of OD", [holder(3)]), DueActionOwner("Head of EDI", [holder(3)])])
    work = group_by_owner([both, made(2, [DueActionOwner("Head of OD", [holder(3)])])], set())
    assert [each.id for each in work.people[3]] == [1, 2]
    assert work.posts == {}


def test_posts_that_nobody_can_be_asked_for_say_why() -> None:
    posts = [DueActionOwner("A", []), DueActionOwner("B", [holder(3, active=False)]), DueActionOwner("C", [holder(4)])]
    work = group_by_owner([made(1, posts)], off={4})
    assert set(work.posts) == {("A", NobodyToAsk.VACANT), ("B", NobodyToAsk.LEFT), ("C", NobodyToAsk.SILENT)}
    assert work.people == {}


def test_every_holder_of_a_post_is_asked() -> None:
    work = group_by_owner([made(1, [DueActionOwner("A", [holder(3), holder(4)])])], set())
    assert set(work.people) == {3, 4}


@pytest.mark.parametrize(("status", "continuing", "kind", "asked"), [
    ("no update", False, "deadline", True), ("in progress", False, "deadline", True),
    ("delayed", False, "start", False), ("in progress", False, "start", False),
    ("no update", False, "start", True), ("not started", False, "start", True),
    ("done", False, "deadline", False), ("done", False, "review", False),
    ("done", True, "review", True), ("done", True, "deadline", False), ("done", True, "start", False),
    ("cancelled", False, "deadline", False), ("cancelled", True, "review", False),
])  # fmt: skip
def test_what_is_worth_asking(status: Status, continuing: bool, kind: str, asked: bool) -> None:
    action = made(1, status=status, continuing=continuing)
    assert is_worth_asking(action, DueDate(1, kind, DUE, DUE)) is asked


def due(today: date, last: date | None = None, snoozes: tuple[Snooze, ...] = (), **more: Any) -> bool:
    action = made(1, **more)
    return bool(find_due_points(TRUST, [action], today, LastReminder(last), snoozes))


def snoozed(until: date, at: date = DUE - 20 * DAY) -> tuple[Snooze, ...]:
    return (Snooze(3, "Edi", 1, until, datetime(at.year, at.month, at.day, 12, tzinfo=UTC)),)


def test_a_stage_is_told_from_its_day_on_once() -> None:
    stage = DUE - 7 * DAY  # a Monday
    before = stage - 3 * DAY
    assert not due(before, last=before - 20 * DAY)
    assert due(stage, last=before)
    assert not due(stage, last=stage)
    assert not due(stage + DAY, last=stage)


@pytest.mark.parametrize(("until", "told"), [(DUE - 8 * DAY, True), (DUE - 7 * DAY, False), (DUE - 6 * DAY, False)])
def test_a_pause_holds_back_up_to_and_on_its_last_day(until: date, told: bool) -> None:
    assert due(DUE - 7 * DAY, last=DUE - 30 * DAY, snoozes=snoozed(until)) is told


def test_what_fell_due_in_a_pause_is_told_once_when_it_is_over() -> None:
    until, stage = DUE - 6 * DAY, DUE - 7 * DAY
    asleep = snoozed(until)
    assert due(until + DAY, last=stage - DAY, snoozes=asleep)
    assert due(until + DAY, last=until, snoozes=asleep)  # the last message was about others
    assert not due(until + 2 * DAY, last=until + DAY, snoozes=asleep)


def test_an_action_is_asked_about_once_however_many_of_its_dates_have_come() -> None:
    dates = [DueDate(1, "review", DUE, DUE), DueDate(2, "deadline", DUE - DAY, DUE - DAY)]
    action = made(1, milestones=dates)
    [point] = find_due_points(TRUST, [action], DUE + 20 * DAY, LastReminder(DUE - 60 * DAY))
    assert point.milestone.id == 2  # what has gone by unmet comes before what is only looked at
