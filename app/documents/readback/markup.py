"""Reading pages and drawings back: what is shown, attributes, comments, and what is embedded."""

import base64
import binascii
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.parsers import expat

from app.documents.errors import DocumentError

_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|em|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr"
)
_GEOMETRY = re.compile("clip-path|d|height|points|r[xy]?|transform|viewBox|width|[xy][12]?|xmlns(:xlink)?")
_VOCABULARIES = frozenset(
    {
        "adobe:ns:meta/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://purl.org/dc/elements/1.1/",
        "http://ns.adobe.com/xap/1.0/",
        "http://ns.adobe.com/xap/1.0/mm/",
        "http://ns.adobe.com/xap/1.0/t/pg/",
        "http://ns.adobe.com/pdf/1.3/",
        "http://www.aiim.org/pdfua/ns/id/",
    }
)
_SVG_DATA = "data:image/svg+xml;base64,"


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
    return _xml_text(svg, lambda key, _: _GEOMETRY.fullmatch(key) is not None)


def metadata_text(xml: str) -> str:
    """Return what metadata (XMP) say, but for the names of the vocabularies that a typesetter uses."""
    return _xml_text(xml, lambda key, value: key.startswith("xmlns") and value in _VOCABULARIES)


def _xml_text(xml: str, passed: Callable[[str, str], bool]) -> str:
    """Return all that XML says in elements, attributes and comments, but for what is passed over."""
    parts: list[str] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        parts.extend(f"\n{value}" for key, value in attributes.items() if not passed(key, value))
        parts.append(_edge(tag))

    def refuse(*_: object) -> None:
        raise DocumentError("The XML defines entities.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: parts.append(_edge(tag))
    parser.CharacterDataHandler = parts.append
    parser.CommentHandler = lambda comment: parts.append(f"\n{comment}\n")
    parser.ProcessingInstructionHandler = lambda target, text: parts.append(f"\n{target} {text}\n")
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - the parser takes this by position only
    except (expat.ExpatError, ValueError):
        raise DocumentError("The XML could not be read.") from None
    return _without_gaps(parts)
