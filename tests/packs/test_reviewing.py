"""Deciding again: taken back, for every place of the same words, timed, counted, and never by a name."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.packs.rules import verdicts
from app.packs.rules.narratives import Change, Doubt, Narrative, keep, kept
from app.packs.rules.verdicts import Given, Verdict
from app.packs.rules.wording import is_general
from app.problems import Invalid
from tests.packs.begun import Prepared, Ready
from tests.packs.office import Office
from tests.packs.test_checking import at, verdict
from tests.packs.test_rules import ORIGINAL, PLACES
from tests.packs.told import TOLD

CHANGES = (Change(4, 8, "name", False, "[person]"), Change(12, 15, "name", True, "[mother]"))
DOUBTS = (Doubt(4, 8, "A name?"), Doubt(18, 20, "A place?"), Doubt(18, 20, "Rare?"), Doubt(1, 3, "A name?"))
GIVEN = st.builds(
    Given, st.sampled_from(sorted(Verdict)), st.just(0), st.just(0), st.just("[x]"), st.just("So.")
)
SPOTS = st.one_of(PLACES, st.sampled_from([(4, 8), (12, 15), (18, 20), (1, 3)]))


def started() -> Narrative:
    return Narrative("n1", "gp", "reporting", "child", ORIGINAL, CHANGES, DOUBTS)


def after(narrative: Narrative, decisions: list[tuple[Given, tuple[int, int]]]) -> Narrative:
    """The narrative after what of this may be decided."""
    for one, (start, end) in decisions:
        try:
            narrative = verdicts.decide(
                narrative, Given(one.verdict, start, end, one.replacement, one.reason), ""
            )
        except Invalid:
            continue
    return narrative


@given(st.lists(st.tuples(GIVEN, SPOTS), max_size=8))
def test_whatever_was_decided_can_be_taken_back(decisions: list[tuple[Given, tuple[int, int]]]) -> None:
    narrative = after(started(), decisions)
    assert kept(keep(narrative)) == narrative
    steps = len(narrative.steps)
    for _ in range(steps):
        narrative = verdicts.decide(narrative, Given(Verdict.UNDO, 0, len(ORIGINAL)), "")
    assert narrative == started()
    with pytest.raises(Invalid):
        verdicts.decide(narrative, Given(Verdict.UNDO, 0, len(ORIGINAL)), "")


@given(st.lists(st.tuples(GIVEN, SPOTS), max_size=6), SPOTS)
def test_taking_back_one_decision_never_tears_a_text(
    decisions: list[tuple[Given, tuple[int, int]]], place: tuple[int, int]
) -> None:
    narrative = after(started(), [*decisions, (Given(Verdict.UNDO, 0, 0), place)])
    ends = [end for one in narrative.changes for end in (one.start, one.end)]
    assert ends == sorted(ends)
    assert all(one in narrative.changes or narrative.steps for one in CHANGES)


def test_the_last_decision_about_a_place_goes_first(office: Office, pack: Prepared) -> None:
    text = pack_text(office, pack["id"])
    office.change(
        "coordinator", pack["id"], verdict("extend", "salbutamol"), verdict("extend", "salbutamol 2.5 mg")
    )
    first = office.change("doctor", pack["id"], verdict("undo", "2.5 mg"))
    assert "had been given [removed] 2.5 mg." in first.json()["narratives"][0]["text"]
    second = office.change("doctor", pack["id"], verdict("undo", "salbutamol"))
    assert second.json()["narratives"][0]["text"] == text
    assert second.json()["sha256"] == pack["sha256"]
    third = office.change("doctor", pack["id"], verdict("undo", "salbutamol"))
    assert (third.status_code, third.json()["errors"][0]["type"]) == (422, "nothing-decided")


def test_what_was_accepted_given_back_or_replaced_is_as_it_was(office: Office, pack: Prepared) -> None:
    before = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    for one in (
        verdict("accept", "Testchlid"),
        verdict("restore", "07700 900123", reason="A helpline."),
        verdict("replace", "HR1 2AA", replacement="[a town]"),
    ):
        changed = office.change("doctor", pack["id"], one).json()["narratives"]
        assert changed != before
        again = office.change("doctor", pack["id"], one | {"verdict": "undo"})
        assert again.json()["narratives"] == before


def test_taking_back_voids_an_approval_too(office: Office, pack: Prepared) -> None:
    assert office.approved(pack["id"]).is_success
    changed = office.change("coordinator", pack["id"], verdict("undo", "Testchlid")).json()
    assert (changed["state"], changed["approved_by"], changed["counts"]["for_review"]) == ("draft", None, 1)


def test_one_decision_reaches_every_place_of_the_same_words(office: Office, ready: Ready) -> None:
    case_id, meeting = ready
    words = "The garden wall was low. A gardener came. The Garden was locked; the garden path was wet."
    office.made(
        "coordinator",
        f"/cases/{case_id}/family/contributions",
        {"who": "aunt", "text": words, "for_pack": True},
    )
    pack = office.prepared(case_id, meeting)
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    one = next(one for one in told if "garden." in one["original"])
    start = one["original"].index("garden")
    hide = {"narrative": one["id"], "start": start, "end": start + 6, "verdict": "extend", "all": True}
    texts = [one["text"] for one in office.change("doctor", pack["id"], hide).json()["narratives"]]
    assert any("loved the [removed]." in text for text in texts)
    assert any(
        text
        == "The [removed] wall was low. A gardener came. The Garden was locked; the [removed] path was wet."
        for text in texts
    )
    other = hide | {"verdict": "replace", "replacement": "[outdoors]"}
    texts = [one["text"] for one in office.change("doctor", pack["id"], other).json()["narratives"]]
    assert sum(text.count("[outdoors]") for text in texts) == 3
    for _ in range(2):
        undone = office.change("doctor", pack["id"], hide | {"verdict": "undo"})
    assert [one["text"] for one in undone.json()["narratives"]] == [one["text"] for one in told]
    back = office.change("doctor", pack["id"], hide | {"verdict": "restore", "reason": "So."})
    assert back.json()["errors"][0]["pointer"] == "/verdicts/0/all"


def test_what_is_hidden_already_keeps_its_label() -> None:
    told = Narrative("n1", "gp", "", "", "Mirabel and Mirabel.", (Change(0, 7, "name", True, "[mother]"),))
    given = Given(Verdict.EXTEND, 12, 19)
    (done,) = verdicts.everywhere([told], "n1", given, "")
    assert done.text == "[mother] and [removed]."


def test_progress_is_counted_and_the_time_is_sealed(office: Office, pack: Prepared) -> None:
    draft = office.get("doctor", f"/packs/{pack['id']}").json()
    assert draft["reviewed"] == draft["narratives"][0]["reviewed"] == {"cleared": 0, "total": 1}
    one = verdict("accept", "Testchlid", seconds=12)
    done = office.change("coordinator", pack["id"], one).json()
    assert done["reviewed"] == done["narratives"][0]["reviewed"] == {"cleared": 1, "total": 1}
    assert done["narratives"][1]["reviewed"] == {"cleared": 0, "total": 0}
    assert [account["seconds"] for account in office.accounts(pack["id"], "accept")] == [12]
    assert office.change("coordinator", pack["id"], one | {"seconds": -1}).status_code == 422


@pytest.mark.parametrize(
    "label",
    ["[Mirabel]", "[mirabel's]", "[Penhaligon]", "[07700]", "[HR1 2AA]", "[Rosehill]", "[fennimore house]"],
)
def test_what_a_person_types_names_nobody(office: Office, pack: Prepared, label: str) -> None:
    for kind, words in (("replace", "HR1 2AA"), ("extend", "salbutamol")):
        refused = office.change("doctor", pack["id"], verdict(kind, words, replacement=label))
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/verdicts/0/replacement"
        assert label.strip("[]") not in refused.text


@pytest.mark.parametrize(
    "label",
    [
        "[mother]",
        "[sibling 2]",
        "[nurse A]",
        "[GP practice]",
        "[grandmother's friend]",
        "D-3",
        "[age 4 years]",
    ],
)
def test_common_words_are_labels(label: str) -> None:
    assert is_general(label)


@pytest.mark.parametrize("label", ["[K A T I E]", "[b c]", "[mother A B]", "[r'o's'e]"])
def test_letters_spell_no_name(label: str) -> None:
    assert not is_general(label)


def test_a_word_that_stands_a_thousand_times_is_hidden_while_somebody_waits() -> None:
    told = Narrative("n1", "gp", "reporting", "child", "the cat sat. " * 1000)
    began = time.monotonic()
    (hidden,) = verdicts.everywhere([told], "n1", Given(Verdict.EXTEND, 0, 3), "")
    assert len(hidden.changes) == 1000
    assert time.monotonic() - began < 10


def pack_text(office: Office, pack_id: str) -> str:
    """The first account as it now reads."""
    return str(office.get("doctor", f"/packs/{pack_id}").json()["narratives"][0]["text"])


def test_places_lie_in_the_account() -> None:
    assert TOLD[slice(*at("salbutamol").values())] == "salbutamol"
    marks: Any = verdicts.places_of("a+b and a+b, xa+b", "a+b")
    assert marks == [(0, 3), (8, 11)]
