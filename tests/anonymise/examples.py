"""One invented record full of difficult names, and how a text is put through the anonymiser."""

from collections.abc import Mapping
from typing import Any

from app.anonymise.record import anonymise

RECORD: dict[str, Any] = {
    "child": {
        "forenames": ["Mary-Jane", "Siân"],
        "surname": "O\u2019Brien-Wiśniewska",
        "also_known_as": ["MJ"],
        "date_of_birth": "2021-05-04",
        "date_of_death": "2026-03-09",
        "nhs_number": "9991234560",
    },
    "people": [
        {
            "relation": "mother",
            "forenames": ["Hope"],
            "surname": "O'Brien",
            "also_known_as": [],
            "date_of_birth": "1994-05-07",
        },
        {"relation": "father", "forenames": ["Łukasz"], "surname": "Wiśniewski", "date_of_birth": None},
        {"relation": "half-sister", "forenames": ["Daisy"], "surname": "McAllister"},
        {"relation": "twin brother", "forenames": ["Teddy"], "surname": "O'Brien-Wiśniewska"},
        {"relation": "maternal grandmother", "forenames": ["Patricia"], "surname": "Down"},
    ],
    "identifiers": [
        {"kind": "address", "value": "Flat 3, 48 Station Road, Wem, SY4 5ZZ"},
        {"kind": "phone", "value": "01939 234567"},
        {"kind": "phone", "value": "+44 7911 123456"},
        {"kind": "email", "value": "hope.ob@example.org"},
        {"kind": "gp_practice", "value": "Copthorne Vale Surgery"},
        {"kind": "school", "value": "St Wulstan's CE Primary School"},
        {"kind": "hospital", "value": "Royal Shrewsbury Hospital"},
        {"kind": "professional", "value": "Sister Bernadette Long"},
        {"kind": "professional", "value": "DC 2277 Will Steele"},
        {"kind": "case_ref", "value": "CDR-2026-00417"},
        {"kind": "vehicle", "value": "VX65 KJL"},
        {"kind": "handle", "value": "hope_ob94"},
    ],
}


def with_texts(*texts: str) -> dict[str, Any]:
    """Return the record with narratives."""
    narratives = [{"id": f"n{number}", "source": "x", "text": text} for number, text in enumerate(texts)]
    return {**RECORD, "narratives": narratives}


def narratives(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the anonymised narratives of a record."""
    result = anonymise(record)["narratives"]
    assert isinstance(result, list)
    return result


def one(text: str) -> dict[str, Any]:
    """Return one anonymised narrative."""
    return narratives(with_texts(text))[0]


def cleaned(text: str) -> str:
    """Return one text, anonymised."""
    return str(one(text)["text"])
