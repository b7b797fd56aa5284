"""The tables of the trail: what was done, its chain, its checkpoints and who has witnessed them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class AuditEvent(Base):
    """One thing that was done. The MAC binds `body`; other columns repeat parts of it for searching."""

    __tablename__ = "audit_event"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str]
    about: Mapped[str | None] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(index=True)
    request_id: Mapped[str] = mapped_column(index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class AuditChain(Base):
    """The order of the events, each bound to all before it. The database fills it at commit."""

    __tablename__ = "audit_chain"

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    prev: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditCheckpoint(Base):
    """The Merkle root over the first `size` entries, as a signed note."""

    __tablename__ = "audit_checkpoint"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    n: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(BigInteger, unique=True)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())


class WitnessKey(Base):
    """The public key (a "vkey") with which an area's CDR partners witness the trail."""

    __tablename__ = "witness_key"

    area: Mapped[str] = mapped_column(primary_key=True)
    vkey: Mapped[str]


class AuditCosignature(Base):
    """A partner's statement that this checkpoint continues those that it saw before."""

    __tablename__ = "audit_cosignature"

    n: Mapped[int] = mapped_column(ForeignKey("audit_checkpoint.n"), primary_key=True)
    key_id: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str]
    name: Mapped[str]
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
