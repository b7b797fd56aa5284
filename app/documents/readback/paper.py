"""Reading paper back: the text of a PDF's pages, and every string around them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.documents.errors import DocumentError
from app.documents.readback.markup import metadata_text

if TYPE_CHECKING:
    from pypdf import PdfReader

_MADE_IDS = re.compile(r"<xmpMM:(InstanceID|DocumentID)>[A-Za-z0-9+/=]{24}</xmpMM:\1>")


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF: its pages, then every string around them."""
    return f"{text_of_pages(data)}\n{text_around_pages(data)}"


def text_of_pages(data: bytes) -> str:
    """Return what the pages of a PDF say, one after the other."""
    with _reading(data) as reader:
        return "\n".join(page.extract_text(visitor_operand_before=_Speaker()) for page in reader.pages)


def text_around_pages(data: bytes) -> str:
    """Return every string of a PDF around its pages, one per line.

    These are metadata, outlines, the alternative texts of the structure tree, annotations and names.
    """
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
    except (
        PyPdfError, NotImplementedError, RecursionError,
        ValueError, KeyError, TypeError, AttributeError, IndexError,
    ):  # fmt: skip
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
    """Return what the metadata say, without the file's ids: they hash its bytes, and may spell a postcode."""
    return metadata_text(_MADE_IDS.sub("", stream.get_data().decode("utf-8", "replace")))
