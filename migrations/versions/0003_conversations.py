"""Conversations that can be come back to, and letters to be drawn again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WANTED = sa.text("redraw_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("locator", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('channel', 'group', 'direct')", name=op.f("ck_conversation_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("platform", "external", name=op.f("uq_conversation_platform_external")),
    )
    op.create_index("ix_conversation_person", "conversation", ["platform", "person"])
    op.add_column("letter", sa.Column("redraw_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_letter_redraw", "letter", ["redraw_at"], postgresql_where=WANTED, sqlite_where=WANTED)


def downgrade() -> None:
    op.drop_index("ix_letter_redraw", table_name="letter")
    op.drop_column("letter", "redraw_at")
    op.drop_index("ix_conversation_person", table_name="conversation")
    op.drop_table("conversation")
