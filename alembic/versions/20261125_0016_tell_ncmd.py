"""Tell the national database

The ledger of what is owed, was sent and came back.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

EVENTS = ("notification", "reporting_update", "analysis", "complete")
STATES = ("owed", "sent", "acknowledged", "rejected", "resent")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "ncmd_submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owed_week", sa.Integer(), nullable=False),
        sa.Column("settled_week", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("ncmd_submission_pkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f("ncmd_submission_case_id_fkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("ncmd_submission_panel_id_fkey")),
        sa.UniqueConstraint(
            "case_id", "event", "number", name=op.f("ncmd_submission_case_id_event_number_key")
        ),
        sa.CheckConstraint(f"event IN {EVENTS}", name=op.f("ncmd_submission_event_check")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ncmd_submission_state_check")),
    )
    op.create_index(op.f("ncmd_submission_case_id_idx"), "ncmd_submission", ["case_id"])
    op.create_index(op.f("ncmd_submission_panel_id_idx"), "ncmd_submission", ["panel_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("ncmd_submission")
