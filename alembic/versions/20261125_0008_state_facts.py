"""State facts

One sealed record of coded facts for each case, under its panel's facts key.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "case_facts",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("coded", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("case_facts_pkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("case_facts_panel_id_fkey")),
    )
    op.create_index(op.f("case_facts_panel_id_idx"), "case_facts", ["panel_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("case_facts")
