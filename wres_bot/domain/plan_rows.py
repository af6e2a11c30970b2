"""Owns what a plan file says, as plain data: rows and the problems found; must not know formats, database or clock.

The rows are in domain because documents makes them and store keeps them, and neither of those two knows the other.

A trust's plan is up to four tables, each a CSV file or a sheet of an XLSX file (docs/plan-format.md lists columns):

    plan        one PlanRow per action
    people      one PersonRow per person and post, from a day to a day
    targets     one TargetRow per number an action, or the whole plan, aims at
    indicators  one SnapshotRow per published, derived, benchmark or target value

Words ending in `_words` are kept exactly as published. What was read from them stands beside them. What could not be
read stays in `unread` and is reported as a Problem with severity "assumption" or "warning", never guessed. A Problem
with severity "error" means that row was left out of `rows`.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from wres_bot.domain.access import Role
from wres_bot.domain.measures import MeasureId, NoValue
from wres_bot.domain.milestones import PublishedMilestone
from wres_bot.domain.references import Reference
from wres_bot.domain.statuses import Status

Basis = Literal["explicit", "only_owner", "first_named_assumed"]
Severity = Literal["error", "warning", "assumption"]
TargetOp = Literal["at least", "at most", "exactly", "between", "improve", "result"]
ClaimKind = Literal["improved", "not in focus", "percent", "left"]
SnapshotBasis = Literal["published", "computed", "derived", "benchmark", "target"]


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """One post that owns an action. Exactly one owner of an action is its lead, and `basis` says how we know."""

    name: str
    lead: bool = False
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action. `ref` is unique within its plan."""

    ref: str
    title: str
    section: str
    label: str | None = None  # the document's own label, where it differs from ref
    objective: str | None = None
    parent: str | None = None  # the document's heading for a group of actions inside a section
    parent_status_words: str | None = None
    owner_words: str | None = None
    posts_words: str | None = None  # owners stated precisely by a person; they replace what owner_words say
    owners: tuple[OwnerRow, ...] = ()
    due_words: str | None = None
    recurrence_words: str | None = None
    alternative_due_words: str | None = None  # a second reading that the document allows; never reminded
    dates_words: str | None = None  # dates stated precisely by a person; they replace what due and recurrence say
    milestones: tuple[PublishedMilestone, ...] = ()
    unread: str | None = None
    status_words: str | None = None
    status: Status = "no update"
    continuing: bool = False  # done, and goes on ("achieved and ongoing"): its reviews stay
    flags: tuple[str, ...] = ()  # more that the published status says: "ongoing", "partly done", "in progress"
    status_date: date | None = None  # when the status was reported; None means the plan's first day
    indicator_words: str | None = None
    references: tuple[Reference, ...] = ()  # what it answers to: "WRES 2", "HIA 6"
    indicators_inferred: bool = False  # the document does not name them
    depends_on: tuple[str, ...] = ()  # refs in this plan
    duplicate_of: str | None = None
    replaced_by: str | None = None
    monitored_by: tuple[str, ...] = ()
    confidence: Literal["high", "medium", "low"] | None = None  # how sure the reading of the document is
    questions: tuple[str, ...] = ()  # what the plan itself leaves open, for its coordinator
    notes: str | None = None
    history: tuple[str, ...] = field(default=(), compare=False)  # what was said of it since, newest first; only written
    row: int = field(default=0, compare=False)  # the line or sheet row it came from
    place: str = field(default="", compare=False)  # "sheet Culture, row 3"; "page 4, table 2, row 3"
    doubts: tuple[str, ...] = field(default=(), compare=False)  # what was assumed, or read unsurely, of this row
    ref_made: bool = field(default=False, compare=False)  # the document numbers it otherwise, or not at all

    @property
    def indicators(self) -> tuple[str, ...]:
        """Its numbers in the WRES: "1", "9", "RDR"."""
        return tuple(r.number for r in self.references if r.framework == "WRES" and r.number)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person holding one post, or one role, between two days. A person in two posts has two rows."""

    email: str
    name: str | None = None
    post: str | None = None
    start: date | None = None  # None means the plan's first day
    end: date | None = None  # the last day; None means still
    role: Role | None = None
    covering: bool = False
    contact: bool = False  # the contact person of a team that owns actions, such as "OD"
    aliases: tuple[str, ...] = ()  # other names of the same post
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One number to reach. `ref` names the action; None means the whole plan."""

    text: str
    ref: str | None = None
    op: TargetOp | None = None
    value: Decimal | None = None
    upper: Decimal | None = None  # only for "between"
    unit: str | None = None
    scope: str | None = None
    by: str | None = None  # as published: "2023", "2022-03-31", "2023 (national date 2025)"
    baseline: Decimal | None = None
    baseline_date: str | None = None
    step: str | None = None  # an intermediate target, as published
    recomputed: Decimal | None = None
    agrees: bool | None = None
    note: str | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One indicator value. The key is everything up to `revision`; `value` may be None with a `reason`."""

    standard: str  # "WRES"
    code: str  # "1" to "9", "RDR"
    measure: str
    breakdown: str  # "Band 3", "All staff", "" where there is none
    group: str  # "bme", "white", "not known", "overall", "ratio"
    period: str  # "2021" for a WRES year, "2011 census", "August 2021"
    period_basis: str  # what the period is, in the document's words
    basis: SnapshotBasis
    source: str
    revision: int = 1
    value: Decimal | None = None
    unit: str | None = None
    national: Decimal | None = None
    peer: Decimal | None = None
    survey_year: int | None = None
    published_text: str | None = None  # as printed, kept where it carries a mark
    commentary: str | None = None  # what the document says about it
    recomputed: str | None = None
    agrees: bool | None = None
    note: str | None = None
    reason: str | None = None  # why there is no value, in words
    measure_id: MeasureId | None = None  # None where the name is of no measure we know
    no_value: NoValue | None = None
    numerator: int | None = None  # only of computed ones: what was counted
    denominator: int | None = None
    as_of: date | None = None
    row: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.standard, self.code, self.measure, self.breakdown, self.group, self.period,
                self.basis, self.source, str(self.revision))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One sentence of a report about its figures, to be held against them. `part` of `whole` stands behind a number."""

    says: ClaimKind
    words: str
    indicators: tuple[str, ...] = ()
    period: str = ""
    value: Decimal | None = None
    part: int | None = None
    whole: int | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at: where it is, what was found, what is expected."""

    row: int | None
    column: str | None
    found: str
    expected: str
    severity: Severity = "error"

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"row {self.row}" if self.row else "", self.column or "") if part)
        return f"{where or 'the file'}: found {self.found}; expected {self.expected}"


Row = TypeVar("Row")


@dataclass(frozen=True)  # without slots: a generic one could not be made under its alias
class ParsedFile(Generic[Row]):
    """Rows that are good, and everything worth telling about the rest."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


PeopleFile = ParsedFile[PersonRow]
TargetsFile = ParsedFile[TargetRow]
IndicatorsFile = ParsedFile[SnapshotRow]
ClaimsFile = ParsedFile[ClaimRow]
