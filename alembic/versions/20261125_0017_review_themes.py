"""Review themes

Cohorts that panels share, and what each has contributed.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATES = ("proposed", "agreed", "frozen", "signed_off")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "theme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_week", sa.Integer(), nullable=False),
        sa.Column("frozen_sha256", sa.Text(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("theme_pkey")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("theme_state_check")),
    )
    op.create_table(
        "theme_panel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("theme_panel_pkey")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("theme_panel_theme_id_fkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("theme_panel_panel_id_fkey")),
        sa.UniqueConstraint("theme_id", "panel_id", name=op.f("theme_panel_theme_id_panel_id_key")),
    )
    op.create_index(op.f("theme_panel_theme_id_idx"), "theme_panel", ["theme_id"])
    op.create_index(op.f("theme_panel_panel_id_idx"), "theme_panel", ["panel_id"])
    _members()


def _members() -> None:
    op.create_table(
        "theme_contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("pack_digest", sa.LargeBinary(), nullable=False),
        sa.Column("contributed_by", sa.Uuid(), nullable=False),
        sa.Column("pack", sa.LargeBinary(), nullable=False),
        sa.Column("coded", sa.LargeBinary(), nullable=False),
        sa.Column("origin", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("theme_contribution_pkey")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("theme_contribution_theme_id_fkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("theme_contribution_panel_id_fkey")),
        sa.UniqueConstraint("theme_id", "pseudonym", name=op.f("theme_contribution_theme_id_pseudonym_key")),
    )
    op.create_index(op.f("theme_contribution_theme_id_idx"), "theme_contribution", ["theme_id"])
    op.create_table(
        "theme_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("found_by", sa.Uuid(), nullable=False),
        sa.Column("found_week", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("theme_finding_pkey")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("theme_finding_theme_id_fkey")),
    )
    op.create_index(op.f("theme_finding_theme_id_idx"), "theme_finding", ["theme_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("theme_finding")
    op.drop_table("theme_contribution")
    op.drop_table("theme_panel")
    op.drop_table("theme")
