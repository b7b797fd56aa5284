"""Ask agencies

Who was asked, and for whom a link was made, in clear; what was asked and answered, sealed.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    create_request()
    create_form()
    create_link()


def create_request() -> None:
    op.create_table(
        "agency_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_week", sa.Integer(), nullable=False),
        sa.Column("due_week", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("agency_request_pkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f("agency_request_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organisation.id"], name=op.f("agency_request_agency_id_fkey")
        ),
    )
    op.create_index(op.f("agency_request_case_id_idx"), "agency_request", ["case_id"])


def create_form() -> None:
    op.create_table(
        "agency_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saved_week", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("agency_form_pkey")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["agency_request.id"], name=op.f("agency_form_request_id_fkey")
        ),
        sa.UniqueConstraint(
            "request_id", "number", "edition", name=op.f("agency_form_request_id_number_edition_key")
        ),
    )
    op.create_index(op.f("agency_form_request_id_idx"), "agency_form", ["request_id"])


def create_link() -> None:
    op.create_table(
        "request_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("ends", sa.LargeBinary(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("request_link_pkey")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["agency_request.id"], name=op.f("request_link_request_id_fkey")
        ),
        sa.UniqueConstraint("digest", name=op.f("request_link_digest_key")),
    )
    op.create_index(op.f("request_link_request_id_idx"), "request_link", ["request_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in ("request_link", "agency_form", "agency_request"):
        op.drop_table(table)
