"""What came in after a pack was prepared: by kind of source, and never what it says."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.cases import vault
from app.cases.models import Case
from app.packs import desk
from app.packs.gathering.sources import sources
from app.packs.models import Pack, PackVerdict
from app.packs.rules.finished import State
from app.policy import Permission
from app.problems import Conflict, Fault
from app.work import Work

PREPARED = "prepare"


class Outdated(Conflict):
    """Something came in that the pack does not know of."""

    type, title = "outdated", "Something came in after this pack was prepared"


def remember(work: Work, case: Case, pack: Pack, made_from: dict[str, str]) -> None:
    """Keep in the log of a pack what it was prepared from, as it was before anything was read."""
    desk.log(work, case, pack, PREPARED, {"sources": made_from})


def late(work: Work, case: Case, packs: Sequence[Pack], permission: Permission) -> dict[UUID, list[str]]:
    """Return for each pack that is not withdrawn which kinds of sources are others now."""
    live = [pack.id for pack in packs if State(pack.state) is not State.WITHDRAWN]
    prepared = select(PackVerdict).where(PackVerdict.pack_id.in_(live), PackVerdict.verdict == PREPARED)
    rows = work.session.scalars(prepared).all()
    cells = [vault.Cell(desk.LOG, row.id, "account", row.account) for row in rows]
    opened = vault.disclose_all(work, permission, case.subject, cells) if cells else []
    known = {row.pack_id: said["sources"] for row, said in zip(rows, opened, strict=True)}
    now = sources(work, case) if live else {}
    return {
        pack: [kind for kind, digest in now.items() if known.get(pack, {}).get(kind) != digest]
        for pack in live
    }


def refuse(work: Work, case: Case, pack: Pack, permission: Permission) -> None:
    """Return if the pack is made from all that is known, else say which kinds of sources it lacks."""
    kinds = late(work, case, [pack], permission).get(pack.id, [])
    if kinds:
        faults = [
            Fault("/sources", kind, "It came in, or was changed, after the pack was prepared.")
            for kind in kinds
        ]
        raise Outdated("Prepare the pack again.", errors=faults)
