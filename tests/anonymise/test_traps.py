"""The traps of names, numbers, places and dates, each as it is written and as it must read afterwards."""

import pytest

from tests.anonymise.examples import cleaned, one

TRAPS = [
    ("O\u2019BRIEN-WIŚNIEWSKA, Mary-Jane attended.", "[child] attended."),
    ("Mary\u00adJane was seen.", "[child] was seen."),
    ("Mary\u200bJane\u2019s cot", "[child]\u2019s cot"),
    ("mary jane was blue", "[child] was blue"),
    ("Wisniewska's notes", "[family member]'s notes"),
    ("Mrs Obrien came.", "Mrs [mother] came."),
    ("Mrs O\u00a0Brien came.", "Mrs [family member] came."),
    ("Lukasz Wisniewski rang.", "[father] rang."),
    ("Mr Wisnieski rang.", "Mr [father] rang."),
    ("L. Wiśniewski rang.", "[father] rang."),
    ("Daisy Mc Allister played.", "[sibling 1] played."),
    ("M.J. was floppy.", "[child] was floppy."),
    ("DC Steele will attend.", "DC [police officer A] will attend."),
    ("Sister Long was on duty after a long night.", "Sister [nurse A] was on duty after a long night."),
    (
        "Hope said there was no hope. hope was upstairs.",
        "[mother] said there was no hope. [mother] was upstairs.",
    ),
    ("We hope that she may settle; she will not.", "We hope that she may settle; she will not."),
    ("She fell down. Down's family came.", "She fell down. [grandmother]'s family came."),
    ("Down syndrome and Graves' disease", "Down syndrome and Graves' disease"),
    ("Wiśniew-\nska came", "[family member] came"),
    ("lives at flat 3, 48 station rd", "lives at [address]"),
    ("seen on Station Road", "seen on [address]"),
    ("SY4 5ZZ or sy45zz", "[postcode] or [postcode]"),
    ("ring (01939) 234567 or +44 1939 234567", "ring [phone] or [phone]"),
    ("ring 0044 7911 123456 or 07911-123-465", "ring [phone] or [phone]"),
    ("NHS 999 123\n4560 or 9991324560", "NHS [number] or [number]"),
    ("ref CDR/2026/00417", "ref [reference]"),
    ("car vx65kjl", "car [vehicle]"),
    ("@hope_ob94 and hopeob94", "[account] and [account]"),
    ("mail hope.ob@example.org", "mail [email]"),
    ("at St Wulstans and St. Wulstan's CE Primary", "at [school] and [primary school]"),
    ("seen at copthorne vale surgery", "seen at [GP practice]"),
    ("moved to the Royal Shrewsbury", "moved to the [acute hospital]"),
    ("transferred to BCH from Ludlow", "transferred to [tertiary children's hospital] from [market town]"),
    ("born 04/05/2021, died 9/3/26", "born [birth], died D0"),
    ("born 4th of May 2021, died on 9 March", "born [birth], died on D0"),
    ("seen 6.3.26 and 2026-03-21", "seen D-3 and D+12"),
    ("seen on 1 Jan 2026 and 1 December 2024", "seen on D-10 weeks and D-15 months"),
    ("the day before Easter Sunday", "the day before [public day]"),
    ("her 4-year-old daughter", "her [age 4 years] daughter"),
    ("aged 4 years and 10 months", "[age 4 years]"),
    ("mother aged 31", "mother [age 30 to 39 years]"),
    ("neighbour Sharon Priddy came", "neighbour [neighbour 1] came"),
    ("her friend Ebony came", "her friend [friend 1] came"),
    (
        "Every day Hope was there. Teddy, 4, slept.",
        "Every day [mother] was there. [sibling 1], [age 4 years], slept.",
    ),
    ("he was 15 going on 16", "he was [age 15 to 17 years] going on 16"),
    ("teenage mum of 17 and mum of 3", "teenage mum of [age 15 to 17 years] and mum of 3"),
    ("on 09/03 and at 09:03", "on D0 and at 09:03"),
    ("booked in 2019, born 2021", "booked in [year], born [year]"),
    ("snap hopeob_x, hope(dot)ob(at)example(dot)org", "snap [account], [email]"),
    ("her little dog peanut.", "her little dog [pet]."),
    ("then parveen came round", "then [person 1] came round"),
    ("at ///filled.count.soap or SO 711 377", "at [place] or [place]"),
    ("PC 3391 Fenn and Prof. Lightbown", "PC [number] [police officer A] and Prof. [doctor A]"),
    ("log 0123, MRN 00123456, GMC 7654321", "log [reference], MRN [reference], GMC [reference]"),
]
CLINICAL = [
    "Apgar 9 at 1 and 10 at 5 minutes, GCS 10/15, 10/12 history, 3/52, 5/7.",
    "Paracetamol 240 mg/5 ml, adrenaline 10 micrograms/kg, temp 38.4, at 02:15 and 0215hrs.",
    "Born at 39+2, 9th centile, 2.9 kg, gestation 32 weeks, 24 weeks gestation.",
    "Hodgkin lymphoma, Wilms' tumour, Guillain-Barré syndrome, Still's disease, Bell's palsy.",
    "Developmental age of 2 years. No rash, not jaundiced, never intubated.",
    "Respiratory Clinic, Neurodevelopmental Clinic, Home Oxygen, Patent Ductus Arteriosus, T2DM.",
    "MARF received; ROSC at 18:10; WETFLAG calculated; SUDIC bloods; WCC 18.2, 1:10,000, 46XX, 24-48 hours.",
    "Glasgow Coma Scale 3, Apgar score 2, Wolff-Parkinson-White syndrome, Moro reflex absent.",
    "A dog bite, a cat scratch and a CAT scan; the dog ate. Cat litter noted. Dog walker. Cat flu.",
    "Asked by PC. Action: SW to visit. Minutes: AOB.",
    "A WELFARE CHECK WAS MADE BY THE CREW. WELFARE CONCERN.",
]


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_a_trap_is_not_fallen_into(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@pytest.mark.parametrize("text", CLINICAL)
def test_clinical_language_survives(text: str) -> None:
    assert cleaned(text) == text


def test_what_is_kept_although_it_is_a_name_goes_to_review() -> None:
    text = "Down syndrome was excluded."
    assert [(doubt["start"], doubt["end"]) for doubt in one(text)["for_review"]] == [(0, 4)]


def test_a_rare_event_goes_to_review_with_its_sentence() -> None:
    text = "She was well. The vigil was on the news. She slept."
    assert {text[doubt["start"] : doubt["end"]] for doubt in one(text)["for_review"]} == {
        "The vigil was on the news"
    }


def test_a_change_says_whether_the_record_knew() -> None:
    changes = one("Hope met Sharon Priddy.")["changes"]
    assert [(change["kind"], change["known"]) for change in changes] == [("name", True), ("name", False)]
