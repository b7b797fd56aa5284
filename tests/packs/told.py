"""What is told of a child in packs: by a notifier, by a mother, and in the analysis form."""

from typing import Any

from tests.makers import a_form, an_nhs_number

NUMBER, FORMER, MOTHERS = an_nhs_number(701), an_nhs_number(702), an_nhs_number(703)
TOLD = (
    "Testchild Quillfeather was found unresponsive at 1 Invented Row by her mother, Mirabel Quillfeather, "
    "at 07:10 on 1 June 2026. Testchlid, known as Tilly Fennimore before, had been given salbutamol 2.5 mg. "
    "NHS number 999 000 7017 was read to the crew; her mother's telephone is 07700 900123. "
    "Ms Quillfeather rang Dr Aldous Penhaligon at the practice, HR1 2AA."
)
CONTRIBUTION = "Tilly loved the garden. Mirabel asks why Dr Penhaligon did not come on 31 May 2026."
ANALYSIS = {
    "summary": "Testchild had recurrent wheeze and no written plan.",
    "cause": {"as_understood": "Acute severe asthma"},
    "proposed_categories": ["acute_med"],
    "factors": [
        {
            "domain": "D",
            "code": "guideline_not_followed",
            "level": "2",
            "modifiable": True,
            "narrative": "Dr Penhaligon gave Mirabel no written plan.",
        }
    ],
}
KNOWN = (
    "testchild", "testchlid", "quillfeather", "mirabel", "fennimore", "tilly", "penhaligon", "aldous",
    NUMBER, FORMER, MOTHERS, "9990007017", "07700900123", "hr12aa", "inventedrow",
    "1june2026", "31may2026", "20260601", "20240210", "notifierexample",
)  # fmt: skip


def a_told_form() -> dict[str, Any]:
    """A notification that names a child, a mother, a doctor and a former name."""
    form = a_form()
    names = [
        {"use": "official", "family": "Quillfeather", "given": ["Testchild"]},
        {"use": "old", "family": "Fennimore", "given": ["Tilly"]},
    ]
    number = {"value": NUMBER, "verification": "verified"}
    child = form["child"] | {"names": names, "nhs_number": number, "former_nhs_numbers": [FORMER]}
    mother = {"relation": "mother", "name": "Mirabel Quillfeather", "nhs_number": MOTHERS}
    doctor = {"kind": "gp", "name": "Invented Practice", "person": "Dr Aldous Penhaligon"}
    return form | {
        "child": child,
        "death": form["death"] | {"narrative": TOLD},
        "people": [mother],
        "agencies": [doctor | {"phone": "07700 900456"}],
    }
