"""Opens an invented case straight in the spine, before any room above it is asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from app.cases import service as cases
from app.cases import vault
from app.cases.models import Subject
from app.cases.rules.timeline import Milestone, Timeline
from app.cases.schemas import Identity, Person
from app.identity.actors import Actor, Kind, Role, Seat
from app.kit import Parts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from app.work import Work
from tests.makers import NUMBERS, an_nhs_number

Headers = Callable[..., dict[str, str]]
TODAY = datetime.now(UTC)
DIED = TODAY - timedelta(days=20)


def office(parts: Parts) -> Actor:
    """A coordinator of the panel who is not the one that the tests sign in as."""
    return Actor(uuid4(), Kind.PERSON, (Seat(Role.COORDINATOR, panel_id=HW),))


def an_identity(**changes: object) -> Identity:
    """An invented child of two years who died twenty days ago."""
    n = next(NUMBERS)
    known = {
        "family": f"Example{n}",
        "given": ("Testchild",),
        "nhs_number": an_nhs_number(n),
        "sex": "female",
        "date_of_birth": (DIED - timedelta(days=800)).date().isoformat(),
        "died_at": DIED.isoformat(),
        "area": "herefordshire",
        "people": (Person(relation="mother", name="Parent Example"),),
    }
    return Identity.model_validate(known | changes)


def a_case(parts: Parts, **identity: object) -> UUID:
    """Open a case that was notified a day after the death, and return its id."""
    with parts.sessions.begin() as session:
        work = Work(session, office(parts), TODAY, str(uuid4()), parts.kit)
        case_id = uuid4()
        subject = Subject(case_id, HW, vault.new_key(work, case_id))
        child = an_identity(**identity)
        timeline = Timeline(child.died_at).reach(Milestone.NOTIFIED, DIED + timedelta(days=1))
        cases.open_case(work, subject, child, timeline)
        return case_id


def timeline_of(parts: Parts, case_id: UUID) -> Timeline:
    """What the case remembers."""
    with parts.sessions() as session:
        work = Work(session, office(parts), TODAY, str(uuid4()), parts.kit)
        return cases.timeline_of(work, cases.case_behind(work, case_id), Permission.CASE_READ)
