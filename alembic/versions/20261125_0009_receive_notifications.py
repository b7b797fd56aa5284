"""Receive notifications

A notification, the messages that it was told in, what was decided about it, and what stays of a refused one.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    _notification()
    _messages()
    _decisions()


def _notification() -> None:
    op.create_table(
        "notification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("ods", sa.Text(), nullable=False),
        sa.Column("reference_digest", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("received_week", sa.Integer(), nullable=False),
        sa.Column("buckets", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("index_version", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("standing", sa.LargeBinary(), nullable=False),
        sa.Column("proposal", sa.LargeBinary(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("notification_pkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("notification_panel_id_fkey")),
        sa.UniqueConstraint("reference_digest", name=op.f("notification_reference_digest_key")),
        sa.CheckConstraint("state IN ('received', 'query', 'closed')", name=op.f("notification_state_check")),
        sa.CheckConstraint(
            "task IN ('amended', 'taken_back', 'conflict')", name=op.f("notification_task_check")
        ),
    )
    op.create_index(op.f("notification_panel_id_idx"), "notification", ["panel_id"])
    op.create_index(op.f("notification_case_id_idx"), "notification", ["case_id"])
    op.create_index(op.f("notification_buckets_idx"), "notification", ["buckets"], postgresql_using="gin")


def _messages() -> None:
    op.create_table(
        "notification_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notification_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("received_week", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("notification_version_pkey")),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("notification_version_notification_id_fkey")
        ),
        sa.UniqueConstraint(
            "notification_id",
            "content_digest",
            name=op.f("notification_version_notification_id_content_digest_key"),
        ),
    )


def _decisions() -> None:
    op.create_table(
        "notification_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notification_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("decided_week", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("notification_decision_pkey")),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("notification_decision_notification_id_fkey")
        ),
    )
    op.create_index(
        op.f("notification_decision_notification_id_idx"), "notification_decision", ["notification_id"]
    )
    op.create_table(
        "refused_notification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("refused_week", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("refused_notification_pkey")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("refused_notification")
    op.drop_table("notification_decision")
    op.drop_table("notification_version")
    op.drop_table("notification")
