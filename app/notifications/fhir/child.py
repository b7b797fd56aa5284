"""The child's Patient as the form's child, read from the raw message."""

from typing import Any

from app.notifications.fhir.envelope import ods_code
from app.notifications.fhir.refusal import missing, wrong
from app.notifications.fhir.walk import (
    Entries,
    Resource,
    extension_code,
    extensions,
    many,
    word,
    words,
)
from app.notifications.rules.dates import LONDON, civil_day, days, instant, is_midnight_utc
from app.notifications.rules.nhs_number import digits
from app.notifications.rules.worth_asking import Warning  # noqa: A004 - the word that travels

NOT_ASKED = {"absent": "not_asked"}
NHS_NUMBER = "fhir.nhs.uk/id/nhs-number"
SEX = {"male": "male", "female": "female", "other": "indeterminate", "unknown": "not_known"}
NAME_USE = {"official": "official", "usual": "usual", "old": "old", "maiden": "old"}
NAME_ORDER = ("official", "usual", "alias", "old")
ADDRESS_USE = {"home": "home", "temp": "temporary"}
RESIDENCE = {"H": "uk", "O": "overseas"}
NON_RESIDENT = ("child_non_resident_in_england", "child-non-resident-in-england")


class Child:
    """Builds the child of the form, and gathers what is worth a second look."""

    def __init__(self, where: str, patient: Resource, entries: Entries, *, pds_shaped: bool) -> None:
        self.where, self.patient, self.entries, self.pds_shaped = where, patient, entries, pds_shaped
        self.warnings: list[Warning] = []

    def form(self) -> dict[str, Any]:
        """Everything that the Patient says of the child."""
        gender = self.patient.get("gender")
        if gender is not None and gender not in SEX:
            raise wrong(f"{self.where}.gender")
        child = {
            **self._identifiers(),
            "names": self._names(),
            "birth": self._birth(),
            "sex": SEX[gender] if gender else NOT_ASKED,
            "ethnicity": self._ethnicity(),
            "religion": self._concept("patient-religion"),
            "addresses": self._addresses(),
            "residence": self._residence(),
            "gp": self._practice(),
            **self._communication(),
        }
        return {name: value for name, value in child.items() if value not in (None, [], {})}

    def _identifiers(self) -> dict[str, Any]:
        found: dict[str, Any] = {"former_nhs_numbers": [], "local_identifiers": []}
        for number, identifier in enumerate(many(self.patient, "identifier")):
            system, value = word(identifier, "system") or "", word(identifier, "value")
            if value is None:
                continue
            if not system.lower().endswith(NHS_NUMBER):
                ods = ods_code(identifier.get("assigner") or {}) if many(identifier, "assigner") else None
                found["local_identifiers"].append({"value": value, **({"ods": ods} if ods else {})})
            elif digits(value) is None:
                raise wrong(f"{self.where}.identifier[{number}].value", "An NHS number has ten digits.")
            elif identifier.get("use") == "old":
                found["former_nhs_numbers"].append(value)
            else:
                found.setdefault("nhs_number", self._number(identifier, value))
        if "nhs_number" not in found:
            found["nhs_number_absent_reason"] = self._why_no_number()
        return found

    @staticmethod
    def _number(identifier: Resource, value: str) -> dict[str, str]:
        status = extension_code(identifier, "Extension-UKCore-NHSNumberVerificationStatus")
        verified = status.get("code") if status else None
        return {"value": value, **({"verification": verified} if isinstance(verified, str) else {})}

    def _why_no_number(self) -> str:
        holders = [self.patient, *many(self.patient, "identifier")]
        reasons = [extension_code(one, "Extension-UKCore-NHSNumberUnavailableReason") for one in holders]
        code = next((reason.get("code") for reason in reasons if reason), None)
        if code is None:
            self.warnings.append(
                Warning("nhs_number_absent_reason_assumed", "/child/nhs_number_absent_reason")
            )
        return NON_RESIDENT[0] if code in NON_RESIDENT else "nhs_number_not_currently_available"

    def _names(self) -> list[dict[str, Any]]:
        """Every name, the official one first."""
        found = []
        for name in many(self.patient, "name"):
            use = NAME_USE.get(word(name, "use") or "usual", "alias")
            parts: dict[str, Any] = {"use": use, "given": words(name, "given")}
            family = word(name, "family") or (None if parts["given"] else word(name, "text"))
            if family:
                parts["family"] = family
            if family or parts["given"]:
                found.append(parts)
        if not found:
            raise missing(f"{self.where}.name")
        return sorted(found, key=lambda name: NAME_ORDER.index(name["use"]))

    def _birth(self) -> dict[str, Any]:
        born = self.patient.get("birthDate")
        if born is None:
            self.warnings.append(Warning("birth_date_missing", "/child/birth/date"))
            return {"date": NOT_ASKED}
        if not isinstance(born, str) or days(born) is None:
            raise wrong(f"{self.where}.birthDate")
        at_time = next(extensions(self.patient.get("_birthDate"), "patient-birthTime"), {}).get(
            "valueDateTime"
        )
        exact = instant(at_time) if isinstance(at_time, str) else None
        if exact is None or (self.pds_shaped and is_midnight_utc(str(at_time))):
            return {"date": born}
        if civil_day(exact).isoformat() != born:
            self.warnings.append(Warning("birth_time_differs", "/child/birth/time"))
            return {"date": born}
        return {"date": born, "time": exact.astimezone(LONDON).isoformat()[11:], "precision": "minute"}

    def _ethnicity(self) -> dict[str, str] | None:
        coding = extension_code(self.patient, "Extension-UKCore-EthnicCategory")
        scheme, code = word(coding, "system"), word(coding, "code")
        return {"scheme": scheme, "code": code} if scheme and code else None

    def _concept(self, name: str) -> str | None:
        coding = extension_code(self.patient, name)
        return word(coding, "display") or word(coding, "code")

    def _residence(self) -> dict[str, str] | None:
        coding = extension_code(self.patient, "Extension-UKCore-ResidentialStatus")
        return {"status": RESIDENCE.get(word(coding, "code") or "", "not_known")} if coding else None

    def _addresses(self) -> list[dict[str, Any]]:
        """The addresses of today; former ones stay in the sealed message."""
        return [
            read_address(address)
            for address in many(self.patient, "address")
            if address.get("use") not in ("old", "billing", "work")
        ]

    def _practice(self) -> dict[str, str] | None:
        for reference in many(self.patient, "generalPractitioner"):
            found = self.entries.resolve(reference)
            code = ods_code(found[1]) if found else ods_code(reference)
            if code:
                return {"ods": code}
        return None

    def _communication(self) -> dict[str, Any]:
        told = next(extensions(self.patient, "Extension-UKCore-NHSCommunication"), None)
        language = extension_code(told, "language") if told else None
        interpreter = next(extensions(told, "interpreterRequired"), {}).get("valueBoolean") if told else None
        spoken = word(self.patient, "communication", "language", "coding", "code")
        return {"language": word(language, "code") or spoken, "interpreter": interpreter}


def read_address(address: Resource) -> dict[str, Any]:
    """An address with its lines as sent."""
    lines = [*words(address, "line"), *words(address, "city"), *words(address, "district")]
    parts = {
        "use": ADDRESS_USE.get(word(address, "use") or "home", "home"),
        "lines": lines or words(address, "text"),
        "postcode": word(address, "postalCode"),
        "country": word(address, "country"),
    }
    return {name: value for name, value in parts.items() if value}
