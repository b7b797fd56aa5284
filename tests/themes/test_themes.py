"""Two panels share a cohort: agreed by both, read by both, signed by both, opened by nobody else."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from tests.reviews.opening import a_case
from tests.themes.conftest import OURS, THEIRS, Shared, a_pack


def test_the_other_panel_has_to_agree(shared: Shared) -> None:
    assert shared.propose().json()["state"] == "proposed"
    assert [part["agreed"] for part in shared.get(THEIRS).json()["panels"]].count(True) == 1
    assert shared.post(OURS, "/agree").json()["state"] == "proposed"
    assert shared.post("manager", "/freeze").status_code == 409
    with pytest.raises(Exception, match="agreed"):
        shared.contribute(OURS)
    assert shared.post("stw-manager", "/agree").json()["state"] == "agreed"


@pytest.mark.parametrize(
    "changes",
    [
        {"window": {"from": "2026-04-01", "to": "2026-03-31"}},
        {"window": {"from": "2026-02-30", "to": "2026-03-31"}},
        {"panels": ["hw", "hw"]},
        {"panels": ["hw"]},
        {"panels": ["hw", "elsewhere"]},
        {"title": ""},
    ],
)
def test_what_cannot_be_proposed(shared: Shared, changes: dict[str, Any]) -> None:
    answer = shared.propose(**changes)
    assert answer.status_code == 422
    assert "elsewhere" not in answer.text
    assert shared.client.get("/v1/themes", headers=shared.as_(OURS)).json()["items"] == []


def test_both_read_the_same_and_know_their_own(agreed: Shared) -> None:
    case = uuid4()
    own = agreed.contribute(OURS, a_pack(1), case)
    other = agreed.contribute(THEIRS, a_pack(2))
    assert agreed.get(OURS, "/pack").status_code == agreed.get(OURS, "/tables").status_code == 409
    agreed.post("manager", "/freeze")
    for path in ("/pack", "/tables"):
        assert agreed.get(OURS, path).json() == agreed.get(THEIRS, path).json()
    packs = agreed.get(OURS, "/pack").json()["packs"]
    assert {pack["pseudonym"] for pack in packs} == {own, other}
    assert "7QK-M4" not in str(packs)
    assert {
        figure["text"]
        for table in agreed.get(THEIRS, "/tables").json()["tables"]
        for figure in table["cells"]
    } == {"[c]"}
    seen = {one["pseudonym"]: one["case_id"] for one in agreed.get(OURS, "/contributions").json()["items"]}
    assert seen == {own: str(case), other: None}
    theirs = {one["pseudonym"]: one["own"] for one in agreed.get(THEIRS, "/contributions").json()["items"]}
    assert theirs == {own: False, other: True}


def test_from_ten_cases_on_the_panels_read_figures(agreed: Shared) -> None:
    agreed.freeze(ours=6, theirs=6)
    tables = {table["code"]: table for table in agreed.get(THEIRS, "/tables").json()["tables"]}
    assert [cell["text"] for cell in tables["C1"]["cells"]] == ["10", "[c]", "[c]"]
    assert tables["C1"]["denominator"] == 10


def test_a_case_joins_once_and_for_its_own_panel_alone(agreed: Shared) -> None:
    case = uuid4()
    agreed.contribute(OURS, case=case)
    with pytest.raises(Exception, match="already"):
        agreed.contribute(OURS, case=case)
    assert agreed.get(OURS).json()["contributions"] == 1


def test_neither_opens_the_others_case(agreed: Shared) -> None:
    case = a_case(agreed.parts)
    agreed.contribute(OURS, case=case)
    for persona in (THEIRS, "stw-manager", "stw-doctor"):
        answer = agreed.client.get(f"/v1/cases/{case}", headers=agreed.as_(persona))
        assert answer.status_code == 404


@pytest.mark.parametrize("path", ["", "/contributions", "/tables", "/pack", "/findings"])
def test_outsiders_find_nothing(agreed: Shared, path: str) -> None:
    agreed.freeze()
    agreed.tamper("DELETE FROM theme_panel WHERE panel_id = '0aca7e18-ee17-465c-b9e2-63536b0a45d8'")
    assert agreed.get(OURS, path).status_code == 200
    hidden = agreed.get(THEIRS, path)
    known, agreed.theme = agreed.theme, str(uuid4())
    unknown = agreed.get(THEIRS, path)
    agreed.theme = known
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()
    for persona in ("partner-herefordshire", "chair", "member-lay", "auditor", "administrator"):
        assert agreed.get(persona, path).status_code == 403


def keys(shared: Shared) -> list[tuple[UUID, bool]]:
    """The keys of the cohort, and whether each is retired."""
    asked = text("SELECT key_id, retired_week IS NOT NULL FROM wrapped_key WHERE owner_id = :id")
    with shared.parts.sessions() as session:
        return [(key, gone) for key, gone in session.execute(asked, {"id": shared.theme})]


def test_withdrawal_seals_what_remains_under_a_new_key(agreed: Shared) -> None:
    gone, stays = agreed.contribute(OURS, a_pack(1)), agreed.contribute(THEIRS, a_pack(2))
    ((old, _),) = keys(agreed)
    assert agreed.post(OURS, f"/contributions/{stays}/withdraw").status_code == 404
    left = agreed.post(OURS, f"/contributions/{gone}/withdraw")
    assert [one["pseudonym"] for one in left.json()["items"]] == [stays]
    assert dict(keys(agreed))[old] is True
    assert sorted(retired for _, retired in keys(agreed)) == [False, True]
    with agreed.parts.sessions() as session:
        columns = text(
            "SELECT pack FROM theme_contribution UNION SELECT coded FROM theme_contribution "
            "UNION SELECT content FROM theme"
        )
        assert not [cell for (cell,) in session.execute(columns) if old.bytes in bytes(cell)]
    agreed.post("manager", "/freeze")
    assert [pack["narratives"][0]["text"] for pack in agreed.get(THEIRS, "/pack").json()["packs"]] == [
        "Narrative 2."
    ]


def test_after_the_freeze_nothing_joins_or_leaves(agreed: Shared) -> None:
    name = agreed.contribute(OURS)
    sha = agreed.freeze()["frozen_sha256"]
    assert agreed.post(OURS, f"/contributions/{name}/withdraw").status_code == 409
    with pytest.raises(Exception, match="before it is frozen"):
        agreed.contribute(THEIRS)
    assert agreed.post(OURS, "/freeze").status_code == 409
    assert agreed.get(THEIRS).json()["frozen_sha256"] == sha


def test_an_empty_cohort_is_not_frozen(agreed: Shared) -> None:
    assert agreed.post(OURS, "/freeze").status_code == 409


def test_findings_are_of_the_frozen_cohort(agreed: Shared) -> None:
    finding = {"kind": "learning_point", "text": "Advice should reach every carer."}
    assert agreed.post(OURS, "/findings", finding).status_code == 409
    agreed.freeze()
    assert agreed.post(THEIRS, "/findings", finding).status_code == 201
    assert [one["text"] for one in agreed.get(OURS, "/findings").json()["items"]] == [finding["text"]]


def test_each_panel_signs_off(agreed: Shared) -> None:
    assert agreed.post(OURS, "/sign-off").status_code == 409
    agreed.freeze()
    assert agreed.post(OURS, "/sign-off").json()["state"] == "frozen"
    assert agreed.post("manager", "/sign-off").json()["state"] == "frozen"
    assert agreed.post("stw-manager", "/sign-off").json()["state"] == "signed_off"
    assert agreed.post(OURS, "/findings", {"text": "Too late."}).status_code == 409
    assert agreed.get(THEIRS, "/tables").status_code == 200
