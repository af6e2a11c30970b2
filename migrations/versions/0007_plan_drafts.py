"""A plan's file that a lead sent in chat, read but not imported yet."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "year", "document")),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_plan_draft_trust_id_trust")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_draft_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_draft")),
    )
    op.create_index("ix_plan_draft_person_id", "plan_draft", ["person_id"])


def downgrade() -> None:
    op.drop_table("plan_draft")
