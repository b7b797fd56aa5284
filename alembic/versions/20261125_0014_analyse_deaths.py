"""Analyse deaths

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
