"""Tracing an excerpt of a pack: which invited reader's copy carries the mark that it shows."""

from collections.abc import Mapping
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
    """Return whose copy an excerpt was taken from, if it says so with certainty; else nothing of anybody.

    How well a piece agrees with a copy that it does not identify would tell, piece by piece, what the mark
    of a colleague is. The draft is opened to know which places the pack has; it outlives a withdrawal. More
    than one reader below the bound means that their copies were mixed.
    """
    pack, case = desk.find(work, pack_id, TRACE)
    made = desk.open_draft(work, case, pack, TRACE).pack
    found = marks.find(text, [one["text"] for part in marks.TOLD for one in made[part]])
    invited = meetings.readers(work, desk.item_of(work, pack))
    traced = Traced(
        places=len(found.places),
        needed=marks.least(len(invited), CERTAIN),
        readers=_identified(work, found, invited),
        verdict=TraceVerdict.NOT_CERTAIN if found.places else TraceVerdict.NO_MARK,
    )
    if traced.readers:
        traced.verdict = TraceVerdict.IDENTIFIED
    trail.record(
        work, trail.Event.PACK_TRACED, case.key_id, fields=[traced.verdict.value, f"places:{traced.places}"]
    )
    return traced


def _identified(work: Work, found: marks.Found, invited: Mapping[UUID, marks.Reader]) -> list[TracedReader]:
    """Return the readers whose copy agrees better than chance could have it, the likeliest first."""
    agreeing = {person_id: found.agreeing(reader.key) for person_id, reader in invited.items()}
    by_chance = {
        who: marks.chance(len(found.places), as_many, len(invited)) for who, as_many in agreeing.items()
    }
    certain = sorted(
        (chance, invited[who].code, who) for who, chance in by_chance.items() if chance < CERTAIN
    )
    return [
        TracedReader(
            person_id=who,
            name=identity.name_of(work.session, work.kit.secrets, work.session.get_one(Person, who)),
            reader_code=code,
            agreeing=agreeing[who],
            chance=chance,
        )
        for chance, code, who in certain
    ]
