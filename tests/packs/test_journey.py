"""The whole way of a pack over HTTP: prepared, checked, approved, released, read in three renderings."""

import re

import pytest

from app.documents.marks import plain
from app.documents.readback import html_text, pdf_text
from tests.packs.begun import Prepared, Released
from tests.packs.office import Office
from tests.packs.told import KNOWN

MEDIA = ("application/json", "text/html", "application/pdf")


def squeezed(text: str) -> str:
    """Only letters and digits: an identifier in pieces is an identifier."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def leaks(text: str) -> list[str]:
    """Which known identifiers a text still holds, however they are spaced."""
    plain = squeezed(text)
    return [known for known in KNOWN if squeezed(known) in plain]


def test_a_pack_is_read_in_three_renderings_and_none_names_anybody(
    office: Office, released: Released
) -> None:
    _, meeting, pack = released
    office.declare("member-health", meeting, pack["pseudonym"])
    path = f"/meetings/{meeting}/packs/{pack['pseudonym']}"
    read = {media: office.get("member-health", path, Accept=media) for media in MEDIA}
    for media, answer in read.items():
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == media
        assert leaks(answer.headers["content-disposition"]) == []
    page, paper = html_text(read["text/html"].text), pdf_text(read["application/pdf"].content)
    for text in (read["application/json"].text, page, paper):
        assert leaks(text) == []
        assert "salbutamol 2.5 mg" in text
    code = re.search(r"Reader code ([A-Z0-9]+)", page)
    assert code is not None
    assert code.group(1) in paper


def test_the_scan_of_this_test_finds_what_is_there(office: Office, pack: Prepared) -> None:
    draft = office.get("coordinator", f"/packs/{pack['id']}").json()
    originals = " ".join(one["original"] for one in draft["narratives"])
    assert {"testchild", "quillfeather", "mirabel", "penhaligon", "9990007017"} <= set(leaks(originals))
    assert leaks(" ".join(one["text"] for one in draft["narratives"])) == []


def test_the_json_says_what_the_contract_says(office: Office, released: Released) -> None:
    _, meeting, pack = released
    office.declare("chair", meeting, pack["pseudonym"])
    said = office.get("chair", f"/meetings/{meeting}/packs/{pack['pseudonym']}").json()
    assert (said["pseudonym"], said["meeting_id"], said["version"]) == (pack["pseudonym"], meeting, 1)
    assert said["summary"] == {
        "age": "2 years", "sex": "male", "deprivation_quintile": said["summary"]["deprivation_quintile"],
        "period": "2026", "place_of_death": "acute hospital, emergency department",
        "expected": "unexpected",
    }  # fmt: skip
    assert said["analysis"]["proposed_category"] == "acute_med"
    assert said["analysis"]["category"] == "Acute medical or surgical condition"
    assert [factor["modifiable"] for factor in said["analysis"]["factors"]] == [True]
    assert {one["form"] for one in said["narratives"]} == {"notification", "", "analysis"}
    assurance = said["assurance"]
    assert (assurance["prepared_by_role"], assurance["approved_by_role"]) == (
        "coordinator",
        "designated_doctor",
    )
    assert assurance["sha256"] == pack["sha256"]
    assert {"recall_known", "recall_unknown", "corpus", "rules_version"} <= set(assurance)
    assert said["released_at"] < said["expires_at"]


def test_one_person_has_one_label_in_everything_that_is_told(office: Office, pack: Prepared) -> None:
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    labels = {
        change["replacement"]
        for one in told
        for change in one["changes"]
        if one["original"][change["start"] : change["end"]].startswith("Mirabel")
    }
    assert labels == {"[mother]"}


def test_each_reader_has_a_mark_of_their_own(office: Office, released: Released) -> None:
    _, meeting, pack = released
    pages = []
    for persona in ("member-health", "member-police"):
        office.declare(persona, meeting, pack["pseudonym"])
        path = f"/meetings/{meeting}/packs/{pack['pseudonym']}"
        pages.append(office.get(persona, path, Accept="text/html").text)
    without_codes = [re.sub(r"Reader code \w+", "", page) for page in pages]
    assert without_codes[0] != without_codes[1]
    assert plain(html_text(without_codes[0])) == plain(html_text(without_codes[1]))


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0, application/xml"])
def test_a_rendering_that_we_do_not_make_is_refused(office: Office, released: Released, accept: str) -> None:
    _, meeting, pack = released
    office.declare("chair", meeting, pack["pseudonym"])
    path = f"/meetings/{meeting}/packs/{pack['pseudonym']}"
    assert office.get("chair", path, Accept=accept).status_code == 406


def test_a_release_brings_the_case_before_the_panel(office: Office, released: Released) -> None:
    case_id, meeting, pack = released
    assert office.get("coordinator", f"/cases/{case_id}").json()["stage"] == "panel_scheduled"
    office.made("manager", f"/packs/{pack['id']}/withdraw", {"reason": "A place was overlooked."})
    assert office.get("coordinator", f"/cases/{case_id}").json()["stage"] == "panel_ready"
    again = office.prepared(case_id, meeting)
    assert (again["version"], again["pseudonym"]) == (2, pack["pseudonym"])
    assert office.approved(again["id"]).is_success
    office.made("manager", f"/packs/{again['id']}/release")
    assert office.get("coordinator", f"/cases/{case_id}").json()["stage"] == "panel_scheduled"
