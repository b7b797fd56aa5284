"""Every page: read by everybody, kept to its own server, and never kept by a browser."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from app.portal import router as portal
from app.portal.figures import router as figures
from app.portal.panel import router as panel
from app.portal.panel.chair import router as chair
from tests.packs.office import Office
from tests.portal.browser import Browser
from tests.portal.conftest import Visitor
from tests.portal.markup import Page, faults

ROOMS = (portal, figures, panel, chair)
FILES = ("/assets/{name}", ".pdf", ".csv")
PAGES = {
    "/start": "auditor",
    "/meetings": "chair",
    "/meetings/{meeting_id}": "chair",
    "/meetings/{meeting_id}/chair": "chair",
    "/meetings/{meeting_id}/items/{pseudonym}/declare": "chair",
    "/meetings/{meeting_id}/packs/{pseudonym}": "chair",
    "/packs": "coordinator",
    "/reports": "partner-herefordshire",
    "/reports/{report_id}": "partner-herefordshire",
}


def names(office: Office, report: dict[str, Any]) -> dict[str, str]:
    """Return what stands in the paths, with a pack that the chair may read."""
    _, meeting, pack = office.released()
    office.declare("chair", meeting, pack["pseudonym"])
    return {"meeting_id": meeting, "pseudonym": pack["pseudonym"], "report_id": report["id"]}


def test_every_page_of_ours_is_looked_at_here() -> None:
    served = {
        route.path
        for room in ROOMS
        for route in room.router.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    assert {path for path in served if not path.endswith(FILES)} == {*PAGES, "/"} - {"/packs"}


def test_every_page_is_for_everybody(office: Office, visitor: Visitor, report: dict[str, Any]) -> None:
    known, titles = names(office, report), []
    visitors = {who: visitor(who) for who in {*PAGES.values()}}
    for path, persona in PAGES.items():
        answer = visitors[persona].opens(path.format(**known))
        assert faults(answer.text) == [], path
        assert answer.headers["cache-control"] == "no-store"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        titles.append(Page(answer.text).title)
        assert known["pseudonym"] not in titles[-1]
    assert len(set(titles)) == len(titles) == len(PAGES)
    assert all(title.endswith(" – Child Death Overview Panel") for title in titles)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/signed-out", "/nothing/here"])
def test_pages_before_signing_in_are_for_everybody(visitor: Visitor, client: Any, path: str) -> None:
    answer = Browser(client).http.get(path)
    assert answer.status_code in {200, 404}
    assert faults(answer.text) == []
    assert "Sign out" not in answer.text


def test_every_form_carries_the_token_of_its_session(office: Office, visitor: Visitor) -> None:
    meeting = office.a_meeting()
    item = office.made("coordinator", f"/meetings/{meeting}/items", {"case_id": office.a_case()})
    member = visitor("chair")
    page = member.opens(f"/meetings/{meeting}/items/{item['pseudonym']}/declare").text
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    assert len(forms) == 2
    assert all(f'name="csrf" value="{member.token()}"' in form for form in forms)


@pytest.mark.parametrize(
    ("persona", "first", "menu"),
    [
        ("chair", "/meetings", ["My meetings"]),
        ("member-lay", "/meetings", ["My meetings"]),
        ("doctor", "/meetings", ["My meetings", "Packs being made"]),
        ("coordinator", "/packs", ["Packs being made", "Reports"]),
        ("manager", "/packs", ["Packs being made", "Reports"]),
        ("partner-herefordshire", "/reports", ["Reports"]),
    ],
)
def test_everybody_begins_where_their_work_is(
    visitor: Visitor, persona: str, first: str, menu: list[str]
) -> None:
    browser = visitor(persona)
    assert browser.opens("/", 303).headers["location"] == "/start"
    assert browser.opens("/start", 303).headers["location"] == first
    page = browser.opens(first).text
    assert re.findall(r'class="nhsuk-header__navigation-link"[^>]*>([^<]+)<', page) == menu
    assert 'aria-current="page"' in page
    for path in {"/meetings", "/packs", "/reports"} - {first}:
        assert browser.http.get(path).status_code in {200, 403}


@pytest.mark.parametrize("path", [*PAGES, "/reports/{report_id}/report.pdf"])
def test_nobody_reads_a_page_without_signing_in(client: Any, path: str) -> None:
    nothing = {"meeting_id": "x", "pseudonym": "AAA-BB", "report_id": "x"}
    answer = Browser(client).opens(
        path.format(**nothing).replace("/x", f"/{'0' * 8}-{'0' * 4}-4000-8000-{'0' * 12}"), 303
    )
    assert answer.headers["location"].startswith("/sign-in?next=%2F")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('<p style="x">', "p has style"),
        ('<a href="https://example.org">x</a>', "a leads to another place: https://example.org"),
        ('<img alt="x" src="//example.org/x.png">', "img leads to another place: //example.org/x.png"),
        ("<script>x</script>", "an inline script"),
        ('<input name="x">', "input x has no label"),
        ('<img src="/x.png">', "an image without words"),
        ("<th>x</th>", "a heading cell without scope"),
        ("<h1>x</h1>", "2 of h1"),
        ('<p aria-describedby="x">', "p is told by x, which is not there"),
    ],
)
def test_what_is_wrong_with_a_page_is_seen(said: str, fault: str) -> None:
    page = '<html lang="en-GB"><head><title>x</title></head><body><main><h1>x</h1>{}</main></body></html>'
    assert faults(page.format("<p>x</p>")) == []
    closing = "</p>" if said.startswith("<p") else ""
    assert faults(page.format(said + closing)) == [fault]
