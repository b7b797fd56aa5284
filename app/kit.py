"""What the doors build once at start: sessions, key ring, and the small objects that they hand down."""

from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.crypto.files import MAC, KeyFiles, KeysMissing
from app.crypto.ring import KeyRing
from app.crypto.small import SecretBox, Signer, signed_by
from app.db.engine import make_sessions
from app.problems import Refused
from app.settings import Settings
from app.work import Kit

LAST_ENTRY = text(
    "SELECT e.body, e.mac FROM audit_chain c JOIN audit_event e ON e.id = c.event_id"
    " ORDER BY c.seq DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The kit of every piece of work, its sessions, and the signer of checkpoints."""

    kit: Kit
    sessions: sessionmaker[Session]
    signer: Signer


def origin(settings: Settings) -> str:
    """Return the name under which this trail signs, such as `cdop.example.uk/trail`."""
    if settings.is_demo:
        return "cdop.invalid/demo-trail"
    return settings.public_url.split("://", 1)[-1].rstrip("/") + "/trail"


def build(settings: Settings, engine: Engine) -> Parts:
    """Build the kit from the key files: without them, or with the wrong ones, nothing starts."""
    files = KeyFiles.ensure(settings.key_folder, settings.is_demo)
    ring = KeyRing(files.provider)
    try:
        with Session(engine) as session, session.begin():
            tags = ring.row_tagger(session)
        with Session(engine) as session:
            ring.settle(session)
    except Refused:
        raise KeysMissing("these keys are not those of this database.") from None
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


def check_trail(parts: Parts) -> None:
    """Return if the trail goes on under the key that we have: nothing is written under another."""
    with parts.sessions() as session:
        last = session.execute(LAST_ENTRY).one_or_none()
    if last and not parts.kit.mac.verify(bytes(last.body), bytes(last.mac)):
        raise KeysMissing(f"{MAC} has not signed the last entry of this database's trail.")
