"""Sign people and machines in

People and clients, the seats they hold, the assertions that were used, and the keys that sign tokens.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def tag() -> tuple[sa.Column[int], sa.Column[bytes]]:
    """Give the columns that show when somebody changes a row behind the service's back."""
    return (
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
    )


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    create_people_and_clients()
    create_seats()
    create_keys()


def create_people_and_clients() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("display_name", sa.LargeBinary(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        *tag(),
        sa.PrimaryKeyConstraint("id", name=op.f("person_pkey")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("person_issuer_subject_key")),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("jwks", postgresql.JSONB(), nullable=False),
        sa.Column("ods_codes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("kinds", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("home_panel_id", sa.Uuid(), nullable=False),
        sa.Column("profile", postgresql.JSONB(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        *tag(),
        sa.PrimaryKeyConstraint("id", name=op.f("client_pkey")),
    )


def create_seats() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("client_id", sa.Uuid()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("panel_id", sa.Uuid()),
        sa.Column("area", sa.Text()),
        sa.Column("organisation", sa.Text()),
        sa.Column("request_id", sa.Uuid()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("ended_in", sa.Integer()),
        *tag(),
        sa.PrimaryKeyConstraint("id", name=op.f("seat_pkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("seat_person_id_fkey")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("seat_client_id_fkey")),
        sa.CheckConstraint("num_nonnulls(person_id, client_id) = 1", name=op.f("seat_one_holder_check")),
        sa.CheckConstraint("active = (ended_in IS NULL)", name=op.f("seat_ended_check")),
        sa.CheckConstraint(
            "role IN ('coordinator', 'manager', 'designated_doctor', 'chair', 'panel_member', 'notifier',"
            " 'respondent', 'partner_officer', 'auditor', 'administrator')",
            name=op.f("seat_role_check"),
        ),
    )
    for column in ("person_id", "client_id", "request_id"):
        op.create_index(op.f(f"seat_{column}_idx"), "seat", [column])


def create_keys() -> None:
    op.create_table(
        "used_assertion",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("jti_digest", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "jti_digest", name=op.f("used_assertion_pkey")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("used_assertion_client_id_fkey")),
    )
    op.create_index(op.f("used_assertion_expires_idx"), "used_assertion", ["expires"])
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("public_jwk", postgresql.JSONB(), nullable=False),
        sa.Column("private_jwk", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("gone_after", sa.BigInteger()),
        *tag(),
        sa.PrimaryKeyConstraint("id", name=op.f("signing_key_pkey")),
        sa.UniqueConstraint("kid", name=op.f("signing_key_kid_key")),
        sa.CheckConstraint("state IN ('next', 'current', 'retiring')", name=op.f("signing_key_state_check")),
    )
    op.create_index(
        op.f("signing_key_state_idx"),
        "signing_key",
        ["state"],
        unique=True,
        postgresql_where=sa.text("state <> 'retiring'"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in ("signing_key", "used_assertion", "seat", "client", "person"):
        op.drop_table(table)
