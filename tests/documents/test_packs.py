"""Case packs as PDF and page: everything that was told comes back as text, and nothing else does."""

import re
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.documents.errors import DocumentError
from app.documents.marks import Reader, copy_of, plain
from app.documents.pack_html import pack_html
from app.documents.pack_pdf import pack_pdf
from app.documents.readback import html_text, pdf_text
from app.documents.words import clean
from tests.documents.samples import a_pack

CODE = "READER-7"
READER = Reader(CODE, b"7" * 32)
HOSTILE = [
    '#panic("out") #read("/etc/hostname") #import "@preview/x:0.1.0"',
    "*x* _y_ $z$ `w` @label <label> // gone? /* gone */ = heading",
    "<script>alert(1)</script> & &amp; \" ' {{ 7 * 7 }} {% raw %}",
    "emoji 👍🏽 1️⃣ 👨‍👩‍👧 beside 張偉 and 王小明",
    "Llŷn, Penrhyndeudraeth, tŵr; ﬁ ﬂ office affluent; naïve Łucja; ẽ̈ x⃝",
    "العربية עברית हिन्दी বাংলা",
]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def renderings(pack: dict[str, Any], reader: Reader = READER) -> tuple[str, str]:
    """Return the text of the PDF and the text of the page, without their marks."""
    pdf, page = pack_pdf(copy_of(pack, reader)), pack_html(copy_of(pack, reader))
    return plain(pdf_text(pdf)), plain(html_text(page))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    pack = a_pack(text)
    for read in renderings(pack):
        assert squeezed(text) in squeezed(read)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_a_document(text: str) -> None:
    pack = a_pack(text, pseudonym=text, summary={"age": text})
    assert pack_pdf(copy_of(pack, READER)).startswith(b"%PDF-")
    assert squeezed(clean(text)) in squeezed(html_text(pack_html(copy_of(pack, READER))))


def test_a_name_split_by_invisible_characters_reads_back_whole() -> None:
    pack = a_pack("Test\x00ch\u00adi\ufeffld Exam\u202eple")
    for text in renderings(pack):
        assert "Testchild Example" in text


def test_the_pdf_is_tagged_titled_and_in_british_english() -> None:
    reader = PdfReader(BytesIO(pack_pdf(copy_of(a_pack(), READER))))
    catalog: Any = reader.root_object
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en-GB"
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "De-identified case pack"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()


def test_tables_of_the_pdf_have_header_cells() -> None:
    reader = PdfReader(BytesIO(pack_pdf(copy_of(a_pack(), READER))))
    waiting: list[Any] = [reader.root_object["/StructTreeRoot"]]
    kinds = set()
    while waiting:
        item = waiting.pop()
        kinds.add(item.get("/S"))
        below = item.get("/K", [])
        inside = [each.get_object() for each in (below if isinstance(below, list) else [below])]
        waiting.extend(each for each in inside if isinstance(each, dict))
    assert {"/Table", "/THead", "/TH", "/TD", "/H1", "/H2", "/H3"} <= kinds


def test_the_same_pack_gives_the_same_bytes_in_every_process() -> None:
    here = sha256(pack_pdf(copy_of(a_pack(*HOSTILE), READER))).hexdigest()
    script = (
        "from hashlib import sha256; from tests.documents.samples import a_pack;"
        "from tests.documents.test_packs import HOSTILE, READER; from app.documents.pack_pdf import pack_pdf;"
        "from app.documents.marks import copy_of;"
        "print(sha256(pack_pdf(copy_of(a_pack(*HOSTILE), READER))).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert there.stdout.strip() == here == sha256(pack_pdf(copy_of(a_pack(*HOSTILE), READER))).hexdigest()


def test_two_readers_get_the_same_text_but_for_their_code() -> None:
    later = a_pack() | {"released_at": None, "expires_at": None}
    readers = Reader("AAAAAAA", b"a"), Reader("BBBBBBB", b"b")
    for first, second in zip(renderings(a_pack(), readers[0]), renderings(later, readers[1]), strict=True):
        assert first != second
        assert first.replace("AAAAAAA", "*") == second.replace("BBBBBBB", "*")


def test_what_a_reader_does_not_need_stays_out() -> None:
    pack = a_pack(child_name="Testchild Example")
    pack["summary"]["ward"] = "Testward"
    for text in renderings(pack):
        for absent in ("Testchild", "Testward", "0b54a7c2", "2026-05-05", "9 June"):
            assert absent not in text
        assert "De-identified, not anonymous in law" in text
        assert CODE in text
        assert "99.99%" in text


def test_narratives_are_grouped_by_source_in_their_order() -> None:
    told = [
        {"source": "paramedic", "form": "reporting", "section": "circumstances", "text": "first account"},
        {"source": "gp", "form": "reporting", "section": "health", "text": "second account"},
        {"source": "paramedic", "form": "reporting", "section": "care", "text": "third account"},
    ]
    pack = a_pack(narratives=told)
    for text in renderings(pack):
        places = [text.index(each) for each in ("first account", "third account", "second account")]
        places.insert(2, text.index("GP", places[1]))
        assert places == sorted(places)


def test_the_chronology_tells_when_who_and_what_in_the_order_of_the_pack() -> None:
    events = [
        {"when": when, "order": order, "source": "gp", "form": "reporting", "section": "care", "text": text}
        for order, when, text in ((-70, "D-10 weeks", "Seen with\na cough."), (0, "D0", "Found cold."))
    ]
    for text in renderings(a_pack(chronology=events)):
        places = [text.index(each) for each in ("D-10 weeks", "Seen with a cough.", "Found cold.")]
        assert places == sorted(places)
    for text in renderings(a_pack()):
        assert "No account begins with a date." in text


def test_the_contents_of_the_page_lead_to_every_section_and_source() -> None:
    told = [{"source": source, "text": "An account."} for source in ("gp", "police", "gp")]
    page = pack_html(copy_of(a_pack(narratives=told), READER))
    links = re.findall(r'<li><a href="#([a-z0-9-]+)">', page)
    assert links == ["about", "chronology", "told", "source-1", "source-2", "analysis", "made"]
    assert all(page.count(f' id="{link}"') == 1 for link in links)


def test_the_page_is_built_for_everyone_and_runs_nothing() -> None:
    page = pack_html(copy_of(a_pack(), READER))
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert page.count("<h1") == page.count("<main") == page.count("<header") == page.count("<footer") == 1
    assert 'href="#main"' in page
    assert page.count("<table") == page.count("<caption") == 3
    assert not re.search(r"<th(?! scope=|ead)", page)
    assert not re.search(r"<script|<style|style=|\son[a-z]+=|https?://", page)
    assert "7QK-M4" not in page.split("</title>")[0]


@pytest.mark.parametrize("code", ["", "Testchild Example", "a" * 41, "<b>", "x\n"])
def test_a_reader_code_is_opaque(code: str) -> None:
    with pytest.raises(DocumentError):
        pack_html(copy_of(a_pack(), Reader(code, b"7")))


@pytest.mark.parametrize(
    "broken", [{}, a_pack(narratives="Testchild"), a_pack(summary="Testchild"), a_pack(assurance=None)]
)
def test_a_broken_pack_is_refused_without_quoting_it(broken: dict[str, object]) -> None:
    with pytest.raises(DocumentError) as refusal:
        pack_pdf(copy_of(broken, READER))
    assert "Testchild" not in str(refusal.value)
    assert refusal.value.__suppress_context__
