"""Who sees nothing of the desk, what forms it refuses, and that what is told stays text."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from tests.packs.office import Office
from tests.portal.conftest import Visitor
from tests.portal.deskwork import a_pack_with, review_of, told
from tests.portal.markup import Page, faults


def test_what_is_told_stays_text(office: Office, visitor: Visitor) -> None:
    hostile = (
        "Look <script>alert(1)</script> and <img src=x onerror=alert(2)> here.\n\n"
        "\"><svg onload=alert(3)> {{ 7 * 7 }} Mrs <b>Zorbix</b>' came. </mark></p></textarea>"
    )
    pack, keeper = a_pack_with(office, hostile), visitor("coordinator")
    names = [one["id"] for one in office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]]
    pages = [keeper.opens(f"{review_of(pack)}?n={name}&row=1").text for name in names]
    words = {"csrf": keeper.token(), "words": "<img src=x"}
    pages.append(keeper.sends(f"{review_of(pack)}/find", words, 200).text)
    pages.append(keeper.opens(f"/packs/{pack['id']}/preview").text)
    assert sum("alert(" in page for page in pages) >= 2
    for page in pages:
        assert faults(page) == []
        assert {one.get("src") for one in Page(page).all("script", "img", "svg")} <= {
            "/assets/portal.js",
            "/assets/desk.js",
        }
        assert "49" not in [text.strip() for text in Page(page).texts.get("p", [])]


PATHS = ("", "/review", "/answers", "/preview", "/preview.pdf")
POSTS = (
    "", "/approve", "/release", "/withdraw", "/anew", "/header", "/trace", "/answers",
    "/review", "/review/find", "/review/hide", "/review/together",
)  # fmt: skip


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("member-lay", 404),
        ("chair", 403),
        ("stw-coordinator", 404),
        ("stw-manager", 404),
        ("partner-herefordshire", 404),
    ],
)
def test_nobody_else_sees_anything_of_it(
    office: Office, visitor: Visitor, pack: dict[str, Any], persona: str, status: int
) -> None:
    other = visitor(persona)
    assert office.get(persona, f"/packs/{pack['id']}").status_code == status
    nowhere = str(UUID(int=4, version=4))
    place = {"csrf": other.token(), "start": "0", "end": "4", "verdict": "extend", "words": "salbutamol"}
    place |= {"narrative": "n1", "version": "1", "read": "yes", "reason": "So.", "sha256": pack["sha256"]}
    place |= {"answer": "a1", "tell": "no"}
    for path in PATHS:
        answer = other.opens(f"/packs/{pack['id']}{path}", status)
        assert status == 403 or answer.content == other.opens(f"/packs/{nowhere}{path}", 404).content
        assert pack["pseudonym"] not in answer.text
    for path in POSTS[1:]:
        answer = other.sends(f"/packs/{pack['id']}{path}", place, status)
        assert "Testchild" not in answer.text
    assert told(office, pack) == office.get("doctor", f"/packs/{pack['id']}").json()["narratives"][0]["text"]
    assert pack["pseudonym"] not in other.http.get("/packs").text


@pytest.mark.parametrize("path", POSTS)
def test_a_form_from_elsewhere_is_refused(
    office: Office, visitor: Visitor, pack: dict[str, Any], path: str
) -> None:
    where = f"/packs/{pack['id']}{path}" if path else "/packs"
    sent = {"start": "0", "end": "4", "narrative": "n1", "verdict": "extend", "version": "1"}
    for persona in ("coordinator", "manager"):
        browser = visitor(persona)
        browser.sends(where, sent, 403)
        browser.sends(where, sent | {"csrf": browser.token()}, 403, sec_fetch_site="cross-site")
    assert office.get("doctor", f"/packs/{pack['id']}").json()["sha256"] == pack["sha256"]


def test_each_opening_is_written_down(engine: Engine, visitor: Visitor, pack: dict[str, Any]) -> None:
    def opened() -> int:
        with engine.connect() as connection:
            found = "SELECT count(*) FROM audit_event WHERE action = 'fields.disclosed'"
            return int(connection.execute(text(found)).scalar_one())

    keeper = visitor("coordinator")
    for path in PATHS:
        before = opened()
        keeper.opens(f"/packs/{pack['id']}{path}")
        assert opened() > before
