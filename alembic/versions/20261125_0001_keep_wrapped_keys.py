"""Keep wrapped keys

One row for each data key. Deleting a row erases what its key sealed, so only the role that shreds may.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "wrapped_key",
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kek_version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("audit_name", sa.Text(), nullable=False),
        sa.Column("created_week", sa.Integer(), nullable=False),
        sa.Column("retired_week", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key_id", name="wrapped_key_pkey"),
        sa.UniqueConstraint("audit_name", name="wrapped_key_audit_name_key"),
        sa.CheckConstraint(
            "kind IN ('case', 'facts', 'cohort', 'application')", name=op.f("wrapped_key_kind_check")
        ),
    )
    op.create_index("wrapped_key_kek_version_idx", "wrapped_key", ["kek_version"])
    op.create_index("wrapped_key_kind_owner_id_idx", "wrapped_key", ["kind", "owner_id"])
    op.create_index(
        "wrapped_key_in_use_idx",
        "wrapped_key",
        ["kind", "owner_id"],
        unique=True,
        postgresql_where=sa.text("retired_week IS NULL AND kind <> 'case'"),
    )
    op.execute("REVOKE DELETE ON wrapped_key FROM cdop_app")
    op.execute("GRANT SELECT, UPDATE, DELETE ON wrapped_key TO cdop_keys")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("wrapped_key")
