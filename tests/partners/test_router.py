"""Areas, panels and agencies over HTTP."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.identity.actors import Role
from app.partners import rules, service
from app.partners.router import router
from tests.catalogue.asking import client_of

HW = rules.HEREFORDSHIRE_AND_WORCESTERSHIRE


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session on a database that holds the reference data."""
    with sessions() as session:
        service.seed(session)
        yield session


def test_everybody_may_see_the_areas_and_panels(session: Session) -> None:
    client = client_of(router, Role.AUDITOR, session=session)
    areas = {area["code"]: area for area in client.get("/v1/areas").json()["items"]}
    assert len(areas) == 10
    assert areas["wyre-forest"]["parent_id"] == areas["worcestershire"]["id"]
    panels = client.get("/v1/panels").json()["items"]
    assert [(panel["code"], panel["areas"]) for panel in panels] == [
        ("hw", ["herefordshire", "worcestershire"]),
        ("stw", ["shropshire", "telford-and-wrekin"]),
    ]


def test_a_coordinator_pages_through_the_agencies(session: Session) -> None:
    client = client_of(router, Role.COORDINATOR, HW, session)
    names, page = [], client.get("/v1/agencies", params={"limit": 20}).json()
    while True:
        names += [agency["name"] for agency in page["items"]]
        if page["next"] is None:
            break
        page = client.get("/v1/agencies", params={"limit": 20, "cursor": page["next"]}).json()
    assert len(names) == len(set(names)) > 20
    assert "West Mercia Police" in names


def test_agencies_can_be_asked_for_by_kind(session: Session) -> None:
    client = client_of(router, Role.COORDINATOR, HW, session)
    found = client.get("/v1/agencies", params={"kind": "safeguarding_partnership"}).json()["items"]
    assert {agency["name"] for agency in found} == {
        "Herefordshire Safeguarding Children Partnership",
        "Worcestershire Safeguarding Children Partnership",
    }
    assert "Herefordshire Safeguarding Children Board" in found[0]["other_names"]


@pytest.mark.parametrize("role", [Role.NOTIFIER, Role.PANEL_MEMBER, Role.AUDITOR])
def test_agencies_are_for_the_office(session: Session, role: Role) -> None:
    assert client_of(router, role, HW, session).get("/v1/agencies").status_code == 403


@pytest.mark.parametrize("cursor", ["W10", "WyJhIl0", "WzEsMl0", "WyJhIiwiYiJd"])
def test_a_cursor_that_is_not_ours_is_refused(session: Session, cursor: str) -> None:
    answer = client_of(router, Role.COORDINATOR, HW, session).get("/v1/agencies", params={"cursor": cursor})
    assert answer.status_code == 422
