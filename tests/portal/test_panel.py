"""A member at a browser: invited, declares, reads, keeps a copy; and what shuts a pack shuts it at once."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.documents.readback import html_text, pdf_text
from app.kit import Parts
from app.meetings.rules.standing import Interest, Standing
from app.packs.rules.finished import State
from app.packs.shelf import Shelf, shelf_of
from tests.brought import Begun, begins
from tests.packs.begun import STATES, Released, bring_ready
from tests.packs.office import Headers, Office
from tests.packs.told import KNOWN
from tests.portal.browser import Browser
from tests.portal.conftest import Visitor
from tests.portal.markup import Page

Listed = tuple[str, str]
TRUE = {"interest": "none", "note": "", "confirmed": "yes"}
NOWHERE = "/meetings/00000000-0000-4000-8000-000000000000/packs/AAA-BB"


def declares(browser: Browser, meeting: str, pseudonym: str, expect: int = 303, **form: str) -> Any:
    """Declare on an item as its page does."""
    sent = TRUE | form | {"csrf": browser.token()}
    return browser.sends(f"/meetings/{meeting}/items/{pseudonym}/declare", sent, expect)


def agenda(browser: Browser, meeting: str) -> str:
    """Return the text of an agenda."""
    return html_text(browser.opens(f"/meetings/{meeting}").text)


def is_shut(browser: Browser, meeting: str, pseudonym: str) -> bool:
    """Return whether a pack answers, byte for byte, like one that does not exist, as a page and as a file."""
    nowhere = browser.opens(NOWHERE, 404).content
    path = f"/meetings/{meeting}/packs/{pseudonym}"
    return all(browser.opens(one, 404).content == nowhere for one in (path, f"{path}/pack.pdf"))


def test_a_member_declares_reads_and_signs_out(released: Released, visitor: Visitor) -> None:
    _, meeting, pack = released
    name, member = pack["pseudonym"], visitor("member-police")
    path = f"/meetings/{meeting}/packs/{name}"
    assert "1 to declare on" in member.opens("/meetings").text
    assert "Declare first" in agenda(member, meeting)
    assert is_shut(member, meeting, name)

    asked = html_text(member.opens(f"/meetings/{meeting}/items/{name}/declare").text)
    assert "Death in summer 2026, hospital." in asked
    answer = declares(member, meeting, name)
    assert answer.headers["location"] == f"/meetings/{meeting}?declared=none"
    assert "Your declaration is kept" in member.opens(answer.headers["location"]).text
    assert "You can read this pack" in agenda(member, meeting)
    assert "1 open to read" in member.opens("/meetings").text

    page, pdf = member.opens(path), member.opens(f"{path}/pack.pdf")
    assert pdf.headers["content-disposition"] == 'attachment; filename="case-pack.pdf"'
    for text in (html_text(page.text), pdf_text(pdf.content)):
        assert "salbutamol 2.5 mg" in text
        assert "De-identified, not anonymous in law" in text
        assert not [one for one in KNOWN if one in text.lower().replace(" ", "")]

    member.signs_out()
    back = f"/sign-in?next=%2Fmeetings%2F{meeting}%2Fpacks%2F{name}"
    assert member.opens(path, 303).headers["location"] == back


def test_the_page_is_the_one_that_programs_are_served_in_a_frame(
    office: Office, released: Released, visitor: Visitor
) -> None:
    _, meeting, pack = released
    path, member = f"/meetings/{meeting}/packs/{pack['pseudonym']}", visitor("chair")
    declares(member, meeting, pack["pseudonym"])
    alone = office.get("chair", path, Accept="text/html").text
    framed = member.opens(path).text
    body = alone[alone.index('<nav class="contents"') : alone.index("</main>")]
    assert len(body) > 1000
    assert body in framed
    foot = alone[alone.index("Reader code") :].split("<")[0]
    assert framed.count(foot) == 1


def test_an_interest_shuts_the_pack_before_the_next_page(released: Released, visitor: Visitor) -> None:
    _, meeting, pack = released
    name, member = pack["pseudonym"], visitor("member-health")
    declares(member, meeting, name)
    member.opens(f"/meetings/{meeting}/packs/{name}")
    for interest in set(Interest) - {Interest.NONE}:
        answer = declares(member, meeting, name, interest=interest, note="I remembered.")
        assert answer.headers["location"].endswith("?declared=interest")
        assert is_shut(member, meeting, name)
    assert "You keep out of this" in agenda(member, meeting)
    assert "1 not open" in member.opens("/meetings").text


def test_what_the_chair_rules_opens_an_item_or_hides_that_there_is_one(
    office: Office, released: Released, visitor: Visitor
) -> None:
    _, meeting, pack = released
    name, member = pack["pseudonym"], visitor("member-health")

    def ruled(ruling: str) -> str:
        declares(member, meeting, name, interest="knew_family")
        declared = office.get("member-health", f"/meetings/{meeting}/declarations").json()["items"][0]["id"]
        path = f"/meetings/{meeting}/declarations/{declared}/ruling"
        office.made("chair", path, {"ruling": ruling})
        return agenda(member, meeting)

    assert "You can read this pack" in ruled("observe")
    recused = ruled("recuse")
    assert name not in recused
    assert "There is nothing on the agenda for you yet" in recused
    assert "Nothing on the agenda for you yet" in html_text(member.opens("/meetings").text)
    declares(member, meeting, name, 404)


def test_an_interest_is_not_declared_away(office: Office, released: Released, visitor: Visitor) -> None:
    _, meeting, pack = released
    name, member = pack["pseudonym"], visitor("member-health")
    form = f"/meetings/{meeting}/items/{name}/declare"
    declares(member, meeting, name, interest="knew_family", note="We were neighbours.")
    assert "waits for the chair's ruling" in html_text(member.opens(form).text)
    answer = declares(member, meeting, name)
    assert answer.headers["location"].endswith("?declared=interest")
    assert (
        "You keep out of this item until the chair has ruled" in member.opens(answer.headers["location"]).text
    )
    assert is_shut(member, meeting, name)
    chair = visitor("chair")
    assert declares(chair, meeting, name).headers["location"].endswith("?declared=none")
    ruling = html_text(chair.opens(f"/meetings/{meeting}/chair").text)
    for told in ("Says now that they have no interest", "Knows the family. We were neighbours."):
        assert told in ruling
    declared = office.get("member-health", f"/meetings/{meeting}/declarations").json()["items"][0]["id"]
    office.made("chair", f"/meetings/{meeting}/declarations/{declared}/ruling", {"ruling": "observe"})
    member.opens(f"/meetings/{meeting}/packs/{name}")
    assert "The chair has ruled that you read and listen." in html_text(member.opens(form).text)


def unreleased(office: Office) -> tuple[str, str]:
    """A pack that is still being made."""
    meeting = office.a_meeting()
    return meeting, office.prepared(office.a_case(), meeting)["pseudonym"]


def bring_listed(client: TestClient, as_: Headers, parts: Parts) -> Listed:
    """A case on an agenda, of which no pack is made yet."""
    case_id, meeting = bring_ready(client, as_, parts)
    item = Office(client, as_, parts).made("coordinator", f"/meetings/{meeting}/items", {"case_id": case_id})
    return meeting, item["pseudonym"]


begun = begins(STATES | {"listed": bring_listed})


@pytest.fixture
def listed(begun: Begun) -> Listed:
    """A case on an agenda, of which no pack is made yet."""
    meeting, name = begun.told
    return meeting, name


def withdrawn(office: Office) -> tuple[str, str]:
    """A pack that was withdrawn after its release."""
    _, meeting, pack = office.released()
    office.made("manager", f"/packs/{pack['id']}/withdraw", {"reason": "A place was overlooked."})
    return meeting, pack["pseudonym"]


@pytest.mark.parametrize(
    ("made", "before", "after"),
    [(unreleased, "Declare first", "Not released yet"), (withdrawn, "Declare first", "Withdrawn")],
)
def test_an_agenda_says_why_a_pack_does_not_open_to_who_has_declared(
    office: Office, visitor: Visitor, made: Callable[[Office], tuple[str, str]], before: str, after: str
) -> None:
    meeting, name = made(office)
    member = visitor("member-lay")
    assert before in agenda(member, meeting)
    assert after not in agenda(member, meeting)
    declares(member, meeting, name)
    assert after in agenda(member, meeting)
    assert "Read the pack" not in agenda(member, meeting)
    assert is_shut(member, meeting, name)


def test_a_closed_meeting_shows_no_item(office: Office, released: Released, visitor: Visitor) -> None:
    _, meeting, pack = released
    member = visitor("member-lay")
    declares(member, meeting, pack["pseudonym"])
    for state in ("held", "closed"):
        etag = office.get("coordinator", f"/meetings/{meeting}").headers["etag"]
        headers = office.as_("coordinator", If_Match=etag)
        answer = office.client.patch(f"/v1/meetings/{meeting}", headers=headers, json={"state": state})
        assert answer.is_success
    shown = agenda(member, meeting)
    assert "This meeting is closed" in shown
    assert pack["pseudonym"] not in shown
    assert is_shut(member, meeting, pack["pseudonym"])


@pytest.mark.parametrize(
    ("form", "fault", "at"),
    [
        ({"interest": ""}, "Select whether you have an interest to declare", "interest"),
        ({"interest": "Testchild"}, "Select whether you have an interest to declare", "interest"),
        ({"interest": "other"}, "Enter a note that says what your interest is", "note"),
        ({"note": "x" * 2001}, "The note must be 2,000 characters or fewer", "note"),
        ({"note": "a\0b"}, "The note holds a character that cannot be kept", "note"),
        ({"confirmed": ""}, "Confirm that your declaration is complete", "confirmed"),
    ],
)
def test_a_declaration_that_lacks_something_says_where_and_is_not_made(
    listed: Listed, visitor: Visitor, form: dict[str, str], fault: str, at: str
) -> None:
    meeting, name = listed
    member = visitor("member-lay")
    answer = declares(member, meeting, name, 422, **form)
    assert Page(answer.text).title.startswith("Error: ")
    assert html_text(answer.text).count(fault) == 2
    assert f'href="#{at}"' in answer.text
    assert "Testchild" not in answer.text
    assert "Declare first" in agenda(member, meeting)


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_a_declaration_from_elsewhere_is_refused(listed: Listed, visitor: Visitor, csrf: str) -> None:
    meeting, name = listed
    member = visitor("member-lay")
    member.sends(f"/meetings/{meeting}/items/{name}/declare", TRUE | {"csrf": csrf}, 403)
    assert "Declare first" in agenda(member, meeting)


@pytest.mark.parametrize("persona", ["stw-chair", "stw-doctor"])
def test_nobody_of_another_panel_learns_of_a_meeting(listed: Listed, visitor: Visitor, persona: str) -> None:
    meeting, name = listed
    other = visitor(persona)
    assert "You are invited to no meeting" in other.opens("/meetings").text
    nowhere = other.opens(NOWHERE, 404).content
    for path in ("", f"/items/{name}/declare", f"/packs/{name}"):
        assert other.opens(f"/meetings/{meeting}{path}", 404).content == nowhere


def test_a_doctor_sees_as_a_reader_only_what_they_are_invited_to(
    office: Office, listed: Listed, visitor: Visitor
) -> None:
    meeting, name = listed
    uninvited = str(office.made("coordinator", "/meetings", MEETING)["id"])
    doctor = visitor("doctor")
    assert meeting in doctor.opens("/meetings").text
    assert uninvited not in doctor.opens("/meetings").text
    doctor.opens(f"/meetings/{uninvited}", 404)
    assert name in doctor.opens("/packs").text


MEETING = {"kind": "panel", "starts_at": "2031-03-04T09:30:00+00:00", "title": "<b>Panel</b>", "place": ""}


def test_what_people_write_stays_text(office: Office, visitor: Visitor) -> None:
    hostile = {"title": "<script>alert(1)</script>", "place": '"><img src=x onerror=alert(1)>'}
    meeting = str(office.made("coordinator", "/meetings", MEETING | hostile)["id"])
    office.made("coordinator", f"/meetings/{meeting}/invitations", {"everyone": True})
    pack = office.prepared(office.a_case(), meeting)
    member, keeper = visitor("member-lay"), visitor("coordinator")
    note = "</textarea><script>alert(2)</script>"
    pages = [
        member.opens("/meetings").text,
        member.opens(f"/meetings/{meeting}").text,
        keeper.opens("/packs").text,
        declares(member, meeting, pack["pseudonym"], 422, note=note, interest="").text,
    ]
    for page in pages:
        assert "alert(" in page
        assert [
            one for one in Page(page).all("script", "img") if not one.get("src", "").startswith("/assets")
        ] == []


@pytest.mark.parametrize(
    ("at", "released", "shelf"),
    [
        (Standing.NEEDS_DECLARATION, {State.RELEASED}, Shelf.DECLARE),
        (Standing.NEEDS_DECLARATION, set(), Shelf.DECLARE),
        (Standing.WAITING, {State.RELEASED}, Shelf.KEEPS_OUT),
        (Standing.RECUSED, {State.RELEASED}, Shelf.KEEPS_OUT),
        (Standing.EMPLOYER_NAMED, {State.RELEASED}, Shelf.KEEPS_OUT),
        (Standing.TAKES_PART, {State.WITHDRAWN, State.RELEASED}, Shelf.OPEN),
        (Standing.OBSERVES, {State.RELEASED}, Shelf.OPEN),
        (Standing.TAKES_PART, {State.WITHDRAWN}, Shelf.WITHDRAWN),
        (Standing.TAKES_PART, set(), Shelf.NOT_RELEASED),
    ],
)
def test_what_a_reader_finds_at_an_item(at: Standing, released: set[State], shelf: Shelf) -> None:
    assert shelf_of(at, released) is shelf
