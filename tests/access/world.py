"""The world that the access table is tried on, and makers of what its operations are about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.kit import Parts
from app.settings import Settings
from app.work import Work
from app.worker import SYSTEM
from tests.packs.office import Office
from tests.people import Headers, Somebody
from tests.reviews.opening import a_case

Json = dict[str, Any]
THEME = {
    "title": "Asthma", "question": "What would have helped?", "criteria": "Wheeze known before.",
    "window": {"from": "2024-04-01", "to": "2027-03-31"},
}  # fmt: skip
ANSWERS = {
    "code": "reporting",
    "version": "2022-04",
    "answers": {
        "identification": {
            "respondent_name": "Name Example",
            "respondent_role": "nurse",
            "agency": "Example",
        },
        "circumstances": {"narrative": "Invented."},
    },
}


@dataclass
class World:
    """The service with one review in it; `ids` are the names that paths call its things by."""

    client: TestClient
    as_: Headers
    parts: Parts
    engine: Engine
    settings: Settings
    ids: dict[str, str] = field(default_factory=dict)

    def __call__(self, persona: str) -> Somebody:
        """Somebody of this world."""
        return Somebody(self.client, self.as_, persona)

    @property
    def office(self) -> Office:
        """Packs, said briefly."""
        return Office(self.client, self.as_, self.parts)

    def work(self, do: Callable[[Work], Any]) -> Any:
        """Do something as the service itself."""
        with self.parts.sessions.begin() as session:
            return do(Work(session, SYSTEM, datetime.now(UTC), str(uuid4()), self.parts.kit))

    def case(self, name: str) -> UUID:
        """The id of one of the world's cases."""
        return UUID(self.ids[name])

    def fresh_case(self) -> str:
        """An open case of the joint panel that nothing has happened to."""
        return str(a_case(self.parts))


def asked(world: World) -> str:
    """A request that the respondent has drafted an answer to."""
    form = {"agency_id": world.ids["agency_id"], "forms": ["reporting"]}
    made = world("coordinator").posts(f"/v1/cases/{world.ids['open_case']}/requests", form)
    world("respondent").puts(f"/v1/requests/{made['id']}/form", ANSWERS)
    return str(made["id"])


def submitted(world: World) -> str:
    """A request that was answered."""
    request = asked(world)
    world("respondent").posts(f"/v1/requests/{request}/submit", expect=200)
    return request


def a_report(world: World) -> str:
    """A draft report for Herefordshire."""
    return str(world("coordinator").posts("/v1/reports", report_form())["id"])


def report_form() -> Json:
    """This financial year of Herefordshire, as its partner reads it."""
    today = datetime.now(UTC).date()
    start = today.year - (today < today.replace(month=4, day=1))
    period = {"from": f"{start}-04-01", "to": f"{start + 1}-03-31"}
    return {"kind": "annual", "area": "herefordshire", "level": "partner", "period": period}


def a_theme(world: World, *, contributed: bool = False, frozen: bool = False) -> Json:
    """A theme that both panels agreed to, with the world's case in it, frozen."""
    theme: Json = world("coordinator").posts("/v1/themes", THEME)
    path = f"/v1/themes/{theme['id']}"
    world("stw-coordinator").posts(f"{path}/agree", expect=200)
    if contributed or frozen:
        body = {"case_id": world.ids["case_id"]}
        theme |= {"pseudonym": world("coordinator").posts(f"{path}/contributions", body)["pseudonym"]}
    if frozen:
        world("coordinator").posts(f"{path}/freeze", expect=200)
    return theme


def later(minutes: int = 60) -> str:
    """An instant after the forms of these tests were sent."""
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
