"""Hold and certify

Records that stand beside a review, and documents: what they say is sealed, their skeleton is clear.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def create(table: str, *more: sa.Column[bytes]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("kept_week", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_week", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=op.f(f"{table}_pkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f(f"{table}_case_id_fkey")),
    )
    op.create_index(op.f(f"{table}_case_id_idx"), table, ["case_id"])


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    create("case_record")
    create("case_document", sa.Column("content", sa.LargeBinary(), nullable=False))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("case_document")
    op.drop_table("case_record")
