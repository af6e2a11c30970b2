"""Records with a life of their own: holds, sealed history, security events, when an account was asked about."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIELDS = (
    "status", "note", "need help", "due", "owner", "not mine", "met", "progress", "evidence", "snooze", "imported",
    "removed", "plan", "post", "person", "place", "digest", "rehearsal", "preference",
)  # fmt: skip
NEW_FIELDS = ("settings", "records")


def upgrade() -> None:
    _set_event_fields((*FIELDS, *NEW_FIELDS))
    op.add_column("identity", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_hold_trust_id_trust")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hold_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_trust_id", "hold", ["trust_id"])
    op.create_table(
        "sealed_event",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("salts", sa.JSON(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_sealed_event_trust_id_trust")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_sealed_event")),
        sa.UniqueConstraint("trust_id", "position", name=op.f("uq_sealed_event_trust_id_position")),
    )
    op.create_table(
        "checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_checkpoint_trust_id_trust")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint")),
        sa.UniqueConstraint("trust_id", "position", name=op.f("uq_checkpoint_trust_id_position")),
    )
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("trust", "kind", "platform", "what")),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
        sa.UniqueConstraint("day", "trust", "kind", "platform", "what", name=op.f("uq_security_event_key")),
    )


def _set_event_fields(fields: tuple[str, ...]) -> None:
    """SQLite changes a CHECK only with its table; PostgreSQL as it is."""
    listed = ", ".join(f"'{each}'" for each in fields)
    with op.batch_alter_table("event") as event:
        event.drop_constraint(op.f("ck_event_field"), type_="check")
        event.create_check_constraint(op.f("ck_event_field"), f"field IN ({listed})")


def downgrade() -> None:
    for table in ("security_event", "checkpoint", "sealed_event", "hold"):
        op.drop_table(table)
    with op.batch_alter_table("identity") as identity:
        identity.drop_column("asked_at")
    op.execute("DELETE FROM event WHERE field IN ('settings', 'records')")
    _set_event_fields(FIELDS)
