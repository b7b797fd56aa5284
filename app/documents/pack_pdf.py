"""The case pack as a tagged PDF for members who read it on paper or offline."""

from dataclasses import asdict

from app.documents.marks import Copy
from app.documents.pack_view import pack_view
from app.documents.typeset import typeset


def pack_pdf(copy: Copy) -> bytes:
    """Return the pack as PDF/UA-1, each page with the reader's code, the told text with their mark.

    The same pack and reader give the same bytes in every process.
    """
    return typeset("pack.typ", asdict(pack_view(copy, paper=True)))
