"""Count what waits

How many places of a pack nobody has looked at, so that a list of packs opens none of them.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.add_column("pack", sa.Column("waiting", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("pack", "waiting")
