"""Follow learning

Recommendations and actions, which outlive the case that they came from.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATES = ("proposed", "accepted", "rejected", "in_progress", "done", "effect_reviewed")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_week", sa.Integer(), nullable=False),
        sa.Column("informed_week", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("recommendation_pkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("recommendation_panel_id_fkey")),
        sa.UniqueConstraint("source_id", "position", name=op.f("recommendation_source_id_position_key")),
    )
    op.create_index(op.f("recommendation_panel_id_idx"), "recommendation", ["panel_id"])
    op.create_table(
        "action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_week", sa.Integer(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("action_pkey")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("action_recommendation_id_fkey")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("action_panel_id_fkey")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("action_state_check")),
    )
    op.create_index(op.f("action_recommendation_id_idx"), "action", ["recommendation_id"])
    op.create_index(op.f("action_panel_id_idx"), "action", ["panel_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("action")
    op.drop_table("recommendation")
