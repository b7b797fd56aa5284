"""Notification forms as health systems send them: whole, half filled, relayed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.cli.invention import rates
from app.cli.invention.deaths import Death
from app.cli.invention.people import Person

SITES = {"RLQ": "RLQ01", "RWP": "RWP50", "RXW": "RXWAS"}
KINDS = {"RYA": "ambulance"}
PLACE_NAMES = {"hospice": "Acorns Children's Hospice"}


def whole(death: Death, sent_at: datetime, ods: str, reference: str, told: str, by: str) -> dict[str, Any]:
    """Return a form that says all that its sender can know; `told` is the account of the death."""
    form: dict[str, Any] = {
        "sender": {
            "reference": reference,
            "organisation": {"ods": ods},
            "person": {"name": by, "role": "Ward manager", "phone": "01632 960214"},
            "kind": KINDS.get(ods, "acute"),
        },
        "sent_at": sent_at.isoformat(timespec="seconds"),
        "event": "death",
        "child": _child(death),
        "death": _death(death, told),
        "coroner": {"referred": "yes" if death.coroner else "no"},
        "people": [_person(person) for person in death.child.people],
        "agencies": [{"kind": "gp", "name": death.child.practice}],
        "family": {"informed": "yes", "leaflet_given": "yes", "key_worker": by},
    }
    if death.gestation is not None:
        form["neonatal"] = _neonatal(death)
    return form


def _child(death: Death) -> dict[str, Any]:
    child = death.child
    birth: dict[str, Any] = {"date": child.born.isoformat(), "precision": "date"}
    if child.birth_clock:
        birth["time"] = child.birth_clock
    said: dict[str, Any] = {
        "nhs_number": {"value": child.nhs_number, "verification": "01"},
        "names": [{"use": "official", "family": child.family, "given": [child.given]}],
        "birth": birth,
        "sex": child.sex,
        "ethnicity": {"scheme": "nhs", "code": child.ethnicity},
        "addresses": [{"use": "home", "lines": list(child.home.lines), "postcode": child.home.postcode}],
        "residence": {"status": "uk"},
    }
    return said | ({"school": {"name": child.school}} if child.school else {})


def _death(death: Death, told: str) -> dict[str, Any]:
    place: dict[str, Any] = {"type": death.place}
    if death.place in rates.IN_HOSPITAL and death.trust in SITES:
        place["site_ods"] = SITES[death.trust]
    elif name := PLACE_NAMES.get(death.place):
        place["name"] = name
    said: dict[str, Any] = {
        "at": death.at.isoformat(timespec="seconds"),
        "precision": "minute",
        "method": "exact",
        "place": place,
        "expected": "expected" if death.expected else "unexpected",
        "narrative": told,
        "jar": {
            "needed": "yes" if death.jar else "no",
            "triggers": [death.trigger] if death.trigger else [],
        },
        "suspected_category": death.category,
    }
    if death.age_days < 2:
        said["stillbirth"] = {"suspected": "no", "signs_of_life": "yes"}
    return said


def _neonatal(death: Death) -> dict[str, Any]:
    return {
        "gestation_weeks": death.gestation,
        "birthweight_g": death.birthweight,
        "birth_order": death.birth_order,
        "plurality": death.birth_order,
        "mother_nhs_number": death.child.mother.nhs_number,
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "relation": person.relation,
        "name": person.name,
        "birth_date": person.born.isoformat(),
        "nhs_number": person.nhs_number,
    }


def half(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a hurried sender leaves: the names, the days, and little else."""
    kept = {name: form[name] for name in ("sender", "sent_at", "event")}
    child = {name: form["child"][name] for name in ("names", "birth", "sex", "addresses")}
    child["nhs_number_absent_reason"] = "nhs_number_not_currently_available"
    return kept | {"child": child, "death": form["death"] | {"suspected_category": {"absent": "not_asked"}}}


def relayed(form: Mapping[str, Any], reference: str) -> dict[str, Any]:
    """Return a form that came by the cascade of another system."""
    sender = form["sender"] | {
        "relayed_from": {"system": "cascade", "reference": reference},
        "channel": "cascade",
    }
    return dict(form) | {"sender": sender}


def stillborn(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of a baby who was born dead, with a midwife present."""
    said = {"suspected": "yes", "professional_present": "yes", "signs_of_life": "no"}
    return dict(form) | {"death": form["death"] | {"stillbirth": said}}


def from_abroad(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of a visitor from overseas."""
    child = dict(form["child"]) | {
        "residence": {"status": "overseas"},
        "addresses": {"absent": "not_applicable"},
    }
    child.pop("nhs_number")
    return dict(form) | {"child": child | {"nhs_number_absent_reason": "child_non_resident_in_england"}}
