"""Name areas and partners

Reference data, each true from one day to another. Nothing in it is about a child.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    name_areas()
    name_organisations()


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in ("organisation_successor", "partnership", "organisation", "panel_area", "panel", "area"):
        op.drop_table(table)


def name_areas() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("gss", sa.Text(), nullable=False),
        sa.Column("ods", sa.Text(), nullable=True),
        sa.Column("region_gss", sa.Text(), nullable=False),
        sa.Column("child_population", sa.Integer(), nullable=False),
        sa.Column("population_is_placeholder", sa.Boolean(), nullable=False),
        *days(),
        sa.PrimaryKeyConstraint("id", name="area_pkey"),
        sa.UniqueConstraint("code", name="area_code_key"),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name="area_parent_id_fkey"),
        sa.CheckConstraint("kind IN ('unitary', 'county', 'district')", name=op.f("area_kind_check")),
    )
    op.create_table(
        "panel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *days(),
        sa.PrimaryKeyConstraint("id", name="panel_pkey"),
        sa.UniqueConstraint("code", name="panel_code_key"),
    )
    op.create_table(
        "panel_area",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("panel_id", "area_id", name="panel_area_pkey"),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name="panel_area_panel_id_fkey"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="panel_area_area_id_fkey"),
    )


def name_organisations() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", JSONB(), nullable=False),
        sa.Column("ods", sa.Text(), nullable=True),
        sa.Column("gss", sa.Text(), nullable=True),
        sa.Column("areas", ARRAY(sa.Text()), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        *days(),
        sa.PrimaryKeyConstraint("id", name="organisation_pkey"),
    )
    op.create_index("organisation_name_idx", "organisation", ["name"])
    op.create_index("organisation_ods_idx", "organisation", ["ods"])
    op.create_table(
        "partnership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        *days(),
        sa.PrimaryKeyConstraint("id", name="partnership_pkey"),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name="partnership_area_id_fkey"),
        to_organisation("partnership", "organisation_id"),
    )
    op.create_table(
        "organisation_successor",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "successor_id", name="organisation_successor_pkey"),
        to_organisation("organisation_successor", "organisation_id"),
        to_organisation("organisation_successor", "successor_id"),
    )


def days() -> tuple[sa.Column[object], sa.Column[object]]:
    return sa.Column("valid_from", sa.Date(), nullable=False), sa.Column("valid_to", sa.Date(), nullable=True)


def to_organisation(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["organisation.id"], name=f"{table}_{column}_fkey")
