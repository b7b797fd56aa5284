"""What invented reviews find: learning, good practice, recommendations, and what is done about them."""

from collections.abc import Mapping
from typing import NamedTuple


class Lesson(NamedTuple):
    """What a review of one category of death may teach."""

    issue: str
    point: str
    good_practice: str
    recommendation: str
    addressee: str
    action: str


OFFICE = "Integrated Care Board, children's lead"
LESSONS: Mapping[str, Lesson] = {
    "perinatal": Lesson(
        "A telephone call in early labour was not written down.",
        "Every call to maternity triage is recorded, with advice and a time to call again.",
        "One nurse stayed with the family from admission to the last day.",
        "Audit triage calls in both maternity units against the regional standard.",
        "Director of midwifery", "Audit of one hundred triage calls, reported to the maternity board.",
    ),
    "congenital": Lesson(
        "The parallel plan did not reach the delivery suite.",
        "A plan for comfort care travels with the mother's record.",
        "The family met the palliative care team before the birth.",
        "Put parallel plans where the delivery suite looks first.",
        "Fetal medicine lead", "Alert on the maternity record for every parallel plan.",
    ),
    "unexplained": Lesson(
        "Safer sleep was discussed once, before the parents were tired.",
        "Safer sleep advice is repeated at every contact up to six months, to both parents.",
        "The joint home visit took place on the same day.",
        "Repeat safer sleep advice at each contact, and ask where the baby slept last night.",
        "Head of the 0 to 19 service", "Prompt in the record at two, six and twelve weeks.",
    ),
    "malignancy": Lesson(
        "Two visits with headache did not lead to a referral.",
        "A headache that wakes a child is seen again within four weeks.",
        "The child's own wishes were followed to the end.",
        "Offer practices the headache card for children.", OFFICE, "Cards sent to every practice.",
    ),
    "acute_med": Lesson(
        "Observations were not repeated while the department was full.",
        "An early warning score is repeated, and a senior is told when it rises.",
        "The resuscitation team brought the parents into the room.",
        "Review how children waiting in the emergency department are watched.",
        "Chief nurse", "A children's nurse in the waiting area at all hours.",
    ),
    "infection": Lesson(
        "A second call within a day was not treated as a warning.",
        "A parent who calls again is seen the same day.",
        "Antibiotics were given within the hour once sepsis was thought of.",
        "Teach the meaning of a second call to reception and triage staff.",
        OFFICE, "Training in all practices before the winter.",
    ),
    "trauma": Lesson(
        "The place was known to be dangerous.", "Near misses are shared with the highways team.",
        "Bystanders and the air ambulance gave every chance.",
        "Survey the site and report to both councils.",
        "Director of place", "Site survey, with fencing where it is needed.",
    ),
    "chronic_med": Lesson(
        "Missed appointments were closed instead of followed.",
        "A child who was not brought is rung, not discharged.",
        "Respite gave the family ten good weeks.",
        "Adopt the was-not-brought policy in every clinic.",
        "Medical director", "Policy adopted, with a report each quarter.",
    ),
    "suicide": Lesson(
        "Nobody was in touch with the child during a long wait.",
        "Each child on the waiting list has a named person who calls.",
        "The school made a safe room for friends.",
        "Call each child who waits longer than four weeks, and share the safety plan with the school.",
        "Lead for children's mental health", "Waiting list calls every fortnight.",
    ),
    "inflicted": Lesson(
        "A new adult in the household was not part of the assessment.",
        "Every adult in a household is named in the assessment.",
        "The emergency department asked the right question early.",
        "Audit child in need plans for adults who are not named.",
        "Safeguarding partnership", "Multi-agency audit of forty plans.",
    ),
}  # fmt: skip
