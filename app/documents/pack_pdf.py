"""The case pack as a tagged PDF for members who read it on paper or offline."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.documents.marks import Reader
from app.documents.pack_view import pack_view
from app.documents.typeset import typeset


def pack_pdf(pack: Mapping[str, Any], *, reader: Reader) -> bytes:
    """Return the pack as PDF/UA-1, each page with the reader's code, the told text with their mark.

    The same pack and reader give the same bytes in every process.
    """
    return typeset("pack.typ", asdict(pack_view(pack, reader, paper=True)))
