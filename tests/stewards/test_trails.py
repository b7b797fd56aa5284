"""The trail over HTTP: read by auditors, proved consistent, witnessed with the key that is registered."""

import base64
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import kit as doors
from app.audit.checkpoints import checkpoint
from app.audit.note import COSIGNATURE, Checkpoint, Key, cosigned, line
from app.crypto.small import Signer
from app.kit import Parts
from tests.audit.chains import continues
from tests.stewards.conftest import Desk

PARTNER, STRANGER = Signer(bytes(range(96, 128))), Signer(bytes(range(64, 96)))
NAME, AREA = "partner.example.invalid", "herefordshire"


def vkey(signer: Signer = PARTNER, kind: int = COSIGNATURE) -> str:
    """A public key as partners publish it."""
    return Key(NAME, signer.public_bytes(), kind).text()


def signed(desk: Desk, sessions: sessionmaker[Session], parts: Parts) -> Any:
    """The newest checkpoint, signed now over a trail that has grown."""
    desk.get("auditor", "/audit/events")
    with sessions.begin() as session:
        checkpoint(session, parts.signer, doors.origin(parts.kit.settings))
    return desk.get("auditor", "/audit/checkpoints").json()["items"][0]


def cosignature(note: str, signer: Signer = PARTNER, time: int = 1_800_000_000) -> str:
    """A partner's line under a checkpoint."""
    key = Key(NAME, signer.public_bytes(), COSIGNATURE)
    said = signer.sign(cosigned(Checkpoint.read(note).text(), time))
    return line(key.name, key.id, time.to_bytes(8, "big") + said)


def witness(desk: Desk, kept: Any, area: str = AREA, signer: Signer = PARTNER, by: str = AREA) -> Any:
    """Witness a checkpoint."""
    form = {"area": area, "cosignature": cosignature(kept["note"], signer)}
    return desk.send("POST", f"partner-{by}", f"/audit/checkpoints/{kept['n']}/witness", form)


def register(desk: Desk, area: str = AREA, key: str | None = None, by: str = "administrator") -> Any:
    """Register a witness's key."""
    return desk.send("PUT", by, f"/witnesses/{area}", {"vkey": key or vkey()})


def test_a_partner_witnesses_with_the_registered_key(
    desk: Desk, sessions: sessionmaker[Session], parts: Parts
) -> None:
    kept = signed(desk, sessions, parts)
    assert witness(desk, kept).status_code == 409
    assert register(desk).json() == {"area": AREA, "vkey": vkey()}
    assert witness(desk, kept, signer=STRANGER).status_code == 422
    done = witness(desk, kept)
    assert done.status_code == 201, done.text
    assert done.json()["witnesses"] == [AREA]
    assert desk.get("auditor", "/audit/checkpoints").json()["items"][0]["witnesses"] == [AREA]


def test_a_key_from_the_request_is_not_believed(
    desk: Desk, sessions: sessionmaker[Session], parts: Parts
) -> None:
    kept = signed(desk, sessions, parts)
    register(desk)
    form = {"area": AREA, "cosignature": cosignature(kept["note"], STRANGER), "key": vkey(STRANGER)}
    path = f"/audit/checkpoints/{kept['n']}/witness"
    assert desk.send("POST", f"partner-{AREA}", path, form).status_code == 422
    assert desk.get("auditor", "/audit/checkpoints").json()["items"][0]["witnesses"] == []


def test_an_officer_witnesses_for_their_own_area(
    desk: Desk, sessions: sessionmaker[Session], parts: Parts
) -> None:
    kept = signed(desk, sessions, parts)
    register(desk)
    register(desk, "worcestershire")
    assert witness(desk, kept, by="worcestershire").status_code == 403
    assert witness(desk, kept | {"n": kept["n"] + 1}).status_code == 404
    form = {"area": AREA, "cosignature": "x"}
    for persona in ("auditor", "administrator", "coordinator"):
        path = f"/audit/checkpoints/{kept['n']}/witness"
        assert desk.send("POST", persona, path, form).status_code == 403


@pytest.mark.parametrize("key", ["Testchild Example", vkey(kind=1), vkey()[:-2] + "AA", NAME])
def test_only_a_witness_key_is_registered(desk: Desk, key: str) -> None:
    answer = register(desk, key=key)
    assert answer.status_code == 422
    assert "Testchild" not in answer.text


def test_keys_are_registered_by_an_administrator_for_areas_that_share_a_panel(desk: Desk) -> None:
    for persona in ("partner-herefordshire", "auditor", "manager"):
        assert register(desk, by=persona).status_code == 403
    for area in ("atlantis", "wyre-forest"):
        assert register(desk, area).status_code == 404
    assert register(desk).status_code == register(desk, key=vkey(STRANGER)).status_code == 200


def test_auditors_and_officers_prove_that_the_trail_continues(
    desk: Desk, sessions: sessionmaker[Session], parts: Parts
) -> None:
    old = signed(desk, sessions, parts)
    new = signed(desk, sessions, parts)
    assert new["size"] > old["size"]
    for persona in ("auditor", f"partner-{AREA}"):
        proof = desk.get(persona, "/audit/consistency", old=old["size"], new=new["size"]).json()["proof"]
        hashes = [base64.b64decode(found) for found in proof]
        before, after = (base64.b64decode(one["root"]) for one in (old, new))
        assert continues(old["size"], new["size"], before, after, hashes)
    assert desk.get("coordinator", "/audit/consistency", old=1, new=2).status_code == 403
    assert desk.get("auditor", "/audit/consistency", old=2, new=1).status_code == 404
    assert desk.get("auditor", "/audit/consistency", old=1, new=10**9).status_code == 404
    assert desk.get("auditor", "/audit/consistency", old=0, new=2).status_code == 422


def test_the_trail_is_read_page_by_page(desk: Desk) -> None:
    for _ in range(5):
        desk.get("coordinator", "/cases")
    seen, cursor = [], None
    while True:
        page = desk.get("auditor", "/audit/events", limit=3, **({"cursor": cursor} if cursor else {})).json()
        seen += [entry["seq"] for entry in page["items"]]
        if (cursor := page["next"]) is None:
            break
    assert seen == sorted(set(seen), reverse=True)
    assert seen[-1] == 1
    assert desk.get("coordinator", "/audit/events").status_code == 403
