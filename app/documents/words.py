"""Words as readers see them: codes, days and shares as text, and text that every renderer can set."""

import re
from collections.abc import Mapping
from datetime import date
from math import floor
from typing import Any

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2064\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_HALVES_AND_NO_CHARACTERS = "\ud800-\udfff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_NO_TEXT = re.compile(f"[{_INVISIBLE}{_DIRECTIONS}{_CONTROLS}{_HALVES_AND_NO_CHARACTERS}]+")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\u0085]")
_SHORT = frozenset({"camhs", "cdop", "cdrm", "gp", "icb", "jar", "mccd", "ncmd", "nhs", "nicu"})


def clean(value: Any) -> Any:
    """Return the same JSON without characters that are not text: controls, lone surrogates, invisible ones.

    They would split a name for whoever searches the document, forge a reader's mark, and PDF/UA refuses some.
    """
    if isinstance(value, str):
        return _NO_TEXT.sub("", _LINE_ENDS.sub("\n", value))
    if isinstance(value, Mapping):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def label(code: object) -> str:
    """Return a code such as `acute_hospital` as a reader's words, and words as they are."""
    words = str(code).replace("_", " ").split()
    text = " ".join(word.upper() if word in _SHORT else word for word in words)
    return text[:1].upper() + text[1:]


def place(code: str) -> str:
    """Return an area's code as its name, such as Telford and Wrekin."""
    return " ".join(word if word in {"and", "the", "of"} else label(word) for word in code.split("_"))


def day(iso: str) -> str:
    """Return an ISO day or instant as a day in words, such as 1 April 2025."""
    on = date.fromisoformat(iso[:10])
    return f"{on.day} {on:%B %Y}"


def share(value: float) -> str:
    """Return a share as a percentage, cut rather than rounded, so that 99.999 % never reads as 100 %."""
    return f"{floor(value * 10_000 + 1e-6) / 100:g}%"


def paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [[line.strip() for line in block.split("\n")] for block in blocks if block.strip()]
