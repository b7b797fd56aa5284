"""The case pack as a tagged PDF for members who read it on paper or offline."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.documents.pack_view import pack_view
from app.documents.typeset import typeset


def pack_pdf(pack: Mapping[str, Any], *, reader_code: str) -> bytes:
    """Return the pack as PDF/UA-1, each page marked with the reader code and with nothing else of the reader.

    The same pack and code give the same bytes in every process, so that a person can approve their hash.
    """
    return typeset("pack.typ", asdict(pack_view(pack, reader_code)))
