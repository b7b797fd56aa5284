"""Who may act: people, machine clients, the seats they hold, and the keys we sign tokens with."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base
from app.db.sealed import Sealed, SealedText
from app.db.tagged import Tagged


class Person(Tagged, Base):
    """Somebody who signs in at an issuer. Only the pair of issuer and subject identifies a person."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    CLEAR = ("issuer", "subject", "active")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    display_name: Mapped[Sealed] = mapped_column(SealedText)
    active: Mapped[bool] = mapped_column(default=True)


class Client(Tagged, Base):
    """A health system that notifies deaths, with its public keys and the organisations it speaks for."""

    __tablename__ = "client"
    CLEAR = ("ods_codes", "kinds", "scopes", "home_panel_id", "active")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[Sealed] = mapped_column(SealedText)
    jwks: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    ods_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    home_panel_id: Mapped[UUID]
    profile: Mapped[dict[str, Any]] = mapped_column(JSONB)
    active: Mapped[bool] = mapped_column(default=True)

    @classmethod
    def bound(cls, row: Any) -> dict[str, Any]:
        """Return the bound columns; JSON is bound in a form that storing does not change."""
        return super().bound(row) | {"jwks": canonical(row.jwks), "profile": canonical(row.profile)}


class HeldSeat(Tagged, Base):
    """One role of one person or client. A seat that has ended stays as a row and never comes back."""

    __tablename__ = "seat"
    __table_args__ = (
        CheckConstraint("num_nonnulls(person_id, client_id) = 1", name="one_holder"),
        CheckConstraint("active = (ended_in IS NULL)", name="ended"),
        CheckConstraint(
            "role IN ('coordinator', 'manager', 'designated_doctor', 'chair', 'panel_member', 'notifier',"
            " 'respondent', 'partner_officer', 'auditor', 'administrator')",
            name="role",
        ),
    )
    CLEAR = (
        "person_id",
        "client_id",
        "role",
        "panel_id",
        "area",
        "organisation",
        "request_id",
        "active",
        "ended_in",
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    role: Mapped[str]
    panel_id: Mapped[UUID | None]
    area: Mapped[str | None]
    organisation: Mapped[str | None]
    request_id: Mapped[UUID | None] = mapped_column(index=True)
    active: Mapped[bool] = mapped_column(default=True)
    ended_in: Mapped[int | None]  # the ISO week


class BrowserSession(Tagged, Base):
    """Somebody who has signed in on the pages. The cookie's secret is kept as its digest alone."""

    __tablename__ = "browser_session"
    CLEAR = ("digest", "person_id", "acr", "signed_in", "ends", "active")
    UNTOLD = ("seen",)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    acr: Mapped[str | None]
    signed_in: Mapped[int] = mapped_column(BigInteger)  # seconds, as the issuer says it
    ends: Mapped[int] = mapped_column(BigInteger)  # seconds: however busy, nobody stays longer
    seen: Mapped[int] = mapped_column(BigInteger)  # seconds: who is idle is signed out before
    active: Mapped[bool] = mapped_column(default=True)


class UsedAssertion(Base):
    """An assertion that has bought a token: seen a second time, it buys nothing."""

    __tablename__ = "used_assertion"

    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), primary_key=True)
    jti_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires: Mapped[int] = mapped_column(BigInteger, index=True)  # seconds, as in the assertion


class SigningKey(Tagged, Base):
    """A key that signs our tokens. Its successor is published before it signs, its predecessor after."""

    __tablename__ = "signing_key"
    __table_args__ = (
        CheckConstraint("state IN ('next', 'current', 'retiring')", name="state"),
        Index("signing_key_state_idx", "state", unique=True, postgresql_where=text("state <> 'retiring'")),
    )
    CLEAR = ("kid", "state", "gone_after")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kid: Mapped[str] = mapped_column(unique=True)
    public_jwk: Mapped[dict[str, str]] = mapped_column(JSONB)
    private_jwk: Mapped[Sealed] = mapped_column(SealedText)
    state: Mapped[str]
    gone_after: Mapped[int | None] = mapped_column(BigInteger)  # seconds: no token of it lives longer

    @classmethod
    def bound(cls, row: Any) -> dict[str, Any]:
        """Return the bound columns, the public half among them: it decides which tokens we believe."""
        return super().bound(row) | {"public_jwk": canonical(row.public_jwk)}


def canonical(value: object) -> str:
    """Return JSON in the one form that does not depend on the order of its names."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
