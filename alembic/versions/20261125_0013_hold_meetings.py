"""Hold meetings

Meetings, who sits at them, their items, and for each item who declared what and who was present.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "meeting",
        *_tagged(),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("meeting_pkey")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("meeting_panel_id_fkey")),
        sa.CheckConstraint("state IN ('planned', 'held', 'closed')", name=op.f("meeting_state_check")),
    )
    op.create_index(op.f("meeting_panel_id_idx"), "meeting", ["panel_id"])
    _create_item()
    _create_invitation()
    _create_declaration()
    _create_attendance()


def _tagged() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
    ]


def _create_item() -> None:
    op.create_table(
        "meeting_item",
        *_tagged(),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("meeting_item_pkey")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("meeting_item_meeting_id_fkey")),
        sa.ForeignKeyConstraint(["case_id"], ["cdr_case.id"], name=op.f("meeting_item_case_id_fkey")),
        sa.UniqueConstraint("meeting_id", "case_id", name=op.f("meeting_item_meeting_id_case_id_key")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("meeting_item_meeting_id_position_key")),
        sa.UniqueConstraint("pseudonym", name=op.f("meeting_item_pseudonym_key")),
    )
    op.create_index(op.f("meeting_item_case_id_idx"), "meeting_item", ["case_id"])


def _create_invitation() -> None:
    op.create_table(
        "meeting_invitation",
        *_tagged(),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("discipline", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("meeting_invitation_pkey")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("meeting_invitation_meeting_id_fkey")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("meeting_invitation_person_id_fkey")),
        sa.UniqueConstraint(
            "meeting_id", "person_id", name=op.f("meeting_invitation_meeting_id_person_id_key")
        ),
    )
    op.create_index(op.f("meeting_invitation_person_id_idx"), "meeting_invitation", ["person_id"])


def _create_declaration() -> None:
    name = "meeting_declaration"
    op.create_table(
        name,
        *_tagged(),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        sa.ForeignKeyConstraint(["item_id"], ["meeting_item.id"], name=op.f(f"{name}_item_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"{name}_person_id_fkey")),
        sa.CheckConstraint("ruling IN ('stay', 'observe', 'recuse')", name=op.f(f"{name}_ruling_check")),
        sa.CheckConstraint("ruled_by <> person_id", name=op.f(f"{name}_ruled_by_check")),
    )
    op.create_index(
        op.f(f"{name}_latest_idx"),
        name,
        ["item_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("NOT superseded"),
    )


def _create_attendance() -> None:
    name = "meeting_attendance"
    op.create_table(
        name,
        *_tagged(),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        sa.ForeignKeyConstraint(["item_id"], ["meeting_item.id"], name=op.f(f"{name}_item_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"{name}_person_id_fkey")),
        sa.UniqueConstraint("item_id", "person_id", name=op.f(f"{name}_item_id_person_id_key")),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in (
        "meeting_attendance",
        "meeting_declaration",
        "meeting_invitation",
        "meeting_item",
        "meeting",
    ):
        op.drop_table(table)
