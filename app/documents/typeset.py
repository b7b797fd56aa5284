"""Typesetting: a template of this room and data become the bytes of a tagged PDF, always the same ones."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.documents.errors import DocumentError

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).parent / "templates"
_CREATED = 1_767_225_600  # the same instant in every file: a time of making would change the bytes


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF/UA-1 that a template makes of the data. Warnings fail, for they mean lost text.

    The compiler's own message quotes the text it stumbled on, so it is dropped here.
    """
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["ua-1"],
            timestamp=_CREATED,
            format="pdf",
        )
    except (RuntimeError, ValueError):
        raise DocumentError("The PDF could not be set.") from None
    if warnings:
        raise DocumentError("The PDF could not be set without loss.")
    return bytes(pdf)


@cache
def _fonts() -> "Fonts":
    """The fonts that the chart library brings, so that every machine sets the same lines."""
    import typst

    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise DocumentError("The fonts are not installed.")
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
