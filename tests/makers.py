"""Makers of valid things: a form, a case, a token. Names are plainly invented, numbers from the 999 range."""

from collections.abc import Mapping
from itertools import count
from typing import Any
from uuid import uuid4

NUMBERS = count(1)


def an_nhs_number(n: int) -> str:
    """The n-th valid NHS number of the range that is reserved for tests."""
    start = 999_000_000 + n
    while True:
        digits = str(start)
        check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits)) % 11
        if check != 10:
            return digits + str(0 if check == 11 else check)
        start += 1


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
