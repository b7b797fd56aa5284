"""Reading back: all text that a finished document holds, for the gate that searches it before release."""

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from app.documents.errors import DocumentError

if TYPE_CHECKING:
    from pypdf import PdfReader

_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|em|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr"
)
_GEOMETRY = re.compile("clip-path|d|height|points|r[xy]?|transform|viewBox|width|[xy][12]?|xmlns(:xlink)?")
_MADE_IDS = re.compile(r"<xmpMM:(InstanceID|DocumentID)>[A-Za-z0-9+/=]{24}</xmpMM:\1>")
_SVG_DATA = "data:image/svg+xml;base64,"


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF: its pages, then every string around them, one per line.

    These are metadata, outlines, the alternative texts of the structure tree, annotations and names.
    """
    with _reading(data) as reader:
        pages = [page.extract_text(visitor_operand_before=_Speaker()) for page in reader.pages]
        return "\n".join([*pages, *_pdf_strings(reader)])


def text_around_pages(data: bytes) -> str:
    """Return every string of a PDF that stands around its pages, one per line."""
    with _reading(data) as reader:
        return "\n".join(_pdf_strings(reader))


@contextmanager
def _reading(data: bytes) -> Iterator["PdfReader"]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data), strict=True)
        if reader.is_encrypted:
            raise DocumentError("The PDF is encrypted.")
        yield reader
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise DocumentError("The PDF could not be read.") from None


class _Speaker:
    """Puts what a page tells screen readers to say in the place of what it draws.

    Characters without a glyph of their own share one box: what is drawn would read back wrong.
    """

    def __init__(self) -> None:
        from pypdf.generic import ArrayObject, TextStringObject

        self.spans: list[str | None] = []
        self.text, self.array = TextStringObject, ArrayObject

    def __call__(self, operator: bytes, operands: list[Any], *_matrices: object) -> None:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if operator == b"BDC" else {}
            self.spans.append(properties.get("/ActualText") if isinstance(properties, dict) else None)
        elif operator == b"EMC" and self.spans:
            self.spans.pop()
        elif operator in {b"Tj", b"TJ"} and self.spans and self.spans[-1] is not None:
            said = self.text(self.spans[-1])
            self.spans[-1] = ""
            operands[0] = said if operator == b"Tj" else self.array([said])


def _pdf_strings(reader: "PdfReader") -> list[str]:
    """Walk all objects but page contents, so that no corner of the file is forgotten."""
    from pypdf.generic import ByteStringObject, IndirectObject, NullObject, TextStringObject

    found, seen = [], set()
    waiting: list[Any] = [reader.trailer.raw_get("/Root"), reader.trailer.get("/Info", NullObject())]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, TextStringObject):
            found.append(str(item))
        elif isinstance(item, ByteStringObject):
            found.append(item.decode("latin-1"))
        elif isinstance(item, dict):
            if item.get("/Type") == "/Metadata":
                found.append(_metadata(item))
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return found


def _metadata(stream: Any) -> str:
    """Return the metadata without the file's ids: they hash its bytes, and by chance spell postcodes."""
    return _MADE_IDS.sub("", stream.get_data().decode("utf-8", "replace"))


def html_text(html: str) -> str:
    """Return the text of a page: what is shown, attributes, comments, and the text of embedded drawings."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    if not reader.tags:
        raise DocumentError("The page could not be read.")
    return _without_gaps(reader.parts)


def _without_gaps(parts: list[str]) -> str:
    return "\n".join(line for line in "".join(parts).splitlines() if line.strip())


class _HtmlReader(HTMLParser):
    """Collects everything; words of one line stay together, however they are marked up."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.aside: list[str] = []
        self.tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        self._edge(tag)
        self.aside.extend(_attribute(value) for _, value in attrs if value)

    def handle_endtag(self, tag: str) -> None:
        self._edge(tag)

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.aside.append(data)

    def handle_decl(self, decl: str) -> None:
        self.aside.append(decl)

    def handle_pi(self, data: str) -> None:
        self.aside.append(data)

    def unknown_decl(self, data: str) -> None:
        self.aside.append(data)

    def close(self) -> None:
        super().close()
        self.parts.extend(f"\n{each}" for each in self.aside)

    def _edge(self, tag: str) -> None:
        self.parts.append(_edge(tag))


def _edge(tag: str) -> str:
    return "" if _INLINE.fullmatch(tag) else "\n"


def _attribute(value: str) -> str:
    """Return an attribute's text; an embedded document must be a drawing that we can read."""
    if not value.lstrip().lower().startswith("data:"):
        return value
    if not value.startswith(_SVG_DATA):
        raise DocumentError("The page embeds something that cannot be read.")
    try:
        return svg_text(base64.b64decode(value.removeprefix(_SVG_DATA), validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        raise DocumentError("The page embeds something that cannot be read.") from None


def svg_text(svg: str) -> str:
    """Return the text of a drawing: labels, titles, comments and attributes, without its geometry."""
    parts: list[str] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        parts.extend(f"\n{value}" for key, value in attributes.items() if not _GEOMETRY.fullmatch(key))
        parts.append(_edge(tag))

    def refuse(*_: object) -> None:
        raise DocumentError("The drawing defines entities.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: parts.append(_edge(tag))
    parser.CharacterDataHandler = parts.append
    parser.CommentHandler = lambda comment: parts.append(f"\n{comment}\n")
    parser.ProcessingInstructionHandler = lambda target, text: parts.append(f"\n{target} {text}\n")
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(svg, True)  # noqa: FBT003 - the parser takes this by position only
    except (expat.ExpatError, ValueError):
        raise DocumentError("The drawing could not be read.") from None
    return _without_gaps(parts)
