"""How often what happens in an invented year: shares by age, category, place and route."""

from collections.abc import Mapping

# The neighbouring panel would have about thirty a year; a third of them is told, enough for a cohort.
DEATHS_A_YEAR = {"herefordshire": 10, "worcestershire": 35, "shropshire": 6, "telford-and-wrekin": 4}
# Days of life from and to, and the share of deaths.
BANDS: Mapping[str, tuple[int, int, int]] = {
    "week": (0, 6, 33), "month": (7, 27, 9), "infant": (28, 364, 19), "1-4": (366, 1825, 12),
    "5-9": (1827, 3650, 7), "10-14": (3653, 5476, 9), "15-17": (5480, 6570, 11),
}  # fmt: skip
CATEGORIES: Mapping[str, Mapping[str, int]] = {
    "week": {"perinatal": 65, "congenital": 31, "infection": 4},
    "month": {"perinatal": 60, "congenital": 32, "infection": 8},
    "infant": {"unexplained": 38, "congenital": 28, "perinatal": 14, "infection": 10, "acute_med": 8,
               "inflicted": 2},
    "1-4": {"congenital": 25, "infection": 14, "malignancy": 13, "unexplained": 10, "trauma": 12,
            "acute_med": 16, "chronic_med": 8, "inflicted": 2},
    "5-9": {"malignancy": 27, "congenital": 20, "chronic_med": 15, "trauma": 10, "acute_med": 16,
            "infection": 12},
    "10-14": {"malignancy": 20, "trauma": 14, "suicide": 12, "chronic_med": 14, "congenital": 10,
              "acute_med": 18, "infection": 12},
    "15-17": {"suicide": 22, "trauma": 20, "malignancy": 13, "inflicted": 5, "congenital": 5,
              "acute_med": 18, "chronic_med": 9, "infection": 8},
}  # fmt: skip
MODIFIABLE = {
    "perinatal": 0.58, "congenital": 0.28, "unexplained": 0.85, "malignancy": 0.12, "acute_med": 0.45,
    "infection": 0.45, "trauma": 0.75, "chronic_med": 0.35, "suicide": 0.70, "inflicted": 0.90,
}  # fmt: skip
JAR = {
    "unexplained": 1.0, "trauma": 0.95, "suicide": 1.0, "inflicted": 1.0, "infection": 0.45,
    "acute_med": 0.45, "perinatal": 0.06, "congenital": 0.08, "malignancy": 0.02, "chronic_med": 0.15,
}  # fmt: skip
TRIGGER = {"trauma": "external_cause", "suicide": "external_cause", "inflicted": "suspicious"}
INSUFFICIENT = 0.015
ETHNICITY = {"A": 78, "C": 2, "D": 2, "G": 3, "H": 3, "J": 4, "K": 2, "N": 2, "S": 2, "Z": 2}
TRUSTS = {
    "herefordshire": {"RLQ": 40, "RQ3": 25, "RKB": 15, "RTE": 12, "RRK": 8},
    "worcestershire": {"RWP": 45, "RQ3": 27, "RRK": 8, "RKB": 7, "RL4": 7, "RTE": 6},
    "shropshire": {"RXW": 60, "RQ3": 25, "RJE": 15},
    "telford-and-wrekin": {"RXW": 60, "RQ3": 25, "RL4": 15},
}
LEVEL_3 = ("RQ3", "RKB", "RL4")
PLACES: Mapping[str, Mapping[str, int]] = {
    "perinatal": {"neonatal_unit": 72, "delivery_suite": 28},
    "congenital": {"intensive_care": 30, "neonatal_unit": 34, "acute_ward": 14, "hospice": 12,
                   "home_normal_residence": 10},
    "unexplained": {"acute_ed": 60, "home_normal_residence": 40},
    "malignancy": {"hospice": 34, "home_normal_residence": 33, "acute_ward": 33},
    "acute_med": {"intensive_care": 50, "acute_ed": 35, "acute_ward": 15},
    "infection": {"intensive_care": 62, "acute_ed": 38},
    "trauma": {"public_place": 38, "acute_ed": 37, "intensive_care": 25},
    "chronic_med": {"acute_ward": 40, "home_normal_residence": 40, "hospice": 20},
    "suicide": {"home_normal_residence": 55, "public_place": 25, "acute_ed": 20},
    "inflicted": {"acute_ed": 60, "intensive_care": 40},
}  # fmt: skip
IN_HOSPITAL = frozenset({"neonatal_unit", "delivery_suite", "intensive_care", "acute_ward", "acute_ed"})
# Domain, code: what a review may find; the first of a category is the one that could be changed.
FACTORS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "perinatal": (("B", "smoking_in_pregnancy"), ("D", "neonatal_care"), ("D", "antenatal_care"),
                  ("B", "late_booking"), ("A", "prematurity")),
    "congenital": (("D", "communication_between"), ("D", "antenatal_care"), ("A", "congenital_anomaly")),
    "unexplained": (("C", "unsafe_sleep"), ("B", "co_sleeping"), ("B", "household_smoking"),
                    ("A", "acute_illness")),
    "malignancy": (("D", "delay_in_recognition"), ("A", "chronic_illness")),
    "acute_med": (("D", "delay_in_treatment"), ("D", "communication_within"), ("A", "acute_illness")),
    "infection": (("D", "delay_in_recognition"), ("D", "guideline_not_followed"), ("A", "acute_illness")),
    "trauma": (("C", "road_or_vehicle"), ("B", "supervision"), ("C", "water")),
    "chronic_med": (("D", "follow_up"), ("D", "was_not_brought"), ("A", "epilepsy")),
    "suicide": (("D", "access"), ("B", "bullying"), ("A", "mental_health")),
    "inflicted": (("B", "domestic_abuse"), ("D", "communication_between"), ("B", "parent_mental_health")),
}  # fmt: skip
CAUSES: Mapping[str, tuple[str, ...]] = {
    "perinatal": ("Extreme prematurity", "Hypoxic ischaemic encephalopathy", "Necrotising enterocolitis"),
    "congenital": ("Complex congenital heart disease", "Edwards syndrome", "Congenital diaphragmatic hernia"),
    "unexplained": ("Unascertained",),
    "malignancy": ("Diffuse intrinsic pontine glioma", "Relapsed acute lymphoblastic leukaemia"),
    "acute_med": ("Status asthmaticus", "Diabetic ketoacidosis", "Ruptured arteriovenous malformation"),
    "infection": ("Meningococcal septicaemia", "Invasive group A streptococcal disease"),
    "trauma": ("Multiple injuries", "Drowning"),
    "chronic_med": ("Respiratory failure due to cerebral palsy", "Sudden unexpected death in epilepsy"),
    "suicide": ("Hanging",),
    "inflicted": ("Head injury",),
}
