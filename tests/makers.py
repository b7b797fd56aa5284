"""Makers of valid things: a form, a case, a token. Names are plainly invented, numbers from the 999 range."""

from collections.abc import Mapping
from itertools import count
from typing import Any
from uuid import uuid4

FIRST = 999_000_000
NO_CHECK_DIGIT = 10


def an_nhs_number(n: int) -> str:
    """The n-th NHS number of the range that is reserved for tests, or the next that has a check digit."""
    start = next(number for number in count(FIRST + n) if _check(number) != NO_CHECK_DIGIT)
    return f"{start}{_check(start) % 11}"


def _check(nine: int) -> int:
    """What the first nine digits ask of the tenth: 11 stands for nought, and for 10 there is no number."""
    return 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(str(nine))) % 11


# Each has an NHS number of its own: one that shared the next one's made a search find two children.
NUMBERS = (n for n in count(1) if _check(FIRST + n) != NO_CHECK_DIGIT)


def a_form(**changes: Any) -> dict[str, Any]:
    """A notification form that says all that is required; `changes` replace whole top-level parts."""
    n = next(NUMBERS)
    form: dict[str, Any] = {
        "sender": {
            "reference": f"TEST-{uuid4()}",
            "organisation": {"ods": "RLQ"},
            "person": {"name": "Notifier Example", "role": "registrar in paediatrics"},
            "kind": "acute",
        },
        "sent_at": "2026-06-02T09:30:00+01:00",
        "event": "death",
        "child": {
            "nhs_number": {"value": an_nhs_number(n), "verification": "verified"},
            "names": [{"use": "official", "family": f"Example{n}", "given": ["Testchild"]}],
            "birth": {"date": "2024-02-10", "precision": "date"},
            "sex": "male",
            "ethnicity": {"scheme": "nhs", "code": "A"},
            "addresses": [
                {
                    "use": "home",
                    "lines": ["1 Invented Row", "Hereford"],
                    "postcode": "HR1 2AA",
                    "country": "GB",
                }
            ],
            "residence": {"status": "uk"},
        },
        "death": {
            "at": "2026-06-01T20:10:00+01:00",
            "precision": "minute",
            "method": "exact",
            "place": {"type": "acute_ed", "name": "Invented Hospital", "site_ods": "RLQ01"},
            "expected": "unexpected",
            "narrative": "Testchild was found unresponsive at home and brought in by ambulance.",
            "jar": {"needed": "yes", "triggers": ["sudden_no_apparent_cause"]},
            "suspected_category": "unexplained",
        },
    }
    return form | changes


def without(form: Mapping[str, Any], *path: str) -> dict[str, Any]:
    """The form without one field."""
    copy: dict[str, Any] = dict(form)
    if len(path) == 1:
        copy.pop(path[0])
    else:
        copy[path[0]] = without(copy[path[0]], *path[1:])
    return copy
