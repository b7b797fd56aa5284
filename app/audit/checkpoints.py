"""Signing how long the trail is and what it holds, so that even the trail's own key cannot rewrite it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.merkle import Frontier
from app.audit.models import AuditChain, AuditCheckpoint
from app.audit.note import Checkpoint, Signer, sign
from app.problems import Unavailable

ONE_SIGNER = 4842050120260002  # an advisory lock that nobody else takes
BATCH = 10_000


class TrailBroken(Unavailable):
    """The trail is not the one that was signed last, so it is not signed again."""

    type, title = "trail-broken", "The trail does not hold"


def checkpoint(session: Session, signer: Signer, origin: str) -> str | None:
    """Sign the trail as it is and return the note, or nothing when no entry came since the last one.

    `origin` names this trail wherever its notes are kept, such as `cdop.example.uk/trail`.
    """
    session.execute(select(func.pg_advisory_xact_lock(ONE_SIGNER)))
    last = session.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.n.desc()).limit(1)).first()
    tree = _grown(session, last)
    if tree.size == (last.size if last else 0):
        return None
    claim = Checkpoint(origin, tree.size, tree.root())
    note = sign(claim.text(), origin, signer)
    n = last.n + 1 if last else 1
    session.add(AuditCheckpoint(n=n, size=claim.size, root=claim.root, note=note))
    session.flush()
    return note


def _grown(session: Session, last: AuditCheckpoint | None) -> Frontier:
    """Return the tree over the whole trail, having met the last signed root on the way."""
    tree = Frontier()
    if last:
        _grow(session, tree, last.size)
        if (tree.size, tree.root()) != (last.size, last.root):
            raise TrailBroken
    _grow(session, tree, None)
    return tree


def _grow(session: Session, tree: Frontier, until: int | None) -> None:
    """Let the tree grow by the entries after those that it holds."""
    query = select(AuditChain.seq, AuditChain.hash).order_by(AuditChain.seq).where(AuditChain.seq > tree.size)
    if until:
        query = query.where(AuditChain.seq <= until)
    for rows in session.execute(query.execution_options(yield_per=BATCH)).partitions():
        tree.extend([entry for _, entry in rows])
        if rows[-1][0] != tree.size:
            raise TrailBroken
