"""Which rendering of a pack a reader accepts (RFC 9110, section 12.5.1)."""

import re

from app.problems import Problem

JSON, HTML, PDF = "application/json", "text/html", "application/pdf"
SERVED = (JSON, HTML, PDF)
QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


class NotAcceptable(Problem):
    """No rendering that we make is one that the caller reads."""

    status, type, title = 406, "not-acceptable", "There is no such rendering"


def choose(accept: str | None) -> str:
    """Return the rendering that the reader likes best; the more exact range decides for each of ours."""
    if accept is None or not accept.strip():
        return JSON
    ranges = [_range(one) for one in accept.split(",") if one.strip()]
    liked = {media: _quality(media, ranges) for media in SERVED}
    best = max(SERVED, key=lambda media: liked[media])
    if not liked[best]:
        raise NotAcceptable(f"Ask for {', '.join(SERVED)}.")
    return best


def _range(said: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in said.split(";"))
    quality = next((one.partition("=")[2].strip() for one in parameters if one.startswith("q=")), "1")
    return name, float(quality) if QUALITY.fullmatch(quality) else 0.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        said = [quality for name, quality in ranges if name == wanted]
        if said:
            return max(said)
    return 0.0
