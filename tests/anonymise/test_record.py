"""What a record must be, and what the rules' version and measures say."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.anonymise import versions
from app.anonymise.record import RecordError, anonymise, known_identifiers
from tests.anonymise.examples import RECORD, with_texts

FAULTS: list[tuple[Any, str]] = [
    ([], ""),
    ({"child": 3}, "/child"),
    ({"child": {"forenames": [7]}}, "/child/forenames/0"),
    ({"child": {"date_of_birth": "Hopeday"}}, "/child/date_of_birth"),
    ({"child": {"date_of_birth": "2026-02-02", "date_of_death": "2026-02-01"}}, "/child/date_of_death"),
    ({"people": {"relation": "mother"}}, "/people"),
    ({"people": ["mother"]}, "/people/0"),
    ({"identifiers": [{"kind": "phone", "value": 7}]}, "/identifiers/0/value"),
    ({"narratives": [{"id": "a"}]}, "/narratives/0/text"),
    ({"narratives": [{"id": "a", "text": ""}, {"id": "a", "text": ""}]}, "/narratives/1/id"),
    ({"narratives": [{"id": "a", "text": "\ud800"}]}, "/narratives/0/text"),
]


@pytest.mark.parametrize(("record", "pointer"), FAULTS)
def test_a_fault_says_where_and_never_what(record: Any, pointer: str) -> None:
    with pytest.raises(RecordError) as caught:
        anonymise(record)
    assert caught.value.pointer == pointer
    assert "Hopeday" not in str(caught.value)


def test_an_empty_record_gives_no_narratives() -> None:
    assert anonymise({"child": None, "people": None})["narratives"] == []


def test_the_identifier_set_holds_names_in_parts_and_short_forms() -> None:
    names = known_identifiers(with_texts()).names
    assert {"mary", "jane", "maryjane", "obrien", "brien", "wisniewska", "pat", "lukasz"} <= set(names)
    assert "station" not in names


def test_the_version_of_the_rules_is_a_hash_and_stays() -> None:
    assert versions.rules_version() == versions.rules_version()
    assert len(bytes.fromhex(versions.rules_version())) == 8
    assert anonymise(RECORD)["rules_version"] == versions.rules_version()


def test_the_rules_in_force_are_measured() -> None:
    measured = versions.assurance()
    assert measured["rules_version"] == versions.rules_version()
    assert float(str(measured["recall_known"])) > 0.99


def test_measures_of_other_rules_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath("data").mkdir()
    monkeypatch.setattr(versions, "ROOM", tmp_path)
    with pytest.raises(versions.NotMeasured):
        versions.assurance()
    tmp_path.joinpath("data", "results.json").write_text(json.dumps({"rules_version": "00"}))
    with pytest.raises(versions.NotMeasured):
        versions.assurance()
