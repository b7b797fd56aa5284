"""A manager at a browser pastes what was found outside, and is told whose copy it was and what that means."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.documents.marks import plain
from app.documents.readback import html_text
from app.identity.personas import PERSONAS
from app.kit import Parts
from app.packs.schemas import Traced, TracedReader, TraceVerdict
from app.portal.desk.tracing.telling import one_in, view
from tests.brought import begins
from tests.packs.begun import Prepared, bring_long_pack
from tests.packs.office import Headers, Office
from tests.packs.test_tracing import told
from tests.portal.conftest import Visitor
from tests.portal.markup import Page, faults

LAY = PERSONAS["member-lay"].display_name


def bring_to_two(client: TestClient, as_: Headers, parts: Parts) -> Prepared:
    """A released pack of some hundred words, on which two have declared."""
    office, made = Office(client, as_, parts), bring_long_pack(client, as_, parts)
    assert office.approved(made["id"]).is_success
    for persona in ("member-lay", "member-police"):
        office.declare(persona, made["meeting_id"], made["pseudonym"])
    released: Prepared = office.made("manager", f"/packs/{made['id']}/release")
    return released


begun = begins({"pack": bring_to_two})


def copy_of(office: Office, pack: dict[str, Any], persona: str) -> str:
    """What a reader's page tells."""
    path = f"/meetings/{pack['meeting_id']}/packs/{pack['pseudonym']}"
    return told(office.get(persona, path, Accept="text/html").text)


def test_a_copy_is_traced_to_its_reader_and_nothing_of_it_is_kept(
    office: Office, visitor: Visitor, pack: dict[str, Any], engine: Engine
) -> None:
    found, path = copy_of(office, pack, "member-lay"), f"/packs/{pack['id']}/trace"
    assert "adrenaline" in found
    for persona in ("manager", "doctor"):
        who = visitor(persona)
        assert f'href="{path}"' in who.opens(f"/packs/{pack['id']}").text
        asks = who.opens(path).text
        assert faults(asks) == []
        assert "no proof" in asks
        answer = who.sends(path, {"csrf": who.token(), "text": found.replace("\n", "\r\n")}, 200)
        assert faults(answer.text) == []
        said = html_text(answer.text)
        assert f"It agrees with the copy of {LAY}" in said
        assert "less than one in 1,000 billion" in said
        assert PERSONAS["member-police"].display_name not in said
        assert "adrenaline" not in answer.text
        assert pack["pseudonym"] not in Page(answer.text).title
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT action, convert_from(body, 'UTF8') FROM audit_event")).all()
    assert [action for action, _ in kept].count("pack.traced") == 2
    assert not any("adrenaline" in body for _, body in kept)


def test_what_shows_no_mark_or_too_little_names_nobody_as_the_one(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    manager, path = visitor("manager"), f"/packs/{pack['id']}/trace"
    found = copy_of(office, pack, "member-lay")

    def said(pasted: str) -> str:
        return html_text(manager.sends(path, {"csrf": manager.token(), "text": pasted}, 200).text)

    for pasted in (plain(found), "Nothing of ours."):
        assert "This text shows no mark" in said(pasted)
        assert LAY not in said(pasted)
    few = said(" ".join(found.split(" ")[40:100]))
    assert "It is not certain whose copy this is" in few
    assert re.search(r"\d+ places? of the mark could be read; at least \d\d are needed", few)
    assert not [
        one.display_name for one in PERSONAS.values() if one.display_name in few.split("Trace a copy")[1]
    ]


def test_a_mixture_is_told_of_both_whose_copies_were_used(
    office: Office, visitor: Visitor, pack: dict[str, Any]
) -> None:
    manager, path = visitor("manager"), f"/packs/{pack['id']}/trace"
    first, second = (copy_of(office, pack, persona) for persona in ("member-lay", "member-police"))
    pasted = first[: len(first) // 2] + second[-len(second) // 2 :]
    answer = manager.sends(path, {"csrf": manager.token(), "text": pasted}, 200)
    assert faults(answer.text) == []
    said = html_text(answer.text)
    assert "It agrees with more than one copy" in said
    named = [one.display_name for one in PERSONAS.values() if said.count(one.display_name)]
    assert {LAY, PERSONAS["member-police"].display_name} <= set(named)
    assert PERSONAS["member-health"].display_name not in said


@pytest.mark.parametrize(
    ("pasted", "fault"),
    [
        ("", "Paste the text that was found"),
        (" \r\n", "Paste the text that was found"),
        ("Testcanary" * 5000 + "x", "The text must be 50,000 characters or fewer"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_repeated(
    visitor: Visitor, pack: dict[str, Any], pasted: str, fault: str
) -> None:
    manager, path = visitor("manager"), f"/packs/{pack['id']}/trace"
    answer = manager.sends(path, {"csrf": manager.token(), "text": pasted}, 422)
    assert html_text(answer.text).count(fault) == 2
    assert 'href="#text"' in answer.text
    assert faults(answer.text) == []
    assert "Testcanary" not in answer.text
    manager.sends(path, {"csrf": manager.token(), "text": "x\r\n" * 25_000}, 200)


def test_a_pack_that_nobody_was_handed_has_no_copy_to_trace(office: Office, visitor: Visitor) -> None:
    made = office.prepared(office.a_case(), office.a_meeting())
    assert "Trace a copy" not in visitor("manager").opens(f"/packs/{made['id']}").text


@pytest.mark.parametrize(
    ("persona", "status"),
    [("coordinator", 403), ("chair", 403), ("member-lay", 404), ("stw-manager", 404)],
)
def test_tracing_is_for_manager_and_doctor(
    office: Office, visitor: Visitor, pack: dict[str, Any], persona: str, status: int
) -> None:
    other, path = visitor(persona), f"/packs/{pack['id']}/trace"
    assert office.post(persona, path, {"text": "x"}).status_code == status
    for answer in (
        other.opens(path, status),
        other.sends(path, {"csrf": other.token(), "text": "x"}, status),
        other.sends(path, {"csrf": other.token(), "text": ""}, status),
    ):
        assert pack["pseudonym"] not in answer.text
    assert "Trace a copy" not in other.http.get(f"/packs/{pack['id']}").text


@pytest.mark.parametrize("csrf", ["", "0" * 64])
def test_a_form_from_elsewhere_traces_nothing(
    visitor: Visitor, pack: dict[str, Any], engine: Engine, csrf: str
) -> None:
    visitor("manager").sends(f"/packs/{pack['id']}/trace", {"csrf": csrf, "text": "x"}, 403)
    with engine.connect() as connection:
        found = text("SELECT count(*) FROM audit_event WHERE action = 'pack.traced'")
        assert connection.execute(found).scalar_one() == 0


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (1.0, "more likely than not"),
        (0.51, "more likely than not"),
        (0.5, "one in 2"),
        (0.34, "one in 2"),
        (1 / 999.5, "one in 999"),
        (1 / 1999, "one in 1,000"),
        (1 / 43_900, "one in 43,000"),
        (1 / 1_999_999, "one in 1 million"),
        (2.0**-32, "one in 4 billion"),
        (1.1e-12, "one in 909 billion"),
        (1e-13, "less than one in 1,000 billion"),
        (0.0, "less than one in 1,000 billion"),
    ],
)
def test_a_chance_is_told_in_words_and_never_rarer_than_it_is(chance: float, said: str) -> None:
    assert one_in(chance) == said


def a_reader(name: str, agreeing: int, chance: float) -> TracedReader:
    """A reader with how well a text agrees with their copy."""
    person = PERSONAS["member-lay"].id
    return TracedReader(person_id=person, name=name, reader_code="ABCD2345", agreeing=agreeing, chance=chance)


@pytest.mark.parametrize(
    ("verdict", "chances", "heading", "listed"),
    [
        (TraceVerdict.IDENTIFIED, (1e-9,), "It agrees with the copy of Reader 0", 1),
        (TraceVerdict.IDENTIFIED, (1e-9, 1e-7), "It agrees with more than one copy", 2),
        (TraceVerdict.NOT_CERTAIN, (), "It is not certain whose copy this is", 0),
        (TraceVerdict.NO_MARK, (), "This text shows no mark", 0),
    ],
)
def test_what_a_verdict_says(
    verdict: TraceVerdict, chances: tuple[float, ...], heading: str, listed: int
) -> None:
    readers = [a_reader(f"Reader {number}", 30 - number, chance) for number, chance in enumerate(chances)]
    places = 0 if verdict is TraceVerdict.NO_MARK else 40
    shown = view(Traced(places=places, needed=24, readers=readers, verdict=verdict))
    assert (shown.heading, len(shown.rows)) == (heading, listed)
    assert shown.mixed is (heading == "It agrees with more than one copy")
