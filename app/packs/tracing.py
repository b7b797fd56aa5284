"""Tracing an excerpt of a pack: which invited reader's copy carries the mark that it shows."""

from uuid import UUID

from app.audit import trail
from app.documents import marks
from app.identity import service as identity
from app.identity.models import Person
from app.meetings import service as meetings
from app.packs import desk
from app.packs.schemas import PackLine, Traced, TracedReader, TraceVerdict
from app.policy import Permission
from app.work import Work

TRACE = Permission.PACK_TRACE
CERTAIN = 1e-6


def read(work: Work, pack_id: UUID) -> PackLine:
    """Return the pack that an excerpt is to be traced in: nothing that it tells is opened."""
    pack, _ = desk.find(work, pack_id, TRACE)
    return desk.line(work, pack)


def trace(work: Work, pack_id: UUID, text: str) -> Traced:
    """Return how well the excerpt agrees with the copy of each invited reader, the likeliest first.

    The draft is opened to know which places the pack has; it outlives a withdrawal. More than one reader
    below the bound means that their copies were mixed.
    """
    pack, case = desk.find(work, pack_id, TRACE)
    made = desk.open_draft(work, case, pack, TRACE).pack
    found = marks.find(text, [one["text"] for part in marks.TOLD for one in made[part]])
    readers = meetings.readers(work, desk.item_of(work, pack))
    ranked = [_ranked(work, found, person_id, reader, len(readers)) for person_id, reader in readers.items()]
    ranked.sort(key=lambda one: (-one.agreeing, one.reader_code))
    verdict = _verdict(len(found.places), min((one.chance for one in ranked), default=1.0))
    trail.record(
        work, trail.Event.PACK_TRACED, case.key_id, fields=[verdict.value, f"places:{len(found.places)}"]
    )
    return Traced(places=len(found.places), readers=ranked, verdict=verdict)


def _ranked(work: Work, found: marks.Found, person_id: UUID, reader: marks.Reader, of: int) -> TracedReader:
    person = work.session.get_one(Person, person_id)
    agreeing = found.agreeing(reader.key)
    return TracedReader(
        person_id=person_id,
        name=identity.name_of(work.session, work.kit.secrets, person),
        reader_code=reader.code,
        agreeing=agreeing,
        chance=marks.chance(len(found.places), agreeing, of),
    )


def _verdict(places: int, chance: float) -> TraceVerdict:
    if not places:
        return TraceVerdict.NO_MARK
    return TraceVerdict.IDENTIFIED if chance < CERTAIN else TraceVerdict.NOT_CERTAIN
