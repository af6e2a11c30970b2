"""Owns the read-only facts that queries return; must not know how they are read or said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from wres_bot.domain.access import Audience
from wres_bot.domain.dates import Quarter
from wres_bot.domain.delivery_failures import DeliveryFailure, parse_failure
from wres_bot.domain.letters import Content, LetterKind, Subject, read_content, read_subject
from wres_bot.domain.measures import MeasureId, NoValue
from wres_bot.domain.milestones import Milestone
from wres_bot.domain.policy import Policy
from wres_bot.domain.references import Reference, read_reference
from wres_bot.domain.statuses import Status


@dataclass(frozen=True, slots=True)
class Trust:
    id: int
    key: str
    name: str
    rehearsing: bool
    policy: Policy


@dataclass(frozen=True, slots=True)
class Plan:
    """`open` is false once closed. A plan has begun when today is on or after `starts`."""

    id: int
    trust_id: int
    name: str
    year: str
    title: str
    starts: date
    ends: date
    open: bool


@dataclass(frozen=True, slots=True)
class Holder:
    person_id: int
    name: str
    email: str
    active: bool
    covering: bool
    confirmed: bool
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Owner:
    """A post that owns an action and who holds it on the day asked about (nobody: vacant)."""

    post_id: int
    post: str
    lead: bool
    basis: str | None
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Target:
    id: int
    action_id: int | None
    text: str
    op: str
    value: float | None
    unit: str | None
    scope: str | None
    by: str | None
    baseline: float | None
    current: float | None
    upper: float | None = None
    baseline_date: str | None = None
    step: str | None = None
    recomputed: float | None = None
    agrees: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSummary:
    """What the answer to a change says of an action: no owner, no section, and of milestones those not yet met."""

    id: int
    plan: Plan
    ref: str
    title: str
    version: int
    status: Status
    continuing: bool
    reason: str | None
    need_help: str | None
    slips: int
    asked_at: datetime | None
    milestones: tuple[Milestone, ...]

    @property
    def full_ref(self) -> str:
        return f"{self.plan.name}:{self.ref}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(ActionSummary):
    """One action with everything that is said of it, as of one moment; every milestone, met or not."""

    section_id: int
    section: str
    section_number: str
    position: int
    label: str | None
    objective: str | None
    replaced_by: str | None
    indicators: tuple[str, ...]
    published_status: str | None
    published_due: str | None
    published_owners: str | None
    published_indicators: str | None
    monitored_by: str | None
    questions: tuple[str, ...]
    duplicate_of: str | None
    owners: tuple[Owner, ...]
    targets: tuple[Target, ...]
    needs: tuple[str, ...]
    published: Mapping[str, Any] = field(default_factory=dict)

    @property
    def references(self) -> tuple[Reference, ...]:
        """What it answers to, in any framework; a code that is a number alone is the WRES's."""
        return tuple(map(read_reference, self.indicators))


@dataclass(frozen=True, slots=True)
class EditableAction:
    """What permission and a change need of an action, and no more: `owners` are the people of its posts today.

    `milestones` are those not yet met. `last_at` is its newest event: nothing may happen before that.
    """

    id: int
    plan_id: int
    plan: str
    trust_id: int
    ref: str
    title: str
    version: int
    status: Status
    continuing: bool
    reason: str | None
    replaced_by_id: int | None
    need_help: str | None
    slips: int
    asked_at: datetime | None
    last_at: datetime | None
    milestones: tuple[Milestone, ...]
    owners: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ActionChange:
    """A change as made. `met` and `unmet` are the milestones that it met or opened again."""

    action_id: int
    plan_id: int
    ref: str
    version: int
    field: str
    old: str | None
    new: str | None
    batch: str
    at: datetime
    met: tuple[int, ...] = ()
    unmet: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Snooze:
    person_id: int
    person: str
    action_id: int
    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    plan_id: int | None
    action_id: int | None
    milestone_id: int | None
    ref: str | None
    batch: str
    field: str
    old: str | None
    new: str | None
    words: str | None
    who_id: int | None
    who: str | None
    post: str | None
    platform: str | None
    place: str | None
    at: datetime
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    trust_id: int
    plan_id: int | None
    platform: str
    workspace: str
    external: str
    name: str
    kind: str
    audience: Audience | None
    private: bool
    shared: bool
    state: str
    trouble: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as claimed or listed.

    subject: what it is about. content: what it said, or is about to say; None before. card: as JSON, for letters that
    were put with their words. holder: whom it must still belong to when it is settled.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "id", "key", "trust_id", "kind", "about", "person_id", "place_id", "platform", "thread", "put_at",
        "not_before", "state", "attempts", "holder", "said", "card", "receipt_place", "receipt_message", "sent_at",
        "error",
    )  # fmt: skip

    id: int
    key: str
    trust_id: int
    kind: LetterKind
    subject: Subject
    person_id: int | None
    place_id: int | None
    platform: str | None
    thread: str | None
    put_at: datetime
    not_before: datetime
    state: str
    attempts: int
    holder: str | None
    content: Content | None
    card: Mapping[str, Any] | None
    receipt_place: str | None
    receipt_message: str | None
    sent_at: datetime | None
    failure: DeliveryFailure | None

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> "Letter":
        """Of the columns in `COLUMNS`. Never raises: what cannot be read says so, and fails when it is composed."""
        values = list(row)
        kind, about, said, error = values[3], values[4], values[14], values[19]
        values[4] = subject = read_subject(kind, about)
        values[14], values[19] = read_content(subject, said), parse_failure(error)
        return cls(*values)


@dataclass(frozen=True, slots=True)
class Snapshot:
    standard: str
    code: str
    measure: str
    breakdown: str
    group: str
    period: str
    basis: str
    source: str
    revision: int
    value: float | None
    reason: str | None
    unit: str
    national: float | None
    peer: float | None
    survey_year: int | None
    published_text: str | None
    note: str | None
    period_basis: str = ""
    commentary: str | None = None
    recomputed: str | None = None
    agrees: bool | None = None
    numerator: float | None = None
    denominator: float | None = None
    as_of: date | None = None
    measure_id: MeasureId | None = None
    no_value: NoValue | None = None


@dataclass(frozen=True, slots=True)
class PlanQuarter:
    """A plan over one quarter: `then` the actions at its last instant (or now, while it runs); `now`: on `day`.

    `disclosed_before`: the counts of people in earlier digests. `targets`: what the trust's plans aim at.
    `figures_with`: the newer plan whose digest of this quarter in this place has the trust's figures.
    `before`: the statuses when the quarter began. `during` and `after`: what happened in it, and since it ended.
    """

    trust: Trust
    plan: Plan
    quarter: Quarter
    day: date
    over: bool
    then: tuple[Action, ...]
    now: tuple[Action, ...]
    before: dict[int, Status]
    during: tuple[Event, ...]
    after: tuple[Event, ...]
    vacant: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]
    disclosed_before: tuple[Mapping[str, Any], ...] = ()
    targets: tuple[Target, ...] = ()
    figures_with: Plan | None = None

    @property
    def policy(self) -> Policy:
        return self.trust.policy
