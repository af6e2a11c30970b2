"""Tables of their own for accounts that nobody knows and for figures that answers disclosed.

Release 0.1.0 kept the first among what came in and the second as letters. They are copied, not taken away: processes of
0.1.0 that are still running read them there. `delivery/retention.py` clears up what is left of both.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STRANGER, ANSWERED = "stranger:", "told:"


def upgrade() -> None:
    accounts = op.create_table(
        "unknown_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_unknown_account_lower")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_unknown_account_trust_id_trust")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_account")),
        sa.UniqueConstraint(
            "platform", "workspace", "external", name=op.f("uq_unknown_account_platform_workspace_external")
        ),
    )
    op.create_index("ix_unknown_account_trust_id", "unknown_account", ["trust_id"])
    disclosures = op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trust_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("audience IN ('network', 'steering', 'leads')", name=op.f("ck_disclosure_audience")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_disclosure_person_id_person")),
        sa.ForeignKeyConstraint(["trust_id"], ["trust.id"], name=op.f("fk_disclosure_trust_id_trust")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sa.UniqueConstraint("trust_id", "digest", name=op.f("uq_disclosure_trust_id_digest")),
    )
    op.create_index("ix_disclosure_person_id", "disclosure", ["person_id"])
    _copy_accounts(accounts)
    _copy_disclosures(disclosures)


def _copy_accounts(accounts: sa.Table) -> None:
    inbox = sa.table(
        "inbox", sa.column("id"), sa.column("platform"), sa.column("workspace"), sa.column("external"),
        sa.column("at", sa.DateTime(timezone=True)), sa.column("said", sa.JSON()),
    )  # fmt: skip
    wanted = sa.select(inbox).where(inbox.c.external.like(f"{STRANGER}%")).order_by(inbox.c.id)
    rows = [
        {"trust_id": row.said["trust"], "platform": row.platform, "workspace": row.workspace,
         "external": row.external.removeprefix(STRANGER), "email": row.said["email"], "at": row.at}
        for row in op.get_bind().execute(wanted)
        if row.said
    ]  # fmt: skip
    op.bulk_insert(accounts, rows)


def _copy_disclosures(disclosures: sa.Table) -> None:
    letter = sa.table(
        "letter", sa.column("id"), sa.column("key"), sa.column("trust_id"), sa.column("person_id"),
        sa.column("sent_at", sa.DateTime(timezone=True)), sa.column("said", sa.JSON()),
    )  # fmt: skip
    wanted = sa.select(letter).where(letter.c.key.like(f"{ANSWERED}%")).order_by(letter.c.id)
    rows = [
        {"trust_id": row.trust_id, "person_id": row.person_id, "audience": row.said["audience"],
         "figures": row.said["figures"], "digest": row.key.rpartition(":")[2], "at": row.sent_at}
        for row in op.get_bind().execute(wanted)
        if row.said
    ]  # fmt: skip
    op.bulk_insert(disclosures, rows)


def downgrade() -> None:
    op.drop_table("disclosure")
    op.drop_table("unknown_account")
