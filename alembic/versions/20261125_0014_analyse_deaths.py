"""Analyse deaths

One row for each version of a case's analysis form.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "analysis_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_week", sa.Integer(), nullable=False),
        sa.Column("signed_by_chair", sa.Uuid(), nullable=True),
        sa.Column("signed_by_doctor", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("analysis_form_pkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f("analysis_form_case_id_fkey")),
        sa.UniqueConstraint("case_id", "number", name=op.f("analysis_form_case_id_number_key")),
        sa.CheckConstraint(
            "state IN ('draft', 'determined', 'final')", name=op.f("analysis_form_state_check")
        ),
        sa.CheckConstraint(
            "state <> 'final' OR (signed_by_chair <> signed_by_doctor)",
            name=op.f("analysis_form_signed_check"),
        ),
    )
    op.create_index(op.f("analysis_form_case_id_idx"), "analysis_form", ["case_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("analysis_form")
