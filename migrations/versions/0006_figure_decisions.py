"""What leads have decided about figures: survey release dates, and what is told as printed. None is made up."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PRINTED = ("standard", "code", "measure_id", "group", "breakdown", "period", "source", "printed")


def upgrade() -> None:
    op.create_table(
        "survey_release",
        *_of_trust("survey_release"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("standard", "period", "audience")),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.UniqueConstraint("trust_id", "standard", "period", "audience", name=op.f("uq_survey_release_key")),
        sa.CheckConstraint("audience IN ('network', 'steering', 'leads')", name=op.f("ck_survey_release_audience")),
    )
    op.create_index("ix_survey_release_trust_id", "survey_release", ["trust_id"])
    op.create_table(
        "printed_figure",
        *_of_trust("printed_figure"),
        *(sa.Column(name, sa.String(), nullable=False) for name in (*PRINTED, "why")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("trust_id", *PRINTED, name=op.f("uq_printed_figure_key")),
    )
    op.create_index("ix_printed_figure_trust_id", "printed_figure", ["trust_id"])


def _of_trust(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f(f"fk_{table}_trust_id_trust")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    op.drop_table("printed_figure")
    op.drop_table("survey_release")
