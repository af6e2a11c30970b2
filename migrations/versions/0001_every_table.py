"""Every table."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("state IN ('done', 'waiting')", name=op.f("ck_inbox_state")),
        sa.CheckConstraint("via IN ('command', 'mention', 'message', 'click')", name=op.f("ck_inbox_via")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("platform", "workspace", "external", name=op.f("uq_inbox_platform_workspace_external")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "trust",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("rehearsing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust")),
        sa.UniqueConstraint("key", name=op.f("uq_trust_key")),
    )
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("direct", sa.String(), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_identity_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("platform", "workspace", "external", name=op.f("uq_identity_platform_workspace_external")),
    )
    op.create_index(op.f("ix_identity_person_id"), "identity", ["person_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('coordinator', 'chair', 'network chair', 'admin', 'steering member', 'member')",
            name=op.f("ck_membership_role"),
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_membership_dates")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_membership_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id", "trust_id", "role", "starts", name=op.f("uq_membership_person_id_trust_id_role_starts")
        ),
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_index(op.f("ix_membership_trust_id"), "membership", ["trust_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_plan_dates")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_plan_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_name")),
        sa.UniqueConstraint("trust_id", "year", name=op.f("uq_plan_trust_id_year")),
    )
    op.create_index(op.f("ix_plan_trust_id"), "plan", ["trust_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_post_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("trust_id", "key", name=op.f("uq_post_trust_id_key")),
    )
    op.create_index(op.f("ix_post_trust_id"), "post", ["trust_id"], unique=False)
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_preference_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_preference_person_id_name")),
    )
    op.create_index(op.f("ix_preference_person_id"), "preference", ["person_id"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("breakdown", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("national", sa.Float(), nullable=True),
        sa.Column("peer", sa.Float(), nullable=True),
        sa.Column("survey_year", sa.Integer(), nullable=True),
        sa.Column("published_text", sa.String(), nullable=True),
        sa.Column("period_basis", sa.String(), nullable=False),
        sa.Column("commentary", sa.String(), nullable=True),
        sa.Column("recomputed", sa.String(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "basis IN ('published', 'computed', 'derived', 'benchmark', 'target')", name=op.f("ck_snapshot_basis")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_snapshot_revision")),
        sa.CheckConstraint("value IS NOT NULL OR reason IS NOT NULL", name=op.f("ck_snapshot_value_or_reason")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_snapshot_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint(
            "trust_id",
            "standard",
            "code",
            "measure",
            "breakdown",
            "group",
            "period",
            "basis",
            "source",
            "revision",
            name="uq_snapshot_key",
        ),
    )
    op.create_index(op.f("ix_snapshot_trust_id"), "snapshot", ["trust_id"], unique=False)
    op.create_table(
        "holding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("covering", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_holding_dates")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_holding_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_holding_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
        sa.UniqueConstraint("post_id", "person_id", "starts", name=op.f("uq_holding_post_id_person_id_starts")),
    )
    op.create_index(op.f("ix_holding_person_id"), "holding", ["person_id"], unique=False)
    op.create_index(op.f("ix_holding_post_id"), "holding", ["post_id"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'ok') = (trouble IS NULL)", name=op.f("ck_place_trouble")),
        sa.CheckConstraint(
            "audience IS NULL OR audience IN ('network', 'steering', 'leads')", name=op.f("ck_place_audience")
        ),
        sa.CheckConstraint("kind IN ('channel', 'group', 'direct')", name=op.f("ck_place_kind")),
        sa.CheckConstraint("state IN ('ok', 'quarantined')", name=op.f("ck_place_state")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_place_plan_id")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_place_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("platform", "workspace", "external", name=op.f("uq_place_platform_workspace_external")),
    )
    op.create_index(op.f("ix_place_trust_id"), "place", ["trust_id"], unique=False)
    op.create_table(
        "post_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_alias_post_id")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_post_alias_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_alias")),
        sa.UniqueConstraint("trust_id", "key", name=op.f("uq_post_alias_trust_id_key")),
    )
    op.create_index(op.f("ix_post_alias_post_id"), "post_alias", ["post_id"], unique=False)
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("objective", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_section_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_section_plan_id_number")),
    )
    op.create_index(op.f("ix_section_plan_id"), "section", ["plan_id"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("objective", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("continuing", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("need_help", sa.String(), nullable=True),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("published_status", sa.String(), nullable=True),
        sa.Column("published_due", sa.String(), nullable=True),
        sa.Column("published_owners", sa.String(), nullable=True),
        sa.Column("published_indicators", sa.String(), nullable=True),
        sa.Column("monitored_by", sa.String(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("published", sa.JSON(), nullable=False),
        sa.Column("published_posts", sa.JSON(), nullable=False),
        sa.Column("open_due", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "open_due IS NULL OR status <> 'cancelled' AND (status <> 'done' OR continuing)",
            name=op.f("ck_action_open_due"),
        ),
        sa.CheckConstraint(
            "replaced_by_id IS NULL OR status = 'cancelled'", name=op.f("ck_action_replaced_is_cancelled")
        ),
        sa.CheckConstraint(
            "status <> 'cancelled' OR reason IS NOT NULL", name=op.f("ck_action_cancelled_needs_reason")
        ),
        sa.CheckConstraint("status = 'done' OR NOT continuing", name=op.f("ck_action_continuing_is_done")),
        sa.CheckConstraint(
            "status IN ('no update', 'not started', 'in progress', 'delayed', 'done', 'cancelled')",
            name=op.f("ck_action_status"),
        ),
        sa.CheckConstraint("replaced_by_id <> id AND duplicate_of_id <> id", name=op.f("ck_action_not_itself")),
        sa.CheckConstraint("slips >= 0 AND version >= 1", name=op.f("ck_action_counts")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["action.id"], name=op.f("fk_action_duplicate_of_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_plan_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["action.id"], name=op.f("fk_action_replaced_by_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_action_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_action_plan_id_key")),
    )
    op.create_index(
        "ix_action_open",
        "action",
        ["open_due"],
        unique=False,
        postgresql_where=sa.text("open_due IS NOT NULL"),
        sqlite_where=sa.text("open_due IS NOT NULL"),
    )
    op.create_index(op.f("ix_action_plan_id"), "action", ["plan_id"], unique=False)
    op.create_index(op.f("ix_action_section_id"), "action", ["section_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("card", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("receipt_place", sa.String(), nullable=True),
        sa.Column("receipt_message", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'claimed') = (lease_until IS NOT NULL)", name=op.f("ck_letter_lease")),
        sa.CheckConstraint(
            "kind IN ('reminder', 'digest', 'preview', 'answer', 'notice')", name=op.f("ck_letter_kind")
        ),
        sa.CheckConstraint("state <> 'claimed' OR holder IS NOT NULL", name=op.f("ck_letter_holder")),
        sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name=op.f("ck_letter_sent")),
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'sent', 'retry', 'unsure', 'dead', 'moot')", name=op.f("ck_letter_state")
        ),
        sa.CheckConstraint("(person_id IS NULL) <> (place_id IS NULL)", name=op.f("ck_letter_one_recipient")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_letter_place_id")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_letter_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    op.create_index(
        "ix_letter_claimed",
        "letter",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state = 'claimed'"),
        sqlite_where=sa.text("state = 'claimed'"),
    )
    op.create_index("ix_letter_person", "letter", ["person_id", "kind", "sent_at"], unique=False)
    op.create_index(
        "ix_letter_ready",
        "letter",
        ["not_before"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'retry')"),
        sqlite_where=sa.text("state IN ('waiting', 'retry')"),
    )
    op.create_index(op.f("ix_letter_trust_id"), "letter", ["trust_id"], unique=False)
    op.create_index(
        "ix_letter_unsure",
        "letter",
        ["not_before"],
        unique=False,
        postgresql_where=sa.text("state = 'unsure'"),
        sqlite_where=sa.text("state = 'unsure'"),
    )
    op.create_table(
        "dependency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("action_id <> needs_id", name=op.f("ck_dependency_not_itself")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_dependency_action_id")),
        sa.ForeignKeyConstraint(["needs_id"], ["action.id"], name=op.f("fk_dependency_needs_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependency")),
        sa.UniqueConstraint("action_id", "needs_id", name=op.f("uq_dependency_action_id_needs_id")),
    )
    op.create_index(op.f("ix_dependency_action_id"), "dependency", ["action_id"], unique=False)
    op.create_index(op.f("ix_dependency_needs_id"), "dependency", ["needs_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("original_due", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("assumption", sa.String(), nullable=True),
        sa.Column("interval_months", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('deadline', 'review', 'start', 'recurring', 'ongoing', 'opportunistic')",
            name=op.f("ck_milestone_kind"),
        ),
        sa.CheckConstraint(
            "precision IN ('day', 'month', 'quarter', 'season', 'year', 'none')", name=op.f("ck_milestone_precision")
        ),
        sa.CheckConstraint(
            "interval_months IS NULL OR interval_months > 0 AND anchor IS NOT NULL", name=op.f("ck_milestone_interval")
        ),
        sa.CheckConstraint(
            "met_on IS NULL OR interval_months IS NULL", name=op.f("ck_milestone_recurring_is_never_met")
        ),
        sa.CheckConstraint("slips >= 0 AND (slips = 0 OR original_due IS NOT NULL)", name=op.f("ck_milestone_slips")),
        sa.CheckConstraint("until IS NULL OR due IS NOT NULL AND until >= due", name=op.f("ck_milestone_window")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_milestone_action_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_milestone_action_id_position")),
    )
    op.create_index(op.f("ix_milestone_action_id"), "milestone", ["action_id"], unique=False)
    op.create_index(
        "ix_milestone_open",
        "milestone",
        ["due"],
        unique=False,
        postgresql_where=sa.text("met_on IS NULL"),
        sqlite_where=sa.text("met_on IS NULL"),
    )
    op.create_table(
        "ownership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_ownership_action_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_ownership_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership")),
        sa.UniqueConstraint("action_id", "post_id", name=op.f("uq_ownership_action_id_post_id")),
    )
    op.create_index(op.f("ix_ownership_action_id"), "ownership", ["action_id"], unique=False)
    op.create_index(op.f("ix_ownership_post_id"), "ownership", ["post_id"], unique=False)
    op.create_index(
        "uq_ownership_lead",
        "ownership",
        ["action_id"],
        unique=True,
        postgresql_where=sa.text("lead"),
        sqlite_where=sa.text("lead"),
    )
    op.create_table(
        "snooze",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_snooze_action_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_snooze_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snooze")),
        sa.UniqueConstraint("person_id", "action_id", name=op.f("uq_snooze_person_id_action_id")),
    )
    op.create_index(op.f("ix_snooze_action_id"), "snooze", ["action_id"], unique=False)
    op.create_index(op.f("ix_snooze_person_id"), "snooze", ["person_id"], unique=False)
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("upper", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("baseline_date", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("current", sa.Float(), nullable=True),
        sa.Column("recomputed", sa.Float(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "op <> 'between' OR value IS NOT NULL AND upper IS NOT NULL", name=op.f("ck_target_between")
        ),
        sa.CheckConstraint(
            "op IN ('at least', 'at most', 'exactly', 'between', 'improve', 'result')", name=op.f("ck_target_op")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_target_action_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_target_plan_id")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_target_trust_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index(op.f("ix_target_action_id"), "target", ["action_id"], unique=False)
    op.create_index(op.f("ix_target_plan_id"), "target", ["plan_id"], unique=False)
    op.create_index(op.f("ix_target_trust_id"), "target", ["trust_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("who_id", sa.Integer(), nullable=True),
        sa.Column("platform", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes", sa.String(), nullable=True),
        sa.CheckConstraint(
            "field IN ('status', 'note', 'need help', 'due', 'owner', 'not mine', 'met', 'progress', 'evidence', 'snooze', 'imported', 'removed', 'plan', 'post', 'person', 'place', 'digest', 'rehearsal', 'preference')",  # noqa: E501
            name=op.f("ck_event_field"),
        ),
        sa.CheckConstraint("action_id IS NULL OR plan_id IS NOT NULL", name=op.f("ck_event_action_has_plan")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_event_action_id")),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"], name=op.f("fk_event_milestone_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_event_plan_id")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_event_trust_id")),
        sa.ForeignKeyConstraint(["who_id"], ["person.id"], name=op.f("fk_event_who_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_action", "event", ["action_id", "at"], unique=False)
    op.create_index("ix_event_batch", "event", ["batch"], unique=False)
    op.create_index("ix_event_plan", "event", ["plan_id", "at"], unique=False)
    op.create_index("ix_event_who", "event", ["who_id", "at"], unique=False)
