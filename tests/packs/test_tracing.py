"""A released pack read by twelve people: every copy is traced to its reader, from whatever is left of it."""

import json
import re
import shutil
import subprocess
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, cast
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader
from sqlalchemy import text

from app.documents.marks import plain
from app.documents.readback import html_text
from app.identity import demo
from app.identity.actors import Role
from app.identity.personas import HW as PANEL
from app.identity.personas import Persona
from app.kit import Parts
from app.packs.rules.finished import digest
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from tests.brought import Begun, begins
from tests.documents.told import MOTHER, WARD
from tests.packs.begun import Prepared
from tests.packs.office import Headers, Office

EXTRA = [Persona(f"member-extra-{n}", f"Extra Example {n}", Role.PANEL_MEMBER, PANEL) for n in range(5)]
SEATED = ["member-health", "member-police", "member-social-care", "member-public-health", "member-lay"]
READERS = [*SEATED, "chair", "doctor", *(one.name for one in EXTRA)]
WORDS = 300
MEDIA = {"page": "text/html", "paper": "application/pdf", "data": "application/json"}


@dataclass
class Released:
    """A pack that was released to twelve readers, and what they were handed."""

    office: Office
    pack: dict[str, Any]
    handed: dict[tuple[str, str], Any] = field(default_factory=dict)

    def read(self, persona: str, medium: str) -> Any:
        """A reader asks for their copy."""
        path = f"/meetings/{self.pack['meeting_id']}/packs/{self.pack['pseudonym']}"
        answer = self.office.get(persona, path, Accept=MEDIA[medium])
        assert answer.is_success, answer.text
        return answer

    def copy(self, persona: str, medium: str) -> Any:
        """What a reader was handed at first."""
        if (persona, medium) not in self.handed:
            self.handed[persona, medium] = self.read(persona, medium)
        return self.handed[persona, medium]

    def trace(self, excerpt: str) -> dict[str, Any]:
        """What the manager is told of an excerpt."""
        form = {"text": excerpt}
        found: dict[str, Any] = self.office.made("manager", f"/packs/{self.pack['id']}/trace", form)
        return found

    def named(self, excerpt: str) -> str | None:
        """The name of the reader that an excerpt identifies."""
        found = self.trace(excerpt)
        return str(found["readers"][0]["name"]) if found["verdict"] == "identified" else None


def introduce(patch: pytest.MonkeyPatch) -> None:
    """Let more members be personas than the demo has."""
    for one in EXTRA:
        patch.setitem(cast("dict[str, Persona]", demo.PERSONAS), one.name, one)


def bring_to_twelve(client: TestClient, as_: Headers, parts: Parts) -> Prepared:
    """A released pack of more than 600 words, on which twelve have declared."""
    office = Office(client, as_, parts)
    for one in EXTRA:
        form = {"issuer": demo.issuer(), "subject": str(one.id), "display_name": one.display_name}
        person = office.made("administrator", "/people", form)["id"]
        seat = {"person_id": person, "role": "panel_member", "panel_id": str(HW)}
        office.made("administrator", "/seats", seat)
    case_id = office.a_case()
    office.told_at_length(case_id)
    said = {"who": "mother", "text": MOTHER, "for_pack": True}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", said)
    meeting = office.a_meeting()
    pack = office.prepared(case_id, meeting)
    answer = office.approved(pack["id"])
    assert answer.is_success, answer.text
    with pytest.MonkeyPatch.context() as patch:
        introduce(patch)
        for persona in READERS:
            office.declare(persona, meeting, pack["pseudonym"])
    released: Prepared = office.made("manager", f"/packs/{pack['id']}/release")
    return released


begun = begins({"released": bring_to_twelve})


@pytest.fixture
def released(office: Office, begun: Begun, monkeypatch: pytest.MonkeyPatch) -> Released:
    """A released pack of more than 600 words, on which twelve have declared."""
    introduce(monkeypatch)
    return Released(office, begun.told)


def name_of(persona: str) -> str:
    """The name that a reader goes by."""
    return demo.PERSONAS[persona].display_name


def excerpts(said: str) -> Iterator[str]:
    """300 consecutive words from the beginning, the middle and the end, spaced as they are."""
    words = list(re.finditer(r"\S+", said))
    for start in (0, (len(words) - WORDS) // 2, len(words) - WORDS):
        yield said[words[start].start() : words[start + WORDS - 1].end()]


def told(page: str) -> str:
    """The accounts of a page with their headings, as they read in a browser."""
    said = html_text(page)
    return said[said.rindex("\nWhat was told\n") : said.rindex("\nDraft analysis\n")]


def lost(excerpt: str) -> str:
    """The excerpt without every fiftieth word."""
    return " ".join(word for number, word in enumerate(excerpt.split(" ")) if number % 50 != 25)


DAMAGE: dict[str, Callable[[str], str]] = {
    "nothing": lambda said: said,
    "white space": lambda said: " ".join(said.split()),
    "NFKC": lambda said: unicodedata.normalize("NFKC", said),
    "lower case": str.lower,
    "lines": lambda said: "\n".join(textwrap.wrap(said, 60)),
    "lost words": lost,
    "straight quotes": lambda said: said.replace("’", "'").replace("“", '"').replace("”", '"'),
}  # fmt: skip


def half_stripped(excerpt: str) -> str:
    """The excerpt without format characters, as tools that clean text leave it."""
    return "".join(character for character in excerpt if unicodedata.category(character) != "Cf")


def paper_texts(data: bytes) -> dict[str, str]:
    """The text of a PDF, by whoever extracts it."""
    found = {"pypdf": "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)}
    if shutil.which("pdftotext"):
        run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        found["pdftotext"] = run.stdout.decode()
    return found


def test_every_copy_is_traced_from_any_300_words_of_it(released: Released) -> None:
    tried: dict[tuple[str, str], list[bool]] = {}
    for number, persona in enumerate(READERS):
        page = told(released.copy(persona, "page").text)
        data = "\n".join(one["text"] for one in released.copy(persona, "data").json()["narratives"])
        for source, said in {"page": page, "data": data}.items():
            places = list(excerpts(said))
            for other, (name, damage) in enumerate(DAMAGE.items()):
                found = released.named(damage(places[(number + other) % len(places)]))
                tried.setdefault((source, name), []).append(found == name_of(persona))
    missed = {how: f"{found.count(False)} of {len(found)}" for how, found in tried.items() if not all(found)}
    assert missed == {}


def test_without_format_characters_most_readers_are_named_still_and_none_wrongly(released: Released) -> None:
    found = []
    for persona in READERS:
        for excerpt in excerpts(told(released.copy(persona, "page").text)):
            named = released.named(half_stripped(excerpt))
            assert named in {None, name_of(persona)}
            found.append(named is not None)
    assert sum(found) > len(found) / 2


def test_every_paper_copy_is_traced(released: Released) -> None:
    for persona in READERS:
        for extractor, said in paper_texts(released.copy(persona, "paper").content).items():
            accounts = said[said.rindex("What was told") : said.rindex("Draft analysis")]
            for excerpt in (said, *excerpts(accounts)):
                assert released.named(excerpt) == name_of(persona), extractor


def test_copies_differ_in_their_marks_and_codes_alone(released: Released) -> None:
    pages = [released.copy(persona, "page").text for persona in READERS]
    without_codes = {re.sub(r"Reader code \w+", "", page) for page in pages}
    assert len(without_codes) == len(READERS)
    assert len({plain(html_text(page)) for page in without_codes}) == 1
    data = [released.copy(persona, "data") for persona in READERS]
    assert len({answer.text for answer in data}) == len(READERS)
    for answer in data:
        said = answer.json()
        for part in ("narratives", "chronology"):
            said[part] = [{**one, "text": plain(one["text"])} for one in said[part]]
        assert digest(said) == said["assurance"]["sha256"] == released.pack["sha256"]


def test_a_reader_gets_the_same_bytes_each_time(released: Released) -> None:
    for medium in MEDIA:
        assert released.read("chair", medium).content == released.copy("chair", medium).content


def test_what_carries_no_mark_identifies_nobody(released: Released) -> None:
    page = told(released.copy("chair", "page").text)
    for excerpt in (plain(page), WARD, "x", "\u200b", "[" * 50_000):
        found = released.trace(excerpt)
        assert (found["verdict"], found["places"]) == ("no_mark", 0)
        assert found["readers"] == []


def test_the_answer_names_the_reader_alone_and_the_code_that_they_see(released: Released) -> None:
    page = released.copy("doctor", "page").text
    found = released.trace(told(page))
    (reader,) = found["readers"]
    assert reader["name"] == name_of("doctor")
    code = re.search(r"Reader code ([A-Z0-9]+)", page)
    assert code is not None
    assert reader["reader_code"] == code.group(1)
    assert reader["agreeing"] == found["places"] > found["needed"] == 24
    assert reader["chance"] < 1e-6


def test_too_little_tells_nothing_of_anybodys_mark(released: Released) -> None:
    """Piece by piece: of no copy more is told than how many places it shows."""
    pages = [told(released.copy(persona, "page").text) for persona in ("chair", "member-police")]
    pieces = [page.split(" ") for page in pages]
    for start in range(0, 160, 8):
        answers = [released.trace(" ".join(words[start : start + 40])) for words in pieces]
        for answer in answers:
            assert answer["places"] < answer["needed"]
            assert answer["verdict"] in {"not_certain", "no_mark"}
            assert answer["readers"] == []


def test_nothing_is_told_of_a_colleague_beside_the_reader_who_is_identified(released: Released) -> None:
    """Somebody tries, one place after the other, what a colleague's copy has, in a copy of their own."""
    own = told(released.copy("doctor", "page").text)
    for excerpt in (own.replace("\u200b", "", number) for number in range(4)):
        assert [one["name"] for one in released.trace(excerpt)["readers"]] == [name_of("doctor")]


def test_a_mixture_is_told_of_everybody_whose_copy_was_used(released: Released) -> None:
    halves = [told(released.copy(persona, "page").text) for persona in ("chair", "member-police")]
    middle = len(halves[0]) // 2
    found = released.trace(halves[0][:middle] + halves[1][-middle:])
    assert found["verdict"] == "identified"
    assert {one["name"] for one in found["readers"]} == {name_of("chair"), name_of("member-police")}
    assert all(one["chance"] < 1e-6 for one in found["readers"])


def test_tracing_is_for_manager_and_doctor_and_leaves_its_entry_but_no_word(released: Released) -> None:
    path = f"/packs/{released.pack['id']}/trace"
    excerpt = " ".join(told(released.copy("chair", "page").text).split()[:80])
    for persona, status in {"coordinator": 403, "member-health": 404, "stw-manager": 404}.items():
        assert released.office.post(persona, path, {"text": excerpt}).status_code == status
    request_id = str(uuid4())
    released.office.made("doctor", path, {"text": excerpt}, X_Request_ID=request_id)
    with released.office.parts.sessions() as session:
        seen = text("SELECT action, body FROM audit_event WHERE request_id = :id ORDER BY id")
        rows = [(action, json.loads(body)) for action, body in session.execute(seen, {"id": request_id})]
        kept = session.scalars(text("SELECT convert_from(body, 'UTF8') FROM audit_event")).all()
    assert [action for action, _ in rows] == ["fields.disclosed", "pack.traced"]
    assert rows[1][1]["fields"][0] in {"identified", "not_certain"}
    assert not any("adrenaline" in body for body in kept)


def test_a_withdrawn_pack_is_traced_still(released: Released) -> None:
    page = told(released.copy("member-lay", "page").text)
    reason = {"reason": "It was seen outside."}
    released.office.made("manager", f"/packs/{released.pack['id']}/withdraw", reason)
    assert released.named(page) == name_of("member-lay")


@pytest.mark.parametrize("form", [{}, {"text": ""}, {"text": "Testcanary" * 5001}, {"text": "a", "b": 1}])
def test_an_excerpt_that_does_not_fit_is_refused_and_not_repeated(
    office: Office, form: dict[str, Any]
) -> None:
    refused = office.post("manager", f"/packs/{uuid4()}/trace", form)
    assert refused.status_code == 422
    assert "Testcanary" not in refused.text
