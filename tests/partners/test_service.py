"""The reference data in PostgreSQL: loaded once or twice alike, and asked about a day."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from app.partners import rules, service
from app.partners.models import Area, Organisation, Partnership
from app.partners.rules import AreaCode
from app.problems import NotFound

TODAY = date(2026, 11, 25)
HW = rules.HEREFORDSHIRE_AND_WORCESTERSHIRE
STW = rules.SHROPSHIRE_TELFORD_AND_WREKIN


@pytest.fixture
def session(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session on a database that holds the reference data."""
    with sessions() as session:
        service.seed(session)
        yield session


def test_loading_again_changes_nothing_and_keeps_what_the_office_entered(session: Session) -> None:
    counts = [
        session.scalar(select(func.count()).select_from(table)) for table in (Area, Organisation, Partnership)
    ]
    body = service.agencies(session, HW, TODAY)[0]
    body.contact, body.name = "office@else.example", "Misspelt"
    session.flush()
    service.seed(session)
    session.expire_all()
    assert counts == [
        session.scalar(select(func.count()).select_from(table)) for table in (Area, Organisation, Partnership)
    ]
    assert body.contact == "office@else.example"
    assert body.name != "Misspelt"


def test_the_panels_and_their_areas(session: Session) -> None:
    assert [panel.code for panel in service.panels(session)] == ["hw", "stw"]
    assert service.panel_by_code(session, "hw").id == HW
    for panel in rules.PANEL_AREAS:
        assert [area.code for area in service.areas_of_panel(session, panel)] == sorted(
            rules.partner_areas(panel)
        )
    with pytest.raises(NotFound):
        service.panel_by_code(session, "nowhere")


@pytest.mark.parametrize("ods", ["05F", "05T", "06D", "05J", "18C", "QGH"])
def test_a_clinical_commissioning_group_resolves_to_the_board_of_today(session: Session, ods: str) -> None:
    body = service.organisation_by_ods(session, ods, TODAY)
    assert body is not None
    assert (body.ods, body.kind) == ("QGH", "icb")


def test_an_old_body_is_itself_on_its_own_days(session: Session) -> None:
    body = service.organisation_by_ods(session, "18C", date(2021, 11, 1))
    assert body is not None
    assert body.kind == "ccg"
    assert service.organisation_by_ods(session, "NONE", TODAY) is None


@pytest.mark.parametrize(
    ("on", "ods"),
    [
        (date(2019, 12, 1), {"416", "05T", "06D", "05J"}),
        (date(2021, 12, 1), {"416", "18C"}),
        (TODAY, {"416", "QGH"}),
    ],
)
def test_the_cdr_partners_of_worcestershire_change_with_the_years(
    session: Session, on: date, ods: set[str]
) -> None:
    assert {body.ods for body in service.cdr_partners(session, AreaCode.WORCESTERSHIRE, on)} == ods


def test_agencies_are_those_of_the_panels_areas_that_still_exist(session: Session) -> None:
    mine = {body.name for body in service.agencies(session, HW, TODAY)}
    assert {"West Mercia Police", "Wye Valley NHS Trust", "Coroner for Worcestershire"} <= mine
    assert (
        not {"Coroner for Shropshire, Telford and Wrekin", "NHS Wyre Forest Clinical Commissioning Group"}
        & mine
    )
    assert {body.kind for body in service.agencies(session, STW, TODAY, kind="hospice")} == {"hospice"}


def test_agencies_come_page_by_page_and_none_is_lost(session: Session) -> None:
    whole = [body.id for body in service.agencies(session, HW, TODAY)]
    paged, after = [], None
    while rows := service.agencies(session, HW, TODAY, after=after, limit=7):
        paged += [body.id for body in rows]
        after = rows[-1].id
    assert paged == whole
    assert len(set(whole)) == len(whole) > 7
