"""Owns writing plan rows into the store, and noticing what that changes. Must not read a file, refuse a row or word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import Connection

from wres_bot.domain.actor import Actor
from wres_bot.domain.dates import london_instant
from wres_bot.domain.plan_rows import PlanRow, TargetRow
from wres_bot.domain.references import write_reference
from wres_bot.domain.refs import normalise_ref
from wres_bot.store import actions, events, people, plans
from wres_bot.store.actions import plan_import
from wres_bot.store.actions.date_import import merge_milestones
from wres_bot.store.models import Action

KEPT_FIELDS = ("parent", "parent_status_words", "recurrence_words", "alternative_due_words", "dates_words",
        "posts_words", "flags", "indicators_inferred", "confidence", "notes", "unread")  # fmt: skip
"""What the export gives back although nothing else asks for it."""


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What writing a plan's rows did to its actions. `kept`: each that was there before and is there still."""

    added: tuple[Action, ...]
    kept: tuple[tuple[Action, Action], ...]
    removed: tuple[Action, ...]


class PlanWriter:
    """Writes one plan's rows in one transaction. `owning_posts` is how many posts own something afterwards."""

    def __init__(self, db: Connection, trust_id: int, plan_id: int, first: date, actor: Actor) -> None:
        self.db, self.trust_id, self.plan_id = db, trust_id, plan_id
        self.first, self.actor = first, actor
        self.owning_posts = 0

    def write(self, rows: Sequence[PlanRow], targets: Sequence[TargetRow] | None, *, whole: bool = True) -> PlanChanges:
        """`whole`: these are all the document has, so what is not among them has gone from it."""
        events.bring_imported_forward(self.db, self.plan_id, self.actor.at)
        before = {normalise_ref(a.ref): a for a in actions.load_actions(self.db, self.plan_id, self.first)}
        sections = self._save_sections(rows)
        ids = {normalise_ref(row.ref): self._save_action(row, n, sections[row.section]) for n, row in enumerate(rows)}
        self._save_links(rows, ids)
        gone = plan_import.mark_actions_removed(self.db, self.plan_id, ids.values(), actor=self.actor) if whole else []
        if targets is not None:
            self._save_targets(targets, ids, whole)
        after = {normalise_ref(a.ref): a for a in actions.load_actions(self.db, self.plan_id, self.first)}
        self.owning_posts = len({o.post_id for a in after.values() for o in a.owners})
        return PlanChanges(
            added=tuple(action for key, action in after.items() if key not in before),
            kept=tuple((before[key], action) for key, action in after.items() if key in before),
            removed=tuple(action for action in before.values() if action.id in gone),
        )

    def _save_sections(self, rows: Sequence[PlanRow]) -> dict[str, int]:
        titles: dict[str, list[PlanRow]] = {}
        for row in rows:
            titles.setdefault(row.section, []).append(row)
        taken: set[str] = set()
        made: dict[str, int] = {}
        for position, (title, held) in enumerate(titles.items(), 1):
            number = section_number(title, held, position)
            number = (
                number
                if number not in taken
                else str(position)
                if str(position) not in taken
                else f"{number}-{position}"
            )
            taken.add(number)
            objectives = {row.objective for row in held}
            objective = objectives.pop() if len(objectives) == 1 else None
            made[title] = plans.save_section(self.db, self.plan_id, number, title, position, objective)
        return made

    def _save_action(self, row: PlanRow, position: int, section: int) -> int:
        id_, created = plan_import.save_action(
            self.db,
            self.plan_id,
            section,
            actor=self.actor,
            ref=row.ref,
            position=position,
            title=row.title,
            at=self._no_later(self.first),
            label=row.label,
            objective=row.objective,
            indicators=[write_reference(reference) for reference in row.references],
            published_status=row.status_words,
            published_due=row.due_words,
            published_owners=row.owner_words,
            published_indicators=row.indicator_words,
            monitored_by=" | ".join(row.monitored_by) or None,
            questions=list(row.questions),
            published=_kept_fields(row),
        )
        posts = [(people.save_post(self.db, self.trust_id, o.name), o.lead, o.basis) for o in row.owners]
        plan_import.save_ownerships(
            self.db,
            id_,
            list({post: (post, lead, basis) for post, lead, basis in reversed(posts)}.values())[::-1],
            actor=self.actor,
            created=created,
        )
        merge_milestones(self.db, id_, row.milestones, actor=self.actor)
        if created:
            at = self._no_later(row.status_date or self.first)
            plan_import.save_imported_status(
                self.db,
                id_,
                row.status,
                actor=replace(self.actor, at=at),
                continuing=continues_after_import(row),
                words=row.status_words,
            )
        return id_

    def _no_later(self, day: date) -> datetime:
        """The beginning of a day, or the moment of the import where that is still to come."""
        return min(london_instant(day, time(0)), self.actor.at)

    def _save_links(self, rows: Sequence[PlanRow], ids: dict[str, int]) -> None:
        pairs = [
            (ids[normalise_ref(row.ref)], ids[normalise_ref(ref)])
            for row in rows
            for ref in row.depends_on
            if normalise_ref(ref) in ids
        ]
        plan_import.save_dependencies(self.db, ids.values(), pairs)
        for row in rows:
            same = ids.get(normalise_ref(row.duplicate_of)) if row.duplicate_of else None
            if same is not None:
                plan_import.save_duplicate(self.db, ids[normalise_ref(row.ref)], same)
            instead = ids.get(normalise_ref(row.replaced_by)) if row.replaced_by else None
            if instead is not None:
                plan_import.save_replacement(self.db, ids[normalise_ref(row.ref)], instead)

    def _save_targets(self, targets: Sequence[TargetRow], ids: dict[str, int], whole: bool) -> None:
        by: dict[int | None, list[TargetRow]] = {}
        for target in targets:
            by.setdefault(ids.get(normalise_ref(target.ref)) if target.ref else None, []).append(target)
        plan_import.save_targets(self.db, self.trust_id, self.plan_id, by, whole=whole)


def continues_after_import(row: PlanRow) -> bool:
    """Said to be done, and yet with a review ahead in the document itself: its owner is asked when that comes."""
    return row.continuing or (row.status == "done" and any(m.kind == "review" and not m.met for m in row.milestones))


def section_number(title: str, rows: Sequence[PlanRow], position: int) -> str:
    """What people call a section: the number in its title, the letters its refs share, or its place in the plan."""
    if found := re.match(r"(?:theme|section|objective|indicators?)?\s*(\d+)\b", title.strip(), re.IGNORECASE):
        return found[1]
    letters = {found[0].upper() for row in rows if (found := re.match(r"[A-Za-z]*", row.ref))}
    shared = letters.pop() if len(letters) == 1 else ""
    return shared or str(position)


def _kept_fields(row: PlanRow) -> dict[str, object]:
    found = {name: getattr(row, name) for name in KEPT_FIELDS}
    found["continuing"] = row.continuing if row.status == "done" else None
    found["status_date"] = row.status_date.isoformat() if row.status_date else None
    return {
        name: list(v) if isinstance(v, tuple) else v
        for name, v in found.items()
        if v or (v is False and name == "continuing")
    }
