"""Let work wait in line

The schema of procrastinate 3.10, kept as a copy: a test compares it with the installed package.

Revision ID: 0005
Revises: 0004
"""

from pathlib import Path

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).parent.parent / "sql" / "procrastinate_3.10.sql"
TABLES = (
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_jobs",
    "procrastinate_workers",
)
TYPES = (
    "procrastinate_job_to_defer_v1",
    "procrastinate_job_event_type",
    "procrastinate_job_status",
)
DROP_FUNCTIONS = """
DO $$ DECLARE found regprocedure; BEGIN
    FOR found IN SELECT oid::regprocedure FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = 'public'::regnamespace
    LOOP EXECUTE 'DROP FUNCTION ' || found || ' CASCADE'; END LOOP;
END $$
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.execute(sa.text(SCHEMA.read_text(encoding="utf-8").replace(":", "\\:")))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in TABLES:
        op.execute(f"DROP TABLE {table} CASCADE")
    op.execute(DROP_FUNCTIONS)
    for kind in TYPES:
        op.execute(f"DROP TYPE {kind}")
