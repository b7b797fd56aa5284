"""Keep the trail

Events are added and never changed. At commit a deferred trigger gives each its place in the chain under one
lock, which is taken last and held until the transaction has ended, so two writers can never follow one entry.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("audit_event", "audit_chain", "audit_checkpoint", "audit_cosignature")

# The advisory lock is any number that nobody else uses; the first entry follows 32 zero bytes.
APPEND = """
CREATE FUNCTION audit_append() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last_seq bigint;
    last_hash bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(4842050120260001);
    SELECT c.seq, c.hash INTO last_seq, last_hash FROM public.audit_chain c ORDER BY c.seq DESC LIMIT 1;
    last_seq := coalesce(last_seq, 0) + 1;
    last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
    INSERT INTO public.audit_chain (seq, event_id, prev, hash)
    VALUES (last_seq, NEW.id, last_hash,
            sha256(last_hash || int8send(last_seq) || NEW.mac || sha256(NEW.body)));
    RETURN NULL;
END $$
"""

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the trail is only added to' USING ERRCODE = 'insufficient_privilege';
END $$
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    _events()
    _checkpoints()
    _witnesses()
    op.execute(APPEND)
    op.execute(REFUSE)
    op.execute(
        "CREATE CONSTRAINT TRIGGER audit_event_append AFTER INSERT ON audit_event "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_append()"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )
    _grants()


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in (*reversed(TABLES), "witness_key"):
        op.drop_table(table)
    op.execute("DROP FUNCTION audit_append()")
    op.execute("DROP FUNCTION audit_refuse()")


def _events() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_event_pkey")),
    )
    for column in ("about", "actor", "request_id"):
        op.create_index(op.f(f"audit_event_{column}_idx"), "audit_event", [column])
    op.create_table(
        "audit_chain",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("audit_chain_pkey")),
        sa.UniqueConstraint("event_id", name=op.f("audit_chain_event_id_key")),
        sa.UniqueConstraint("prev", name=op.f("audit_chain_prev_key")),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("audit_chain_event_id_fkey")),
    )


def _checkpoints() -> None:
    now = sa.text("clock_timestamp()")
    op.create_table(
        "audit_checkpoint",
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("audit_checkpoint_pkey")),
        sa.UniqueConstraint("size", name=op.f("audit_checkpoint_size_key")),
        sa.CheckConstraint("size > 0", name=op.f("audit_checkpoint_size_check")),
    )
    op.create_table(
        "audit_cosignature",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.PrimaryKeyConstraint("n", "key_id", name=op.f("audit_cosignature_pkey")),
        sa.ForeignKeyConstraint(["n"], ["audit_checkpoint.n"], name=op.f("audit_cosignature_n_fkey")),
    )


def _witnesses() -> None:
    op.create_table(
        "witness_key",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("vkey", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("area", name=op.f("witness_key_pkey")),
    )


def _grants() -> None:
    """Who writes: the service and the key commands add events, the chain is the trigger's alone."""
    op.execute(f"REVOKE ALL ON {', '.join(TABLES)} FROM PUBLIC, cdop_app, cdop_keys, cdop_sealer")
    op.execute(
        "REVOKE ALL ON FUNCTION audit_append(), audit_refuse() FROM PUBLIC, cdop_app, cdop_keys, cdop_sealer"
    )
    op.execute("GRANT SELECT, INSERT ON audit_event TO cdop_app, cdop_keys")
    op.execute("GRANT SELECT ON audit_event, audit_chain TO cdop_app, cdop_keys, cdop_sealer")
    op.execute("GRANT SELECT, INSERT ON audit_checkpoint TO cdop_app, cdop_sealer")
    op.execute("GRANT SELECT, INSERT ON audit_cosignature TO cdop_app")
    op.execute("REVOKE ALL ON witness_key FROM PUBLIC, cdop_app, cdop_keys, cdop_sealer")
    op.execute("GRANT SELECT, INSERT, UPDATE ON witness_key TO cdop_app")
