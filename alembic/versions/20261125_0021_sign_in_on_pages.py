"""Sign in on pages

People who read in a browser: their session by the digest of its secret.

Revision ID: 0021
Revises: 0019
"""

import sqlalchemy as sa

from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "browser_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("acr", sa.Text(), nullable=True),
        sa.Column("signed_in", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("browser_session_pkey")),
        sa.UniqueConstraint("digest", name=op.f("browser_session_digest_key")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("browser_session_person_id_fkey")),
    )
    op.create_index(op.f("browser_session_person_id_idx"), "browser_session", ["person_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("browser_session")
