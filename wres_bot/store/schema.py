"""Owns the declared tables, each as a model and by its name for statements; must not hold a query.

Statuses and kinds are text with a CHECK. Instants are aware UTC; due dates are dates in Europe/London. Ids are integers
made by the database. A row that two people may write at once has a `version`, checked at every write.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from wres_bot.domain.access import AUDIENCES, ROLES
from wres_bot.domain.statuses import STATUSES
from wres_bot.store.columns import Instant, one_of
from wres_bot.store.message_tables import (
    ConversationTable,
    DisclosureTable,
    InboxTable,
    LetterTable,
    PictureTable,
    PlaceTable,
    PlanDraftTable,
    PreferenceTable,
    ShownTable,
    SnoozeTable,
    TurnTable,
    UnknownAccountTable,
)

MILESTONE_KINDS = ("deadline", "review", "start", "recurring", "ongoing", "opportunistic")
PRECISIONS = ("day", "month", "quarter", "season", "year", "none")
MEMBERSHIPS = (*ROLES, "steering member", "member")
TARGET_OPS = ("at least", "at most", "exactly", "between", "improve", "result")
EVENT_FIELDS = (
    "status", "note", "need help", "due", "owner", "not mine", "met", "progress", "evidence", "snooze", "imported",
    "removed", "plan", "post", "person", "place", "digest", "rehearsal", "preference", "settings", "records",
)  # fmt: skip


class TrustTable(SQLModel, table=True):
    """`key` is "esneft". `settings`: its policy and labels; `rehearsing` sends all to the coordinator."""

    __tablename__ = "trust"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    rehearsing: bool = False


class PersonTable(SQLModel, table=True):
    """`email` is lower case. `active` is false for a leaver; `confirmed_at` is when they said "Yes, this is me"."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="lower"),)
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    active: bool = True
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)


class PersonAddressTable(SQLModel, table=True):
    """Another address of a person, joined to theirs by somebody who leads: whoever has it verified is that person."""

    __tablename__ = "person_address"
    __table_args__ = (UniqueConstraint("email"), CheckConstraint("email = lower(email)", name="lower"))
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str
    at: datetime = Field(sa_type=Instant)


class IdentityTable(SQLModel, table=True):
    """A person on one platform. `direct` is the conversation id for direct messages once known.

    `address`: the joined address (`PersonAddressTable`) it was known by; empty for the person's own.
    `asked_at`: when its platform was last asked what has become of it.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("platform", "workspace", "external"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    workspace: str
    external: str
    direct: str | None = None
    reachable: bool = True
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    address: str | None = None
    asked_at: datetime | None = Field(default=None, sa_type=Instant)


class MembershipTable(SQLModel, table=True):
    """A role of a person in a trust between dates; `role` "member" says only that they belong to the trust.

    Belonging to a staff network is never recorded.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "trust_id", "role", "starts"),
        one_of("role", MEMBERSHIPS, "role"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates"),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    role: str
    starts: date
    ends: date | None = None


class PostTable(SQLModel, table=True):
    """A job title, or a team, that owns actions. `key` is its folded name."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("trust_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    name: str
    key: str


class PostAliasTable(SQLModel, table=True):
    """Another spelling of a post's name."""

    __tablename__ = "post_alias"
    __table_args__ = (UniqueConstraint("trust_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id")
    post_id: int = Field(foreign_key="post.id", index=True)
    name: str
    key: str


class HoldingTable(SQLModel, table=True):
    """A person holds a post between dates; `covering` while they stand in, `contact` for a team's contact person."""

    __tablename__ = "holding"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id", "starts"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates"),
    )
    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    starts: date
    ends: date | None = None
    covering: bool = False
    contact: bool = False


class PlanTable(SQLModel, table=True):
    """One year's action plan. `name` is "esneft-2020-21". Closed plans remind nobody."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("trust_id", "year"), CheckConstraint("ends > starts", name="dates"))
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    name: str = Field(unique=True)
    year: str
    title: str
    starts: date
    ends: date
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 1


class SectionTable(SQLModel, table=True):
    __tablename__ = "section"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    number: str
    title: str
    position: int
    objective: str | None = None


class ActionTable(SQLModel, table=True):
    """One row of a plan. `key` is the comparable ref. Published words are kept beside what was read from them.

    `open_due` is the earliest unmet date while the action is open, and of its reviews while it is done and continuing
    (None otherwise): what planning scans. `published` is the rest of its row in the plan's file, for the export;
    `published_posts` are the owners it gave.
    `asked_at` is when its owner was first asked about a passed date. `removed_at`: no longer in the plan's document.
    """

    __tablename__ = "action"
    __table_args__ = (
        UniqueConstraint("plan_id", "key"),
        one_of("status", STATUSES, "status"),
        CheckConstraint("status <> 'cancelled' OR reason IS NOT NULL", name="cancelled_needs_reason"),
        CheckConstraint("replaced_by_id IS NULL OR status = 'cancelled'", name="replaced_is_cancelled"),
        CheckConstraint("replaced_by_id <> id AND duplicate_of_id <> id", name="not_itself"),
        CheckConstraint("status = 'done' OR NOT continuing", name="continuing_is_done"),
        CheckConstraint(
            "open_due IS NULL OR status <> 'cancelled' AND (status <> 'done' OR continuing)", name="open_due"
        ),
        CheckConstraint("slips >= 0 AND version >= 1", name="counts"),
        Index(
            "ix_action_open",
            "open_due",
            postgresql_where=text("open_due IS NOT NULL"),
            sqlite_where=text("open_due IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    section_id: int = Field(foreign_key="section.id", index=True)
    position: int
    ref: str
    key: str
    label: str | None = None
    title: str
    objective: str | None = None
    status: str = "no update"
    continuing: bool = False
    reason: str | None = None
    replaced_by_id: int | None = Field(default=None, foreign_key="action.id")
    need_help: str | None = None
    slips: int = 0
    indicators: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    published_status: str | None = None
    published_due: str | None = None
    published_owners: str | None = None
    published_indicators: str | None = None
    monitored_by: str | None = None
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    duplicate_of_id: int | None = Field(default=None, foreign_key="action.id")
    published: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    published_posts: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    open_due: date | None = None
    asked_at: datetime | None = Field(default=None, sa_type=Instant)
    removed_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 1


class OwnershipTable(SQLModel, table=True):
    """A post owns an action; `lead` for the first among several, `basis` says how that is known."""

    __tablename__ = "ownership"
    __table_args__ = (
        UniqueConstraint("action_id", "post_id"),
        Index("uq_ownership_lead", "action_id", unique=True, postgresql_where=text("lead"), sqlite_where=text("lead")),
    )
    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    post_id: int = Field(foreign_key="post.id", index=True)
    lead: bool = False
    basis: str | None = None
    position: int = 0


class DependencyTable(SQLModel, table=True):
    """`action_id` cannot be finished before `needs_id`."""

    __tablename__ = "dependency"
    __table_args__ = (
        UniqueConstraint("action_id", "needs_id"),
        CheckConstraint("action_id <> needs_id", name="not_itself"),
    )
    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    needs_id: int = Field(foreign_key="action.id", index=True)


class MilestoneTable(SQLModel, table=True):
    """One dated point of an action. `due` to `until` is its window; `original_due` is kept when it moves.

    `published` is the last day the plan's document gives it, so that a file read again moves nothing.
    Recurring and ongoing ones store `interval_months` and `anchor`; `due` is then the next occurrence not yet met.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("action_id", "position"),
        one_of("kind", MILESTONE_KINDS, "kind"),
        one_of("precision", PRECISIONS, "precision"),
        CheckConstraint("until IS NULL OR due IS NOT NULL AND until >= due", name="window"),
        CheckConstraint("interval_months IS NULL OR interval_months > 0 AND anchor IS NOT NULL", name="interval"),
        CheckConstraint("met_on IS NULL OR interval_months IS NULL", name="recurring_is_never_met"),
        CheckConstraint("slips >= 0 AND (slips = 0 OR original_due IS NOT NULL)", name="slips"),
        Index(
            "ix_milestone_open",
            "due",
            postgresql_where=text("met_on IS NULL"),
            sqlite_where=text("met_on IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    position: int
    kind: str
    due: date | None = None
    until: date | None = None
    original_due: date | None = None
    published: date | None = None
    precision: str = "day"
    period: str | None = None
    label: str | None = None
    words: str = ""
    assumption: str | None = None
    interval_months: int | None = None
    anchor: date | None = None
    met_on: date | None = None
    slips: int = 0


class TargetTable(SQLModel, table=True):
    """A number an action aims at, or a trust's band target (no action). `current` is the latest progress told."""

    __tablename__ = "target"
    __table_args__ = (
        one_of("op", TARGET_OPS, "op"),
        CheckConstraint("op <> 'between' OR value IS NOT NULL AND upper IS NOT NULL", name="between"),
    )
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    action_id: int | None = Field(default=None, foreign_key="action.id", index=True)
    position: int = 0
    text: str
    op: str = "result"
    value: float | None = None
    upper: float | None = None
    unit: str | None = None
    scope: str | None = None
    by: str | None = None
    baseline: float | None = None
    baseline_date: str | None = None
    step: str | None = None
    current: float | None = None
    recomputed: float | None = None
    agrees: bool | None = None
    note: str | None = None


class EventTable(SQLModel, table=True):
    """One line of history, never changed. `at` is when it takes effect; `batch` ties what one command changed.

    `undoes` names the batch an undo reversed. `who_id` is empty for the plan's own document and for the clock.
    `detail` is what old and new leave out and an undo needs: an earlier reason, a list of owners, a whole window.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("field", EVENT_FIELDS, "field"),
        CheckConstraint("action_id IS NULL OR plan_id IS NOT NULL", name="action_has_plan"),
        Index("ix_event_action", "action_id", "at"),
        Index("ix_event_plan", "plan_id", "at"),
        Index("ix_event_who", "who_id", "at"),
        Index("ix_event_batch", "batch"),
    )
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id")
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    action_id: int | None = Field(default=None, foreign_key="action.id")
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    batch: str
    field: str
    old: str | None = Field(default=None, sa_type=Text)
    new: str | None = Field(default=None, sa_type=Text)
    words: str | None = Field(default=None, sa_type=Text)
    detail: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    who_id: int | None = Field(default=None, foreign_key="person.id")
    platform: str | None = None
    place: str | None = None
    at: datetime = Field(sa_type=Instant)
    undoes: str | None = None


class SnapshotTable(SQLModel, table=True):
    """One indicator value at one date. The value may be empty with a reason; the published text is kept.

    `measure` is what it is called; `measure_id` what it is (domain/measures.py), NULL where a process of 0.1.0 wrote it
    or the name is of no measure we know. `reason` is for people; `reason_code` and `reason_detail` are for the program.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint(
            "trust_id", "standard", "code", "measure", "breakdown", "group", "period", "basis", "source", "revision",
            name="uq_snapshot_key",
        ),
        one_of("basis", ("published", "computed", "derived", "benchmark", "target"), "basis"),
        CheckConstraint("value IS NOT NULL OR reason IS NOT NULL", name="value_or_reason"),
        CheckConstraint("revision >= 1", name="revision"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    standard: str = "WRES"
    code: str
    measure: str
    breakdown: str = ""
    group: str = ""
    period: str
    basis: str = "published"
    source: str = ""
    revision: int = 1
    value: float | None = None
    reason: str | None = None
    unit: str = ""
    numerator: float | None = None
    denominator: float | None = None
    national: float | None = None
    peer: float | None = None
    survey_year: int | None = None
    published_text: str | None = None
    period_basis: str = ""
    commentary: str | None = None
    recomputed: str | None = None
    agrees: bool | None = None
    note: str | None = None
    as_of: date | None = None
    measure_id: str | None = None
    reason_code: str | None = None
    reason_detail: str | None = None


class SurveyReleaseTable(SQLModel, table=True):
    """From which day an audience may hear the survey figures of a WRES year. Without a row they wait."""

    __tablename__ = "survey_release"
    __table_args__ = (
        UniqueConstraint("trust_id", "standard", "period", "audience", name="uq_survey_release_key"),
        one_of("audience", AUDIENCES, "audience"),
    )
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    standard: str
    period: str
    audience: str
    starts: date


class PrintedFigureTable(SQLModel, table=True):
    """A published figure that a lead lets be told as printed, although its own counts contradict it.

    `printed` is the value at that moment: one that is corrected needs no decision, or a new one.
    """

    __tablename__ = "printed_figure"
    __table_args__ = (
        UniqueConstraint(
            "trust_id", "standard", "code", "measure_id", "group", "breakdown", "period", "source", "printed",
            name="uq_printed_figure_key",
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    standard: str
    code: str
    measure_id: str
    group: str
    breakdown: str
    period: str
    source: str
    printed: str
    why: str
    at: datetime = Field(sa_type=Instant)


class HoldTable(SQLModel, table=True):
    """Nothing of a trust is deleted by age, and nothing of it or of this person by hand, until the hold is lifted."""

    __tablename__ = "hold"
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(sa_type=Text)
    placed_at: datetime = Field(sa_type=Instant)
    lifted_at: datetime | None = Field(default=None, sa_type=Instant)


class SealedEventTable(SQLModel, table=True):
    """The seal of one event: `facts` is the digest of what never goes, `digests` those of each text, made with its
    salt in `salts`. `chain` is made of these and of the chain before it in the trust's order, `position`.

    It has no foreign key: an event that is gone is for `audit verify` to find.
    """

    __tablename__ = "sealed_event"
    __table_args__ = (UniqueConstraint("trust_id", "position"),)
    event_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    trust_id: int = Field(foreign_key="trust.id")
    position: int
    facts: str
    digests: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    salts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    chain: str


class CheckpointTable(SQLModel, table=True):
    """Where a batch of seals ended: the chain as it was, to be kept elsewhere too."""

    __tablename__ = "checkpoint"
    __table_args__ = (UniqueConstraint("trust_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id")
    position: int
    chain: str
    at: datetime = Field(sa_type=Instant)


class SecurityEventTable(SQLModel, table=True):
    """How often something of one kind was refused or noticed on a day, without its content.

    `trust` is a key, empty where it is nobody's; it outlives the trust.
    """

    __tablename__ = "security_event"
    __table_args__ = (UniqueConstraint("day", "trust", "kind", "platform", "what", name="uq_security_event_key"),)
    id: int | None = Field(default=None, primary_key=True)
    day: date
    trust: str
    kind: str
    platform: str
    what: str
    count: int
    last_at: datetime = Field(sa_type=Instant)


def table_of(model: type[SQLModel]) -> Table:
    """The declared table behind a model: statements here are Core, with no identity map to go stale."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


trusts = table_of(TrustTable)
persons = table_of(PersonTable)
addresses = table_of(PersonAddressTable)
identities = table_of(IdentityTable)
memberships = table_of(MembershipTable)
posts = table_of(PostTable)
aliases = table_of(PostAliasTable)
holdings = table_of(HoldingTable)
plans = table_of(PlanTable)
sections = table_of(SectionTable)
actions = table_of(ActionTable)
ownerships = table_of(OwnershipTable)
dependencies = table_of(DependencyTable)
milestones = table_of(MilestoneTable)
targets = table_of(TargetTable)
events = table_of(EventTable)
snoozes = table_of(SnoozeTable)
preferences = table_of(PreferenceTable)
places = table_of(PlaceTable)
conversations = table_of(ConversationTable)
pictures = table_of(PictureTable)
plan_drafts = table_of(PlanDraftTable)
letters = table_of(LetterTable)
shown = table_of(ShownTable)
turns = table_of(TurnTable)
inbox = table_of(InboxTable)
unknown_accounts = table_of(UnknownAccountTable)
disclosures = table_of(DisclosureTable)
snapshots = table_of(SnapshotTable)
survey_releases = table_of(SurveyReleaseTable)
printed_figures = table_of(PrintedFigureTable)
holds = table_of(HoldTable)
sealed_events = table_of(SealedEventTable)
checkpoints = table_of(CheckpointTable)
security_events = table_of(SecurityEventTable)
