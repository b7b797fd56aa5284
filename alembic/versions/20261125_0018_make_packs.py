"""Make packs

One row for each version of a case's pack for a meeting, and one for each verdict of a person on it.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "pack",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("edited_by", ARRAY(sa.Uuid()), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("released_by", sa.Uuid(), nullable=True),
        sa.Column("prepared_week", sa.Integer(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.Column("finished", sa.LargeBinary(), nullable=True),
        *_constraints(),
    )
    op.create_index(op.f("pack_case_id_idx"), "pack", ["case_id"])
    op.create_index(op.f("pack_meeting_id_idx"), "pack", ["meeting_id"])
    op.create_index(
        op.f("pack_live_idx"),
        "pack",
        ["item_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    _create_verdicts()


def _constraints() -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=op.f("pack_pkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f("pack_case_id_fkey")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("pack_meeting_id_fkey")),
        sa.ForeignKeyConstraint(["item_id"], ["meeting_item.id"], name=op.f("pack_item_id_fkey")),
        sa.UniqueConstraint("item_id", "version", name=op.f("pack_item_id_version_key")),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'released', 'withdrawn')", name=op.f("pack_state_check")
        ),
        sa.CheckConstraint("approved_by <> prepared_by", name=op.f("pack_another_prepared_check")),
        sa.CheckConstraint("NOT approved_by = ANY (edited_by)", name=op.f("pack_another_edited_check")),
    ]


def _create_verdicts() -> None:
    op.create_table(
        "pack_verdict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pack_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("given_week", sa.Integer(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pack_verdict_pkey")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("pack_verdict_pack_id_fkey")),
    )
    op.create_index(op.f("pack_verdict_pack_id_idx"), "pack_verdict", ["pack_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("pack_verdict")
    op.drop_table("pack")
