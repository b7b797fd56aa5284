"""Which agencies are asked about which death, and which supplementary form goes with the question."""

from collections.abc import Mapping
from typing import NamedTuple

from app.cli.invention.deaths import Death


class Teller(NamedTuple):
    """An agency that is asked: whose account it is, the kind of agency, and a supplementary form."""

    account: str
    kind: str
    supplement: str | None = None


NEONATAL = Teller("neonatal", "trust")
HOSPITAL = Teller("hospital", "trust")
AMBULANCE = Teller("ambulance", "ambulance")
POLICE = Teller("police", "police")
GP = Teller("gp", "gp")
VISITOR = Teller("health_visitor", "health_visiting")
SCHOOL = Teller("school", "education")
HOSPICE = Teller("hospice", "hospice")
MIND = Teller("mental_health", "mind")
SOCIAL = Teller("social_care", "social_care")
ASKED: Mapping[str, tuple[Teller, ...]] = {
    "perinatal": (NEONATAL._replace(supplement="delivery_neonatal"), GP),
    "congenital": (HOSPITAL._replace(supplement="anomaly"), GP, VISITOR),
    "unexplained": (HOSPITAL._replace(supplement="sudd"), POLICE, GP, AMBULANCE, VISITOR, SOCIAL),
    "malignancy": (HOSPITAL._replace(supplement="oncology"), GP, HOSPICE, SCHOOL),
    "acute_med": (HOSPITAL, GP, AMBULANCE, SCHOOL, VISITOR),
    "infection": (HOSPITAL._replace(supplement="infection"), GP, AMBULANCE, SCHOOL, VISITOR),
    "trauma": (HOSPITAL, POLICE, AMBULANCE._replace(supplement="trauma_other"), GP, SCHOOL),
    "chronic_med": (HOSPITAL._replace(supplement="life_limiting"), GP, HOSPICE, SCHOOL),
    "suicide": (POLICE, MIND._replace(supplement="suicide"), GP, SCHOOL, SOCIAL),
    "inflicted": (HOSPITAL, POLICE._replace(supplement="violence"), SOCIAL, GP, VISITOR, SCHOOL),
}
YOUNGEST_PUPIL, OLDEST_VISITED = 5 * 365, 5 * 365


def tellers(death: Death) -> tuple[Teller, ...]:
    """Return who is asked about a death: a baby has no school, a pupil no health visitor."""
    known = tuple(NEONATAL._replace(supplement=one.supplement) if one.account == "hospital" and death.neonatal
                  else one for one in ASKED[death.category])  # fmt: skip
    return tuple(one for one in known if _knew(one, death))


def _knew(teller: Teller, death: Death) -> bool:
    if teller.account == "school":
        return death.age_days >= YOUNGEST_PUPIL
    return teller.account != "health_visitor" or 10 < death.age_days < OLDEST_VISITED
