"""Rules of packs: what changes do to a text, which rendering is chosen, what a head may say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.schemas import CodedFacts
from app.packs.gathering.forms import tellings
from app.packs.gathering.known import Known
from app.packs.rules import head, media, verdicts
from app.packs.rules.finished import canonical, digest
from app.packs.rules.narratives import Change, Doubt, Narrative, keep, kept, scrubbed
from app.packs.rules.verdicts import Given, Verdict
from app.problems import Invalid

ORIGINAL = "abcdefghijklmnopqrstuvwxyz0123456789"
PLACES = st.tuples(st.integers(0, 35), st.integers(1, 36)).filter(lambda place: place[0] < place[1])


def told(*changes: Change, doubts: tuple[Doubt, ...] = ()) -> Narrative:
    """A narrative whose every character occurs once."""
    return Narrative("n1", "gp", "reporting", "child", ORIGINAL, changes, doubts)


@given(st.lists(PLACES, max_size=8))
def test_whatever_is_hidden_stays_hidden_and_the_rest_stays_as_it_was(places: list[tuple[int, int]]) -> None:
    narrative = told()
    for start, end in places:
        narrative = verdicts.decide(narrative, Given(Verdict.EXTEND, start, end, "[-]"), "")
    hidden = {at for start, end in places for at in range(start, end)}
    shown = narrative.text.replace("[-]", "")
    assert shown == "".join(letter for at, letter in enumerate(ORIGINAL) if at not in hidden)
    ends = [(change.start, change.end) for change in narrative.changes]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))


@given(st.lists(PLACES, max_size=5))
def test_a_narrative_is_sealed_and_opened_as_it_was(places: list[tuple[int, int]]) -> None:
    narrative = told(doubts=(Doubt(3, 5, "A name?"),))
    for start, end in places:
        narrative = verdicts.decide(narrative, Given(Verdict.EXTEND, start, end), "")
    assert kept(keep(narrative)) == narrative


@given(PLACES)
def test_a_kept_place_is_found_in_the_text_between_its_neighbours(place: tuple[int, int]) -> None:
    change = Change(10, 14, "name", True, "[mother]")
    narrative = told(change, doubts=(Doubt(*place, "A name?", True),))
    touched = place[0] < 14 and place[1] > 10
    assert [one.words for one in narrative.kept()] == ([] if touched else [ORIGINAL[slice(*place)]])
    for one in narrative.kept():
        assert one.before + one.words + one.after in narrative.text


def test_what_a_record_knows_stays_hidden_even_inside_a_wider_place() -> None:
    narrative = told(Change(5, 8, "name", True, "[mother]"))
    wider = verdicts.decide(narrative, Given(Verdict.EXTEND, 6, 12), "")
    assert [(one.start, one.end, one.known) for one in wider.changes] == [(5, 12, True)]
    with pytest.raises(Invalid):
        verdicts.decide(wider, Given(Verdict.RESTORE, 5, 12, reason="Needed."), "")


def test_a_restored_place_is_kept_until_it_is_hidden_again() -> None:
    narrative = told(Change(5, 8, "place", False, "[place]"))
    restored = verdicts.decide(narrative, Given(Verdict.RESTORE, 5, 8, reason="A common word."), "")
    assert restored.text == ORIGINAL
    assert [one.words for one in restored.kept()] == ["fgh"]
    assert verdicts.decide(restored, Given(Verdict.EXTEND, 4, 9), "").kept() == []


@given(PLACES)
def test_a_place_of_the_text_is_found_in_the_original(place: tuple[int, int]) -> None:
    changes = (Change(3, 6, "name", True, "[x]"), Change(6, 7, "age", False, "[much longer]"))
    narrative = told(*changes)
    start, end = narrative.origin(*place)
    stands = ((3, 6), (6, 19))
    touched = [one for one, at in zip(changes, stands, strict=True) if place[0] < at[1] and at[0] < place[1]]
    assert [one for one in changes if start < one.end and one.start < end] == touched
    assert all(start <= one.start and one.end <= end for one in touched)
    if not touched:
        assert ORIGINAL[start:end] == narrative.text[slice(*place)]


def test_changes_that_do_not_rebuild_the_text_are_refused() -> None:
    change = {"start": 0, "end": 3, "kind": "name", "known": True, "replacement": "[x]"}
    result = {"changes": [change], "for_review": [], "text": "[x]defgh"}
    with pytest.raises(ValueError, match="rebuild"):
        scrubbed(told(), result)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, media.JSON),
        ("", media.JSON),
        ("*/*", media.JSON),
        ("text/html", media.HTML),
        ("TEXT/HTML; charset=utf-8", media.HTML),
        ("application/*", media.JSON),
        ("application/pdf, application/json;q=0.9", media.PDF),
        ("application/json;q=0.2, text/html;q=0.3", media.HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", media.HTML),
        ("application/json;q=0, */*", media.HTML),
        ("application/*;q=0.1, application/pdf;q=0.5", media.PDF),
        ("image/png", None),
        ("text/html;q=0", None),
        ("*/*;q=0", None),
        ("text/html;q=2", None),
        (";;,,", None),
    ],
)
def test_the_reader_gets_the_rendering_they_like_best(accept: str | None, chosen: str | None) -> None:
    if chosen is None:
        with pytest.raises(media.NotAcceptable):
            media.choose(accept)
    else:
        assert media.choose(accept) == chosen


@pytest.mark.parametrize(
    ("born", "died", "age"),
    [
        ("2026-01-01", "2026-01-01", "0 days"),
        ("2026-01-01", "2026-01-28", "27 days"),
        ("2026-01-01", "2026-01-29", "4 weeks"),
        ("2024-03-01", "2026-02-28", "1 year"),
        ("2024", "2026-02-28", "not known"),
        (None, "2026-02-28", "not known"),
    ],
)
def test_a_head_says_the_age_as_a_clinician_would_and_no_day(born: str | None, died: str, age: str) -> None:
    facts = CodedFacts(born_on=born, died_on=died, sex="female", place="neonatal_unit", ethnicity="A")
    said = head.summary(facts)
    assert said["age"] == age
    assert said["period"] == "2026"
    assert set(said) == {"age", "sex", "deprivation_quintile", "period", "place_of_death", "expected"}


def test_approval_and_release_add_nothing_to_the_bytes_that_are_approved() -> None:
    pack = {"pseudonym": "AAA-BB", "assurance": {"rules_version": "0"}, "narratives": []}
    added = pack | {"released_at": "x", "expires_at": "y"}
    added["assurance"] = {"rules_version": "0", "approved_by_role": "manager", "sha256": digest(pack)}
    assert canonical(added) == canonical(pack)
    assert digest(pack | {"pseudonym": "AAA-BC"}) != digest(pack)


def test_names_are_split_and_words_that_name_nobody_are_left_out() -> None:
    known = Known()
    known.add_person("maternal_grandmother", "Mrs Ottoline van Example")
    known.add_person("father", "EXAMPLE, Parent")
    known.add_person("sibling", "Baby")
    known.add("postcode", "ZZ99 3VZ")
    known.add("phone", " 07700 900123 ")
    known.add("phone", "07700 900123")
    record = known.record()
    assert [(one["forenames"], one["surname"]) for one in record["people"]] == [
        (["Ottoline", "van"], "Example"),
        (["Parent"], "EXAMPLE"),
    ]
    assert record["identifiers"] == [{"kind": "phone", "value": "07700 900123"}]


def test_a_professional_is_known_once_and_by_their_role() -> None:
    known = Known()
    known.add_professional("Oriel Lindqvist")
    known.harvest({"identification": {"respondent_name": "Oriel Lindqvist", "respondent_role": "Sister"}})
    known.harvest({"agencies": [{"person": "Dr Oriel Lindqvist", "phone": "07700 900123"}]})
    known.add_professional(None, "registrar")
    known.harvest({"key_worker": {"name": "Rowan Example", "role": None, "contact": "rowan@example.org"}})
    assert list(known.identifiers) == [
        ("professional", "Oriel Lindqvist, Sister"),
        ("phone", "07700 900123"),
        ("professional", "Rowan Example, key worker"),
        ("email", "rowan@example.org"),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "is_kept"),
    [
        ("place", "Home", False),
        ("place", "Invented Meadow", True),
        ("professional", "Police", False),
        ("professional", "Consultant paediatrician", False),
        ("professional", "Sister Rose Field", True),
        ("professional", "Dr Penhaligon", True),
        ("phone", "", False),
    ],
)
def test_a_word_that_stands_for_no_one_thing_is_no_identifier(kind: str, value: str, is_kept: bool) -> None:
    known = Known()
    known.add(kind, value)
    assert bool(known.identifiers) is is_kept


def test_only_sentences_are_told_and_each_under_its_section() -> None:
    text = {"type": "string", "title": "What happened", "maxLength": 20_000}
    line = {"type": "string", "title": "Occupation", "maxLength": 200}
    detail = {"type": "string", "title": "Anything else", "maxLength": 4000}
    section = {"title": "B", "properties": {"narrative": text, "job": line, "detail": detail}}
    schema = {"properties": {"circumstances": section}}
    said = {"narrative": "She was well at noon.", "job": "a long line of words", "detail": "None known."}
    assert list(tellings(schema, {"circumstances": said})) == [("circumstances", "She was well at noon.")]
    longer = said | {"detail": "He had been seen twice."}
    told_now = list(tellings(schema, {"circumstances": longer}))
    assert told_now[1:] == [("Anything else", "He had been seen twice.")]
