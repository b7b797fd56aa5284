"""Who may answer a request: a seat for that request alone, given here or through a one-time link."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.db.sealed import Sealed
from app.identity import demo
from app.identity import service as identity
from app.identity.actors import Role, Seat
from app.identity.models import Person
from app.partners.models import Organisation
from app.problems import Fault, Invalid, NotFound
from app.requests import asked
from app.requests.models import AgencyRequest, RequestLink
from app.requests.rules import LINK_HOURS
from app.requests.schemas import SeatGiven
from app.work import Work

PERSONA = "respondent"
NEVER = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})  # they reach nothing about a child, by no link either


def admit(
    work: Work, case: Case, request: AgencyRequest, agency: Organisation, persona: str | None
) -> str | None:
    """Give a seat to the demo's respondent, or return a one-time link that the office passes on."""
    if demo.enabled(work.kit.settings):
        who = demo.PERSONAS.get(persona or PERSONA)
        person = work.session.get(Person, who.id) if who and who.role is Role.RESPONDENT else None
        if person is None:
            raise Invalid(errors=[Fault("/respondent", "persona", "Nobody of this name answers requests.")])
        _give(work, case, request, person, agency)
        return None
    if persona:
        raise Invalid(errors=[Fault("/respondent", "persona", "Invented people answer in demo mode only.")])
    return _link(work, request)


def redeem(work: Work, token: str) -> SeatGiven:
    """Give the signed-in person the seat of a link, once and within its time."""
    found = select(RequestLink).filter_by(digest=_digest(token), active=True).with_for_update()
    link = work.session.scalars(found).one_or_none()
    person = None if work.actor.roles & NEVER else work.session.get(Person, work.actor.id)
    if link is None or person is None or work.now > _ends(work, link):
        raise NotFound
    request = asked.locked(work, link.request_id)
    if request is None or request.state != asked.OPEN:
        raise NotFound
    link.active = False
    case = cases.case_behind(work, request.case_id)
    _give(work, case, request, person, work.session.get_one(Organisation, request.agency_id))
    return SeatGiven(request_id=request.id)


def dismiss(work: Work, request_id: UUID) -> None:
    """End the seats and links of a request that is over."""
    identity.end_request_seats(work.session, request_id, work.now)
    for link in work.session.scalars(select(RequestLink).filter_by(request_id=request_id, active=True)):
        link.active = False
    work.session.flush()


def _give(work: Work, case: Case, request: AgencyRequest, person: Person, agency: Organisation) -> None:
    seat = Seat(
        Role.RESPONDENT,
        panel_id=case.panel_id,
        organisation=agency.ods or str(agency.id),
        request_id=request.id,
    )
    identity.issue_seat(work.session, person, seat)
    trail.record(work, trail.Event.ACCESS_CHANGED, case.key_id, fields=["respondent.seat"])


def _link(work: Work, request: AgencyRequest) -> str:
    token, link_id = secrets.token_urlsafe(16), uuid4()
    ends = (work.now + timedelta(hours=LINK_HOURS)).isoformat()
    sealed = work.kit.secrets.seal(work.session, "request_link", "ends", link_id, ends)
    work.session.add(
        RequestLink(
            id=link_id, request_id=request.id, digest=_digest(token), active=True, ends=Sealed(sealed)
        )
    )
    work.session.flush()
    return f"{work.kit.settings.public_url}/requests/answer#{token}"


def _ends(work: Work, link: RequestLink) -> datetime:
    opened = work.kit.secrets.open(work.session, "request_link", "ends", link.id, link.ends.token)
    return datetime.fromisoformat(opened)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
