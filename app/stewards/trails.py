"""The trail, for auditors who read it and partners who witness it."""

import base64

from app.audit import service, trail
from app.audit.models import WitnessKey
from app.audit.note import COSIGNATURE, Key, NoteRefused
from app.policy import Permission, require_somewhere
from app.problems import Conflict, Fault, Forbidden, Invalid, NotFound
from app.stewards import places
from app.stewards.schemas import (
    CheckpointOut,
    ConsistencyOut,
    EventOut,
    WitnessIn,
    WitnessKeyIn,
    WitnessKeyOut,
)
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


def consistency(work: Work, old: int, new: int) -> ConsistencyOut:
    """Prove that the trail at `new` continues the trail at `old`."""
    proof = [base64.b64encode(found).decode() for found in service.consistency(work, old, new)]
    return ConsistencyOut(old=old, new=new, proof=proof)


def register_witness(work: Work, area: str, form: WitnessKeyIn) -> WitnessKeyOut:
    """Register the key of an area's witness; cosignatures made with an earlier key stay as they are."""
    require_somewhere(work.actor, Permission.ACCESS_ADMINISTER)
    if not places.is_area(work, area):
        raise NotFound
    kept = work.session.get(WitnessKey, area) or WitnessKey(area=area)
    kept.vkey = _key(form.vkey).text()
    work.session.add(kept)
    work.session.flush()
    trail.record(work, trail.Event.ACCESS_CHANGED, fields=["witness.registered", area])
    return WitnessKeyOut(area=area, vkey=kept.vkey)


def _key(vkey: str) -> Key:
    try:
        key = Key.read(vkey)
    except NoteRefused:
        key = None
    if key is None or key.kind != COSIGNATURE:
        raise Invalid(errors=[Fault("/vkey", "key", "This is not a witness's public key.")])
    return key


def witness(work: Work, n: int, form: WitnessIn) -> CheckpointOut:
    """Keep an officer's cosignature for their own area, made with the key that is registered for it."""
    require_somewhere(work.actor, Permission.TRAIL_WITNESS)
    if form.area not in work.actor.areas:
        raise Forbidden("You are not an officer of that area.")
    if not 0 < n < 2**31:
        raise NotFound
    kept = work.session.get(WitnessKey, form.area)
    if kept is None:
        raise Conflict("No key is registered for this area: ask an administrator.")
    return _shown(service.witness(work, n, form.cosignature, form.area, Key.read(kept.vkey)))


def _shown(kept: service.Witnessed) -> CheckpointOut:
    root = base64.b64encode(kept.root).decode()
    return CheckpointOut(n=kept.n, size=kept.size, root=root, note=kept.note, witnesses=list(kept.areas))
