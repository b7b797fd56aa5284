"""Reading back: no corner of a document is left unread, and what cannot be read is refused."""

import base64
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, NameObject

from app.documents.errors import DocumentError
from app.documents.readback import drawn_text, html_text, pdf_text, svg_text, text_around_pages

NAME = "Testchild Example"
DRAWN = base64.b64encode(f"<svg><text>{NAME}</text></svg>".encode()).decode()


def a_pdf(*, password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": f"author {NAME}", "/Keywords": f"keywords {NAME}"})
    writer.add_outline_item(title=f"outline {NAME}", page_number=0)
    writer.add_annotation(0, FreeText(text=f"annotation {NAME}", rect=(0, 0, 50, 50)))
    writer.add_attachment(f"attached {NAME}.txt", b"")
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("place", ["author", "keywords", "outline", "annotation", "attached"])
def test_a_name_is_found_anywhere_in_a_pdf(place: str) -> None:
    assert f"{place} {NAME}" in pdf_text(a_pdf())


def with_metadata(xml: str) -> bytes:
    """A PDF with this as the metadata of its catalog."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(xml.encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        "<a:b>Testchild Example</a:b>",
        '<a:b c="Testchild Example"/>',
        "<!-- Testchild Example -->",
        "<?x Testchild Example?>",
    ],
)
def test_a_name_is_found_anywhere_in_metadata(said: str) -> None:
    known, other = "http://ns.adobe.com/xap/1.0/", "urn:Example-Testchild"
    read = text_around_pages(with_metadata(f'<x xmlns:a="{known}" xmlns:b="{other}">{said}</x>'))
    assert NAME in read
    assert known not in read
    assert other in read


@pytest.mark.parametrize("xml", ["<x>", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
def test_metadata_that_cannot_be_read_are_refused(xml: str) -> None:
    with pytest.raises(DocumentError):
        pdf_text(with_metadata(xml))


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", a_pdf(password="p")])
def test_the_second_reader_refuses_what_it_cannot_read(data: bytes) -> None:
    with pytest.raises(DocumentError):
        drawn_text(data)


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", a_pdf()[:300], a_pdf(password="p")])
def test_an_unreadable_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        pdf_text(data)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Testchild <b>Exam</b>ple</p>",
        '<p title="Testchild Example">x</p>',
        "<p>x</p><!-- Testchild Example -->",
        "<p>Testchild&#32;Example</p>",
        "<p>x</p><script>Testchild Example</script>",
        "<p>x</p><style>Testchild Example</style>",
        "<p>x</p><?pi Testchild Example?>",
        "<p>x</p><![CDATA[Testchild Example]]>",
        "<!doctype Testchild Example><p>x</p>",
        f'<img alt="" src="data:image/svg+xml;base64,{DRAWN}">',
    ],
)
def test_a_name_is_found_anywhere_in_a_page(html: str) -> None:
    assert NAME in html_text(html)


@pytest.mark.parametrize(
    "html",
    ["", "no page", '<img src="data:image/png;base64,AAAA">', '<img src="data:image/svg+xml;base64,?">'],
)
def test_an_unreadable_page_is_refused(html: str) -> None:
    with pytest.raises(DocumentError):
        html_text(html)


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><text>Testchild <tspan>Exam</tspan>ple</text></svg>",
        "<svg><title>Testchild Example</title></svg>",
        '<svg aria-label="Testchild Example"/>',
        "<svg><!-- Testchild Example --></svg>",
        "<svg><text><![CDATA[Testchild Example]]></text></svg>",
        "<svg><?pi Testchild Example?></svg>",
    ],
)
def test_a_name_is_found_anywhere_in_a_drawing(svg: str) -> None:
    assert NAME in svg_text(svg)


@pytest.mark.parametrize(
    "svg", ["", "<svg>", "no drawing", '<!DOCTYPE svg [<!ENTITY a "b">]><svg><text>&a;</text></svg>']
)
def test_an_unreadable_drawing_is_refused(svg: str) -> None:
    with pytest.raises(DocumentError):
        svg_text(svg)
