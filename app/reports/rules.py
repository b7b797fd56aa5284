"""What may be asked of a report: which period, when it may be published, and in which form it is read."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from app.problems import Conflict, Fault, Invalid, Problem
from app.reports.measures.periods import Period

JSON, CSV, HTML, PDF = "application/json", "text/csv", "text/html", "application/pdf"
MEDIA = (JSON, CSV, HTML, PDF)
SIGNATURES = 2
MONTHS_TO_WAIT = 6
NOT_HASHED = frozenset({"sha256", "release"})


class NotAcceptable(Problem):
    """None of the forms that the caller accepts is one in which this can be read."""

    status, type, title = 406, "not-acceptable", "It cannot be read in this form"


class OtherBytes(Conflict):
    """The signature is for other bytes than those that lie here."""

    type, title = "other-bytes", "This is not the report that you have read"


class TooEarly(Conflict):
    """The figures of a period are published only when some time has passed."""

    type, title = "too-early", "This cannot be published yet"


def financial_year(first: date, last: date) -> Period:
    """Return the period of an annual report: any other span would let two reports be subtracted."""
    period = Period(first, last)
    if not period.is_financial_year:
        year = Fault("/period", "financial-year", "Name one year, from 1 April to 31 March.")
        raise Invalid(errors=[year])
    return period


def may_publish(level: str, period_end: date, today: date) -> None:
    """Return if a report may be released on a day: for the public, six months after its period."""
    year, month = divmod(period_end.month + MONTHS_TO_WAIT, 12)
    if level == "public" and today < date(period_end.year + year, month + 1, 1):
        raise TooEarly("Figures are published from six months after the end of their period.")


def canonical(content: Mapping[str, Any]) -> str:
    """Return a report as the text that is sealed and signed: its JSON, keys sorted, no spaces."""
    hashed = {key: value for key, value in content.items() if key not in NOT_HASHED}
    return json.dumps(hashed, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def parsed(text: str) -> dict[str, Any]:
    """Return a report from its text."""
    found: dict[str, Any] = json.loads(text)
    return found


def digest(text: str) -> str:
    """Return the SHA-256 of a report's text, in hex."""
    return sha256(text.encode()).hexdigest()


def rendering(accept: str | None) -> str:
    """Return the form in which the caller would best like to read (RFC 9110, section 12.5.1)."""
    wanted = [_range(part) for part in (accept or "*/*").split(",") if part.strip()]
    best = max(MEDIA, key=lambda media: _weight(media, wanted))
    if _weight(best, wanted) <= 0:
        raise NotAcceptable(f"Accept one of {', '.join(MEDIA)}.")
    return best


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return media, float(quality)
    except ValueError:
        return media, 0.0


def _weight(media: str, wanted: list[tuple[str, float]]) -> float:
    """The weight of the closest range that names this form; none means that it is not accepted."""
    for pattern in (media, f"{media.split('/')[0]}/*", "*/*"):
        found = [quality for named, quality in wanted if named == pattern]
        if found:
            return max(found)
    return 0.0
