"""Whose turn it is: which letters go first, and when a place or a workspace may be written to next."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

READY = sa.text("state IN ('waiting', 'retry')")


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "external", name=op.f("pk_turn")),
    )
    op.create_index(op.f("ix_turn_until"), "turn", ["until"])
    op.add_column("letter", sa.Column("rank", sa.Integer(), nullable=False, server_default="2"))
    op.execute(
        "UPDATE letter SET rank = CASE kind WHEN 'digest' THEN 0 ELSE 1 END WHERE kind IN ('digest', 'reminder')"
    )
    op.drop_index("ix_letter_ready", table_name="letter")
    op.create_index(
        "ix_letter_ready", "letter", ["trust_id", "rank", "not_before"], postgresql_where=READY, sqlite_where=READY
    )


def downgrade() -> None:
    op.drop_index("ix_letter_ready", table_name="letter")
    op.create_index("ix_letter_ready", "letter", ["not_before"], postgresql_where=READY, sqlite_where=READY)
    op.drop_column("letter", "rank")
    op.drop_table("turn")
