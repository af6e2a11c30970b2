"""Owns giving a plan back as the file it came from, with what has happened since; must not change anything."""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

from wres_bot.admin.plan_writer import KEPT_FIELDS
from wres_bot.documents.formats import find_writer
from wres_bot.documents.plan.owner_cells import read_owners
from wres_bot.documents.plan_table import write_plan
from wres_bot.domain.dates import NhsYear, london_day
from wres_bot.domain.errors import UserError
from wres_bot.domain.milestones import Milestone, PublishedMilestone
from wres_bot.domain.plan_rows import Basis, OwnerRow, PlanRow
from wres_bot.store import actions, events, people, plans
from wres_bot.store.models import Action, Event
from wres_bot.store.people import posts
from wres_bot.views.history import list_history
from wres_bot.views.viewer import Viewer

_EVER = datetime(2000, 1, 1, tzinfo=UTC)


def export_plan(
    db: Connection, name: str, file: Path, now: datetime, quoted: Collection[str] | None = None, format: str = ""
) -> int:
    """Writes the plan to `file`; how many actions.

    Its published words stand beside what is so now, and what anybody of the trust may read of each action's history.

    quoted: refs of the actions whose history keeps what people said in words; all of them where it is None.
    """
    write = find_writer(f".{format}" if format else file.suffix)
    if write is None:
        raise UserError(f"{file.name} must end in .csv or .xlsx.")
    plan = plans.find_plan_by_name(db, name)
    if plan is None:
        raise UserError(f"There is no plan {name!r}. wres-bot plan list shows those there are.")
    published = actions.load_published_rows(db, plan.id)
    found = actions.load_actions(db, plan.id, max(london_day(now), plan.starts))
    viewer = Viewer(london_day(now), people.load_trust(db, plan.trust_id).policy)
    happened: dict[int, list[Event]] = {}
    for event in events.load_events_of_actions(db, (a.id for a in found), _EVER):
        said = event if quoted is None or event.ref in quoted else replace(event, words=None)
        happened.setdefault(event.action_id or 0, []).insert(0, said)
    rows = [
        replace(_row(db, a, published.get(a.id, {})), history=tuple(list_history(happened.get(a.id, ()), viewer)))
        for a in found
    ]
    try:
        file.write_bytes(write_plan(rows, year=plan.year, write=write))
    except OSError as wrong:
        raise UserError(f"{file} cannot be written: {wrong.strerror}.") from None
    return len(rows)


def _row(db: Connection, action: Action, published: Mapping[str, Any]) -> PlanRow:
    kept: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in published.items() if name in KEPT_FIELDS
    }
    status_date = published.get("status_date")
    return PlanRow(
        ref=action.ref,
        title=action.title,
        section=action.section,
        label=action.label,
        objective=action.objective,
        owner_words=action.published_owners,
        owners=_owners(db, action),
        due_words=action.published_due,
        milestones=tuple(map(_milestone, action.milestones)),
        status_words=action.published_status,
        status=action.status,
        continuing=action.continuing and not _only_reviewed(action, published),
        status_date=date.fromisoformat(status_date) if status_date else None,
        indicator_words=action.published_indicators,
        references=action.references,
        depends_on=action.needs,
        duplicate_of=action.duplicate_of,
        replaced_by=action.replaced_by,
        monitored_by=tuple((action.monitored_by or "").split(" | ")) if action.monitored_by else (),
        questions=action.questions,
        **kept,
    )


def _only_reviewed(action: Action, published: Mapping[str, Any]) -> bool:
    """The document says done and has a review ahead, which is why it goes on here; nobody said that it does."""
    return published.get("continuing") is False and any(m.kind == "review" for m in action.milestones)


def _owners(db: Connection, action: Action) -> tuple[OwnerRow, ...]:
    """As the document spells them: a post has one name in the store, and the export is not there to tidy."""
    published = {}
    for named in read_owners(action.published_owners or "", known_posts=[o.post for o in action.owners]):
        if found := posts.find_posts(db, action.plan.trust_id, named.name):
            published[found[0][0]] = named.name
    return tuple(OwnerRow(published.get(o.post_id, o.post), o.lead, cast(Basis | None, o.basis)) for o in action.owners)


def _milestone(m: Milestone) -> PublishedMilestone:
    held = {f.name: getattr(m, f.name) for f in fields(PublishedMilestone) if hasattr(m, f.name)}
    if m.interval_months and not m.slips:
        # The store holds the next occurrence; the document has a rule, and at most the year it runs for.
        year = NhsYear(m.period).last if m.period and m.precision == "year" else None
        held["due"] = held["until"] = year
    # What the document itself says has happened is stored as met on its own day.
    return PublishedMilestone(**held, met=m.met_on is not None and m.met_on == m.until)
