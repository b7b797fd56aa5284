"""Open cases

One row for each child whose death is reviewed, and one for each move of a case.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STAGES = (
    "open",
    "information_gathering",
    "cdrm_ready",
    "cdrm_held",
    "panel_ready",
    "pack_prepared",
    "panel_scheduled",
    "panel_reviewed",
    "finalised",
    "submitted",
    "closed",
    "reopened",
    "transferred_out",
    "withdrawn",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "cdr_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("legal_hold", sa.Boolean(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_week", sa.Integer(), nullable=False),
        sa.Column("due_week", sa.Integer(), nullable=True),
        sa.Column("due_clock", sa.Text(), nullable=True),
        sa.Column("holds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("waiting_on", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("index_version", sa.Integer(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("timeline", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("cdr_case_pkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("cdr_case_panel_id_fkey")),
        sa.CheckConstraint(f"stage IN {STAGES}", name=op.f("cdr_case_stage_check")),
    )
    op.create_index(op.f("cdr_case_panel_id_idx"), "cdr_case", ["panel_id"])
    op.create_index(op.f("cdr_case_bucket_idx"), "cdr_case", ["bucket"])
    op.create_table(
        "case_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("moved_week", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("case_move_pkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f("case_move_case_id_fkey")),
    )
    op.create_index(op.f("case_move_case_id_idx"), "case_move", ["case_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("case_move")
    op.drop_table("cdr_case")
