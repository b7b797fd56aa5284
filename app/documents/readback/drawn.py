"""A second reader's word on a PDF, many times as fast as the first's: for comparing two documents."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from app.documents.errors import DocumentError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

LONGEST_WAIT = 60.0
ONE_AT_A_TIME = Lock()  # PDFium keeps a state beside all threads


def drawn_text(data: bytes) -> str:
    """Return what the pages of a PDF draw, one after the other.

    It may write a letter in another way than it was set, so nothing is searched in it.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with _alone(), closing(PdfDocument(data)) as document:
            return "\n".join(_drawn(page) for page in document)
    except (PdfiumError, ValueError):
        raise DocumentError("The PDF could not be read.") from None


@contextmanager
def _alone() -> Iterator[None]:
    if not ONE_AT_A_TIME.acquire(timeout=LONGEST_WAIT):
        raise DocumentError("Reading another PDF does not end.")
    try:
        yield
    finally:
        ONE_AT_A_TIME.release()


def _drawn(page: "PdfPage") -> str:
    with closing(page), closing(page.get_textpage()) as drawn:
        return str(drawn.get_text_range())
