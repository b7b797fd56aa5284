"""The trail, for auditors who read it and partners who witness it."""

import base64

from app.audit import service
from app.audit.note import Key, NoteRefused
from app.problems import Fault, Invalid, NotFound
from app.stewards.schemas import CheckpointOut, EventOut, WitnessIn
from app.web.paging import Page, Place
from app.work import Work


def events(work: Work, place: Place) -> Page[EventOut]:
    """Return one page of the trail, the newest entry first."""
    after = place.after_as(int)
    page = service.events(work, after[0] if after else None, place.limit)
    shown = [
        EventOut(
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            about=entry.about,
            fields=list(entry.fields),
            request_id=entry.request_id,
        )
        for entry in page.entries
    ]
    return Page(items=shown, next=place.encode(page.next_cursor))


def checkpoints(work: Work) -> list[CheckpointOut]:
    """Return the newest signed checkpoints."""
    return [_shown(kept) for kept in service.checkpoints(work)]


def witness(work: Work, n: int, form: WitnessIn) -> CheckpointOut:
    """Keep an officer's cosignature for their own area."""
    area = next(iter(sorted(work.actor.areas)), "")
    try:
        key = Key.read(form.key)
    except NoteRefused:
        raise Invalid(errors=[Fault("/key", "key", "This is not a witness's public key.")]) from None
    if not 0 < n < 2**31:
        raise NotFound
    return _shown(service.witness(work, n, form.cosignature, area, key))


def _shown(kept: service.Witnessed) -> CheckpointOut:
    root = base64.b64encode(kept.root).decode()
    return CheckpointOut(n=kept.n, size=kept.size, root=root, note=kept.note, witnesses=list(kept.areas))
