"""Conversations that can be come back to, people with two addresses, and letters to be drawn again."""

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
    op.create_table(
        "person_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_address_lower")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_address_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_address")),
        sa.UniqueConstraint("email", name=op.f("uq_person_address_email")),
    )
    op.create_index("ix_person_address_person_id", "person_address", ["person_id"])
    op.create_table(
        "picture",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_picture")),
    )
    op.create_index("ix_picture_until", "picture", ["until"])
    op.add_column("identity", sa.Column("address", sa.String(), nullable=True))
    op.create_table(
        "shown",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_shown_action_id_action")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_shown_letter_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", "letter_id", name=op.f("pk_shown")),
    )
    op.create_index("ix_shown_letter_id", "shown", ["letter_id"])
    op.add_column("letter", sa.Column("redraw_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_letter_redraw", "letter", ["redraw_at"], postgresql_where=WANTED, sqlite_where=WANTED)


def downgrade() -> None:
    op.drop_index("ix_picture_until", table_name="picture")
    op.drop_table("picture")
    op.drop_index("ix_letter_redraw", table_name="letter")
    op.drop_column("letter", "redraw_at")
    op.drop_index("ix_shown_letter_id", table_name="shown")
    op.drop_table("shown")
    op.drop_column("identity", "address")
    op.drop_index("ix_person_address_person_id", table_name="person_address")
    op.drop_table("person_address")
    op.drop_index("ix_conversation_person", table_name="conversation")
    op.drop_table("conversation")
