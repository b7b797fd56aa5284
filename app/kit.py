"""What the doors build once at start: sessions, key ring, and the small objects that they hand down."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.files import KeyFiles
from app.crypto.ring import KeyRing
from app.crypto.small import SecretBox, Signer, signed_by
from app.db.engine import make_sessions
from app.settings import Settings
from app.work import Kit


@dataclass(frozen=True, slots=True)
class Parts:
    """The kit of every piece of work, its sessions, and the signer of checkpoints."""

    kit: Kit
    sessions: sessionmaker[Session]
    signer: Signer


def origin(settings: Settings) -> str:
    """Return the name under which this trail signs, such as `cdop.example.uk/trail`."""
    return settings.public_url.split("://", 1)[-1].rstrip("/") + "/trail"


def build(settings: Settings, engine: Engine) -> Parts:
    """Build the kit from the key files: without them, or with the wrong ones, nothing starts."""
    files = KeyFiles.ensure(settings.key_folder, settings.is_demo)
    ring = KeyRing(files.provider)
    with Session(engine) as session, session.begin():
        tags = ring.row_tagger(session)
    kit = Kit(
        settings=settings,
        keyring=ring,
        index=files.index,
        mac=files.mac,
        tags=tags,
        secrets=SecretBox(ring),
        names=ring,
        signed_by=signed_by,
    )
    return Parts(kit, make_sessions(engine, tags), files.signer)
