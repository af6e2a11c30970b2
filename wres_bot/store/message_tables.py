"""Owns the tables of what comes in and goes out: places, letters, requests, and how somebody wants to be written to.

The rules of `schema`, which names each of them for statements, hold here too.
"""

from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from wres_bot.domain.access import AUDIENCES
from wres_bot.domain.ports import PlaceKind, Via
from wres_bot.store.columns import Instant, one_of

LETTER_STATES = ("waiting", "claimed", "sent", "retry", "unsure", "dead", "moot")
LETTER_KINDS = ("reminder", "digest", "preview", "answer", "notice")


class SnoozeTable(SQLModel, table=True):
    """A person's own pause of reminders about one action, up to and including `until`."""

    __tablename__ = "snooze"
    __table_args__ = (UniqueConstraint("person_id", "action_id"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    action_id: int = Field(foreign_key="action.id", index=True)
    until: date
    at: datetime = Field(sa_type=Instant)


class PreferenceTable(SQLModel, table=True):
    """A person's own choices: "plan" (a plan's name), "platform", "reminders" ("off" after stop)."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("person_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str
    value: str


class PlaceTable(SQLModel, table=True):
    """A conversation we know. `audience` is empty until a lead names its use. `state` "quarantined" after a failure."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "external"),
        one_of("kind", get_args(PlaceKind), "kind"),
        CheckConstraint(f"audience IS NULL OR audience IN {AUDIENCES!r}", name="audience"),
        one_of("state", ("ok", "quarantined"), "state"),
        CheckConstraint("(state = 'ok') = (trouble IS NULL)", name="trouble"),
    )
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    platform: str
    workspace: str
    external: str
    name: str
    kind: str = "channel"
    audience: str | None = None
    private: bool = False
    shared: bool = False
    state: str = "ok"
    trouble: str | None = None


class ConversationTable(SQLModel, table=True):
    """What a platform told us of a conversation, for coming back to it. `person`: whose direct conversation it is.

    `locator` is the platform's own. It says nothing of what the conversation is used for: that is a place.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("platform", "external"),
        one_of("kind", get_args(PlaceKind), "kind"),
        Index("ix_conversation_person", "platform", "person"),
    )
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    external: str
    kind: str
    name: str = ""
    team: str | None = None
    person: str | None = None
    private: bool = False
    shared: bool = False
    member: bool = True
    locator: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    seen_at: datetime = Field(sa_type=Instant)


class PictureTable(SQLModel, table=True):
    """A picture that a message points to, for whoever has the signed address, until its day. `digest` is of `png`."""

    __tablename__ = "picture"
    digest: str = Field(primary_key=True)
    png: bytes
    until: datetime = Field(sa_type=Instant, index=True)


class PlanDraftTable(SQLModel, table=True):
    """A plan's file that a lead sent in chat, read but not imported yet, and what they have answered of it."""

    __tablename__ = "plan_draft"
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str
    year: str
    document: str
    answers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_type=Instant)


class LetterTable(SQLModel, table=True):
    """One message to be delivered. `key` is unique per meaning and trust. Who it is for is a person or a place.

    `about` is what it was put for (ids); `said` is what was actually said (refs, figures), stored before sending.
    `card` is kept only for answers, which are worded at once. `thread` ties an answer to the question. The lowest
    `rank` goes first. `redraw_at`: something it shows has changed since, and from when it is to be drawn again.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("state <> 'claimed' OR holder IS NOT NULL", name="holder"),
        CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="sent"),
        one_of("state", LETTER_STATES, "state"),
        one_of("kind", LETTER_KINDS, "kind"),
        CheckConstraint("(person_id IS NULL) <> (place_id IS NULL)", name="one_recipient"),
        CheckConstraint("(state = 'claimed') = (lease_until IS NOT NULL)", name="lease"),
        Index(
            "ix_letter_ready",
            "trust_id",
            "rank",
            "not_before",
            postgresql_where=text("state IN ('waiting', 'retry')"),
            sqlite_where=text("state IN ('waiting', 'retry')"),
        ),
        Index(
            "ix_letter_claimed",
            "lease_until",
            postgresql_where=text("state = 'claimed'"),
            sqlite_where=text("state = 'claimed'"),
        ),
        Index(
            "ix_letter_unsure",
            "not_before",
            postgresql_where=text("state = 'unsure'"),
            sqlite_where=text("state = 'unsure'"),
        ),
        Index("ix_letter_person", "person_id", "kind", "sent_at"),
        Index(
            "ix_letter_redraw",
            "redraw_at",
            postgresql_where=text("redraw_at IS NOT NULL"),
            sqlite_where=text("redraw_at IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str
    trust_id: int = Field(foreign_key="trust.id", index=True)
    kind: str
    about: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    place_id: int | None = Field(default=None, foreign_key="place.id")
    platform: str | None = None
    thread: str | None = None
    put_at: datetime = Field(sa_type=Instant)
    not_before: datetime = Field(sa_type=Instant)
    state: str = "waiting"
    attempts: int = 0
    rank: int = 2
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    holder: str | None = None
    said: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    card: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    receipt_place: str | None = None
    receipt_message: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str | None = Field(default=None, sa_type=Text)
    redraw_at: datetime | None = Field(default=None, sa_type=Instant)


class ShownTable(SQLModel, table=True):
    """A letter shows an action with what can be said of it: what has to be drawn again when that changes."""

    __tablename__ = "shown"
    action_id: int = Field(primary_key=True, foreign_key="action.id")
    letter_id: int = Field(primary_key=True, foreign_key="letter.id", ondelete="CASCADE", index=True)


class TurnTable(SQLModel, table=True):
    """From `since` to `until` nobody writes to a place; with `external` empty, to a whole workspace."""

    __tablename__ = "turn"
    platform: str = Field(primary_key=True)
    workspace: str = Field(primary_key=True)
    external: str = Field(primary_key=True)
    since: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant, index=True)


class InboxTable(SQLModel, table=True):
    """What came in, so that a redelivery changes state once. `state` "waiting" for work answered "on it"."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "external"),
        one_of("state", ("done", "waiting"), "state"),
        one_of("via", get_args(Via), "via"),
    )
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    workspace: str
    external: str
    via: str = "command"
    state: str = "done"
    at: datetime = Field(sa_type=Instant)
    said: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class UnknownAccountTable(SQLModel, table=True):
    """An account that wrote and that nobody in any plan has. `email` is what its platform vouches for."""

    __tablename__ = "unknown_account"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "external"),
        CheckConstraint("email = lower(email)", name="lower"),
    )
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id", index=True)
    platform: str
    workspace: str
    external: str
    email: str
    at: datetime = Field(sa_type=Instant)


class DisclosureTable(SQLModel, table=True):
    """Figures that an answer told somebody, each set once: it counts as told to all who may ask the same.

    `digest` is of audience and figures. What digests told stands with their letters.
    """

    __tablename__ = "disclosure"
    __table_args__ = (UniqueConstraint("trust_id", "digest"), one_of("audience", AUDIENCES, "audience"))
    id: int | None = Field(default=None, primary_key=True)
    trust_id: int = Field(foreign_key="trust.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    audience: str
    figures: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    digest: str
    at: datetime = Field(sa_type=Instant)
