"""Owns a small plan that store tests share: one trust, four posts held, six actions with every kind of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection, Engine

from tests.world import vocabulary as words
from wres_bot.domain.actor import Actor
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.store import people, plans
from wres_bot.store.actions import plan_import
from wres_bot.store.actions.date_import import merge_milestones
from wres_bot.store.engine import Store

START = datetime(2020, 3, 31, 23, 0, tzinfo=UTC)
"""The plan's first instant in London."""
NOW = datetime(2021, 1, 4, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Sample:
    """Ids by short names."""

    trust: int
    plan: int
    section: int
    people: dict[str, int]
    posts: dict[str, int]
    actions: dict[str, int]


DATES: dict[str, tuple[PublishedMilestone, ...]] = {
    "1.1": (
        PublishedMilestone("start", date(2020, 11, 1), date(2020, 11, 30), "month", "2020-11"),
        PublishedMilestone("deadline", date(2021, 3, 31), date(2021, 3, 31), "month", "2021-03"),
        PublishedMilestone("review", date(2021, 6, 30), date(2021, 6, 30), "month", "2021-06"),
    ),
    "1.2": (PublishedMilestone("deadline", date(2020, 12, 31), date(2020, 12, 31), "month", "2020-12"),),
    "1.3": (PublishedMilestone("recurring", interval_months=3, anchor=date(2020, 3, 31)),),
    "1.4": (PublishedMilestone("review", date(2021, 1, 31), date(2021, 1, 31), "day", "2021-01-31"),),
    "1.5": (PublishedMilestone("opportunistic", label="as vacancies arise"),),
    "1.6": (),
}


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    made = Store(engine)
    yield made
    made.close()


@pytest.fixture
def sample(store: Store) -> Sample:
    return store.run(make_sample)


def make_sample(db: Connection) -> Sample:
    trust = people.save_trust(db, words.TRUST, words.TRUST_NAME, {})
    first = words.FIRST_DAY
    plan = plans.save_plan(db, trust, words.PLAN, words.YEAR, words.PLAN_TITLE, first, words.LAST_DAY)
    section = plans.save_section(db, plan, "1", "Recruitment", 0)
    names = ("Head of EDI", "Head of Resourcing", "Head of OD", "Vacant Post")
    posts = {name: people.save_post(db, trust, name) for name in names}
    held = {}
    for name in names[:3]:
        held[name] = people.save_person(db, f"{name.lower().replace(' ', '.')}@esneft.example", name)
        people.save_holding(db, posts[name], held[name], first)
    people.save_membership(db, held["Head of EDI"], trust, "coordinator", first)
    actions = {}
    for position, (ref, dates) in enumerate(DATES.items()):
        id, _ = plan_import.save_action(
            db,
            plan,
            section,
            actor=Actor(None, START, batch="import"),
            ref=ref,
            position=position,
            title=f"Action {ref}",
        )
        merge_milestones(db, id, dates, actor=Actor(None, START, batch="import"))
        owners: list[tuple[int, bool, str | None]] = [(posts["Head of Resourcing"], True, "only_owner")]
        if ref == "1.2":
            owners = [(posts["Head of OD"], True, "explicit"), (posts["Vacant Post"], False, None)]
        plan_import.save_ownerships(db, id, owners, actor=Actor(None, START, batch="import"), created=True)
        actions[ref] = id
    plan_import.save_dependencies(db, actions.values(), [(actions["1.1"], actions["1.6"])])
    return Sample(trust, plan, section, held, posts, actions)
