"""The words that a notification form may use where the field has a list of them."""

from typing import Literal

Absence = Literal["not_known", "not_asked", "refused", "not_applicable"]
Answer = Literal["yes", "no", "not_known", "not_applicable"]
SignsOfLife = Literal["yes", "no", "uncertain", "not_known", "not_applicable"]
When = Literal["now", "past", "never", "not_known"]

SenderKind = Literal[
    "acute",
    "community",
    "ambulance",
    "chis",
    "medical_examiner",
    "registrar",
    "coroner",
    "hospice",
    "gp",
    "police",
    "social_care",
]
Channel = Literal["direct_api", "email", "phone", "ecdop", "cascade", "spen", "coroner", "registrar"]
RelaySystem = Literal["cascade", "spen", "ecdop"]
Event = Literal[
    "death",
    "registration",
    "registration_correction",
    "no_liability_certificate",
    "medical_examiner",
    "coroner_notice",
]

NumberAbsence = Literal["nhs_number_not_currently_available", "child_non_resident_in_england"]
NameUse = Literal["official", "usual", "old", "alias"]
Sex = Literal["male", "female", "indeterminate", "not_known"]
AddressUse = Literal["home", "temporary", "placement"]
Residence = Literal["uk", "overseas", "no_fixed_abode", "not_known"]
BirthPrecision = Literal["minute", "hour", "date", "month", "year"]

DeathPrecision = Literal["minute", "hour", "date", "month", "range"]
DeathMethod = Literal["exact", "approximate", "found"]
Expected = Literal["expected", "unexpected", "not_known"]
Place = Literal[
    "acute_ed",
    "acute_ward",
    "neonatal_unit",
    "intensive_care",
    "hospital_other",
    "home_normal_residence",
    "other_private_residence",
    "foster_home",
    "residential_care",
    "public_place",
    "school",
    "hospice",
    "mh_inpatient",
    "abroad",
    "other",
    "not_known",
    "delivery_suite",
    "adult_ward_or_icu",
    "theatre",
    "ambulance_or_in_transit",
    "prison_or_secure_estate",
]
JarTrigger = Literal[
    "external_cause",
    "sudden_no_apparent_cause",
    "custody_or_mha",
    "suspicious",
    "unattended_stillbirth",
]
Category = Literal[
    "inflicted",
    "suicide",
    "trauma",
    "malignancy",
    "acute_med",
    "chronic_med",
    "congenital",
    "perinatal",
    "infection",
    "unexplained",
]
CauseLayout = Literal["standard", "neonatal"]
PostMortem = Literal["none", "hospital", "coroner", "forensic"]
Withdrawal = Literal["entered_in_error", "not_dead", "wrong_person"]
ReceiptStatus = Literal["received", "query", "closed"]
