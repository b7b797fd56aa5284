"""What the office is proposed for one notification; every line of it is for a person to decide."""

from collections.abc import Callable, Mapping
from typing import Any

from app.notifications.rules import postcodes
from app.notifications.rules.age import age, is_neonate
from app.notifications.rules.missing import what_is_missing
from app.notifications.rules.reading import Form, at, each, text
from app.notifications.rules.scope import scope
from app.partners.postcodes import Kind, Located
from app.partners.rules import panel_of

NO_FIXED_ABODE, ADDRESS_NOT_KNOWN = "no_fixed_abode", "not_known"


def home_postcode(form: Form) -> str | None:
    """The postcode of normal residence: home, else the first address; a placement never comes first."""
    found = [
        (item.get("use"), text(form, f"{pointer}/postcode"))
        for pointer, item in each(form, "/child/addresses")
    ]
    coded = [(use, code) for use, code in found if code]
    homes = [code for use, code in coded if use in (None, "home")]
    return next(iter([*homes, *(code for _, code in coded)]), None)


def propose(form: Form, located: Located | None, panel_id: object) -> dict[str, Any]:
    """Scope, area, owner, response, questions to other bodies and what is missing, with the reasons."""
    proposed, area, owner = scope(form), _area(form, located), _owner(form, located, panel_id)
    lived = age(form)
    return {
        "scope": proposed.scope,
        "rule": proposed.rule,
        "area": area,
        "owner": owner,
        "outcome": _outcome(proposed.scope, proposed.outcome, owner["owner"]),
        "age": {"number": lived.number, "unit": lived.unit} if lived else None,
        "jar": jar(form),
        "questions": [name for name, asks in QUESTIONS.items() if asks(form)],
        "missing": list(what_is_missing(form)),
    }


def _area(form: Form, located: Located | None) -> dict[str, str | None]:
    """The area that the whole postcode proposes; a pseudo-code says how a child lived, and no place."""
    kind = str(located.kind) if located else ADDRESS_NOT_KNOWN
    written = home_postcode(form)
    if located and located.kind is Kind.PSEUDO and written:
        kind = NO_FIXED_ABODE if postcodes.normal(written) == postcodes.NO_FIXED_ABODE else ADDRESS_NOT_KNOWN
    return {
        "kind": kind,
        "area": str(located.area) if located and located.area else None,
        "district": located.district if located else None,
        "country": located.country if located else None,
    }


def _owner(form: Form, located: Located | None, panel_id: object) -> dict[str, Any]:
    """Which panel owns the review, by normal residence (Children Act 2004, section 16M)."""
    looked_after = text(form, "/child/social_care/looked_after") == "now"
    if looked_after:
        return {"owner": "to_decide", "why": "looked_after_child_by_placing_authority"}
    if located and located.area:
        mine = panel_of(located.area) == panel_id
        return {"owner": "this_panel" if mine else "other_panel", "why": "normal_residence"}
    overseas = text(form, "/child/residence/status") == "overseas"
    absent = text(form, "/child/nhs_number_absent_reason") == "child_non_resident_in_england"
    if overseas or absent or (located and located.country not in (None, "england")):
        return {"owner": "discretionary", "why": "resident_outside_england"}
    if located and located.kind is Kind.ELSEWHERE:
        return {"owner": "other_panel", "why": "normal_residence"}
    return {"owner": "to_decide", "why": "residence_not_clear"}


def _outcome(in_scope: str, outcome: str, owner: str) -> str:
    """An owner elsewhere comes after a death that is no child's, and before one that is."""
    if in_scope == "out" or outcome != "accepted":
        return outcome
    return {"other_panel": "out_of_area", "discretionary": "non_resident_discretionary"}.get(owner, outcome)


def jar(form: Form) -> dict[str, Any]:
    """What calls for a Joint Agency Response: what the sender names, and what the form itself says."""
    triggers = set(at(form, "/death/jar/triggers") or ())
    born_dead = text(form, "/death/stillbirth/suspected") == "yes"
    if born_dead and text(form, "/death/stillbirth/professional_present") == "no":
        triggers.add("unattended_stillbirth")
    if text(form, "/death/place/type") == "prison_or_secure_estate":
        triggers.add("custody_or_mha")
    stated = text(form, "/death/jar/needed")
    consider = text(form, "/death/expected") == "unexpected" and not triggers
    return {
        "triggers": sorted(triggers),
        "stated": stated,
        "needed": bool(triggers) or stated == "yes",
        "to_consider": consider and stated != "yes",
        "reason_wanted": bool(triggers) and stated == "no",
    }


def _is_unexpected(form: Form) -> bool:
    return text(form, "/death/expected") == "unexpected"


def _may_need_leder(form: Form) -> bool:
    """From four years on, with a learning disability or autism."""
    lived = age(form)
    flagged = "yes" in (
        text(form, "/child/flags/learning_disability"),
        text(form, "/child/flags/autism"),
    )
    return flagged and lived is not None and lived.unit == "years" and lived.number >= 4


def _may_be_serious_incident(form: Form) -> bool:
    known = (text(form, f"/child/social_care/{name}") for name in ("looked_after", "protection_plan"))
    return "now" in known or "suspicious" in (at(form, "/death/jar/triggers") or ())


QUESTIONS: Mapping[str, Callable[[Form], bool]] = {
    "ncmd": lambda _: True,
    "registration": lambda _: True,
    "certificate_and_examiner": lambda _: True,
    "coroner": lambda form: _is_unexpected(form) and text(form, "/coroner/referred") != "yes",
    "mbrrace": is_neonate,
    "pmrt": is_neonate,
    "leder": _may_need_leder,
    "cspr": _may_be_serious_incident,
}
