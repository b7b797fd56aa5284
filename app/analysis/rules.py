"""What an analysis form may say, and what a determination should make the panel look at again."""

import re
from collections.abc import Sequence

from app.analysis.schemas import AnalysisIn, DeterminationIn, FactorIn, WarningOut
from app.catalogue import rules as catalogue
from app.problems import Fault, Invalid

CONTRIBUTORY = frozenset({"2", "3"})
LEVELS = {"cdr2018_0_2": frozenset({"0", "1", "2"}), "formc_0_3": frozenset({"0", "1", "1*", "2", "3"})}
SUDEP = re.compile(r"\bSUDEP\b|unexpected death in epilepsy", re.IGNORECASE)
CHAIR, DOCTOR = "chair", "designated_doctor"


def check_draft(form: AnalysisIn) -> None:
    """Return if a draft keeps to the code lists and to its scheme of levels."""
    faults = [
        *_factors(form.factors, form.scheme),
        *_categories("/proposed_categories", form.proposed_categories),
    ]
    if faults:
        raise Invalid(errors=faults)


def is_complete(form: AnalysisIn) -> bool:
    """Return whether a draft says enough for the panel: a summary, a cause and a proposed category."""
    return bool(form.summary and form.cause and form.cause.as_understood and form.proposed_categories)


def check_determination(form: DeterminationIn, factors: Sequence[FactorIn], scheme: str) -> None:
    """Return if a determination holds together.

    A modifiable death needs a modifiable factor that may have contributed, and the other way round;
    too little information needs a reason; a death that was inflicted needs a decision on referral.
    """
    faults = [*_factors(factors, scheme), *_categories("/categories", form.categories)]
    modifiable = any(factor.modifiable for factor in factors)
    if form.modifiability == "modifiable" and not modifiable:
        faults.append(
            Fault("/modifiability", "no-modifiable-factor", "Mark the factor that could be changed.")
        )
    if form.modifiability != "modifiable" and modifiable:
        faults.append(Fault("/modifiability", "modifiable-factor", "A factor is marked as modifiable."))
    if form.modifiability == "insufficient" and not form.reason.strip():
        faults.append(Fault("/reason", "reason-needed", "Say which information is missing."))
    if "inflicted" in form.categories and form.referral is None:
        faults.append(
            Fault("/referral", "referral-decision", "Decide on the referral to safeguarding partners.")
        )
    if faults:
        raise Invalid(errors=faults)


def primary(categories: Sequence[str]) -> str:
    """Return the primary category: the uppermost of those that apply."""
    return min(categories, key=catalogue.category_number)


def warnings(categories: Sequence[str], age_years: int | None, said: str) -> list[WarningOut]:
    """Return what the panel should look at again before it signs, by category, age and what the form says."""
    found = []
    if "unexplained" in categories and SUDEP.search(said):
        found.append(
            WarningOut(code="sudep", message="SUDEP belongs to acute medical or surgical conditions.")
        )
    if "suicide" in categories and age_years is not None and age_years < 10:
        found.append(
            WarningOut(code="age_under_10", message="The child was under ten: look at the category again.")
        )
    if "perinatal" in categories and age_years is not None and age_years >= 1:
        found.append(
            WarningOut(code="age_over_1", message="Say that a perinatal event was the cause at this age.")
        )
    return found


def _factors(factors: Sequence[FactorIn], scheme: str) -> list[Fault]:
    faults = []
    for number, factor in enumerate(factors):
        place = f"/factors/{number}"
        if not catalogue.is_code("contributory_factor", factor.code):
            faults.append(Fault(f"{place}/code", "unknown-code", "This factor is not on the form."))
        elif catalogue.value_of("contributory_factor", factor.code).extra["domain"] != factor.domain:
            faults.append(Fault(f"{place}/domain", "domain", "This factor belongs to another domain."))
        if factor.level not in LEVELS[scheme]:
            faults.append(
                Fault(f"{place}/level", "level", "This level belongs to another version of the form.")
            )
        if factor.modifiable and factor.level not in CONTRIBUTORY:
            faults.append(
                Fault(f"{place}/modifiable", "not-contributory", "Only a factor that may have contributed.")
            )
    return faults


def _categories(place: str, categories: Sequence[str]) -> list[Fault]:
    return [
        Fault(f"{place}/{number}", "unknown-code", "This category is not on the form.")
        for number, category in enumerate(categories)
        if not catalogue.is_code("category_of_death", category)
    ]
