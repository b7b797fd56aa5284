"""What came in after a pack was prepared: by kind of source, and never what it says."""

from collections.abc import Sequence
from uuid import UUID

from app.cases.models import Case
from app.packs import log
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
    log.write(work, case, pack, PREPARED, {"sources": made_from})


def late(work: Work, case: Case, packs: Sequence[Pack], permission: Permission) -> dict[UUID, list[str]]:
    """Return for each pack that is not withdrawn which kinds of sources are others now."""
    live = [pack.id for pack in packs if State(pack.state) is not State.WITHDRAWN]
    prepared = PackVerdict.pack_id.in_(live) & (PackVerdict.verdict == PREPARED)
    known = {row.pack_id: said["sources"] for row, said in log.read(work, case, prepared, permission)}
    now = sources(work, case) if live else {}
    return {
        pack: [kind for kind, digest in now.items() if known.get(pack, {}).get(kind) != digest]
        for pack in live
    }


def of(work: Work, case: Case, pack: Pack, permission: Permission) -> list[str]:
    """Return which kinds of sources of one pack are others now; none, when it is withdrawn."""
    return late(work, case, [pack], permission).get(pack.id, [])


def refuse(work: Work, case: Case, pack: Pack, permission: Permission) -> None:
    """Return if the pack is made from all that is known, else say which kinds of sources it lacks."""
    kinds = of(work, case, pack, permission)
    if kinds:
        faults = [
            Fault("/sources", kind, "It came in, or was changed, after the pack was prepared.")
            for kind in kinds
        ]
        raise Outdated("Prepare the pack again.", errors=faults)
