"""The key files of a deployment, and the small objects that they give."""

import os
from pathlib import Path

import pytest

from app.crypto.files import KeyFiles, KeysMissing, create_keys
from app.crypto.small import Mac, Signer, hkdf, signed_by

FILES = {"kek.json", "index.key", "audit-mac.key", "checkpoint.key", "demo"}
posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")


@posix
def test_a_demo_makes_its_keys_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "keys"
    first, second = KeyFiles.ensure(folder, demo=True), KeyFiles.ensure(folder, demo=True)
    assert {file.name for file in folder.iterdir()} == FILES
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert first.mac.sign(b"entry") == second.mac.sign(b"entry")
    assert first.signer.public_bytes() == second.signer.public_bytes()
    assert first.index.bucket("name", "x") == second.index.bucket("name", "x")
    assert [file.name for file in folder.parent.iterdir()] == ["keys"]


def test_production_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="CDOP_KEYS_DIR"):
        KeyFiles.ensure(tmp_path / "keys", demo=False)
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("name", sorted(FILES - {"demo"}))
@pytest.mark.parametrize("demo", [True, False])
def test_a_lost_key_is_named_and_never_made_anew(tmp_path: Path, name: str, demo: bool) -> None:
    KeyFiles.ensure(tmp_path / "keys", demo=True)
    (tmp_path / "keys" / name).unlink()
    with pytest.raises(KeysMissing, match=name):
        KeyFiles.ensure(tmp_path / "keys", demo=demo)


@pytest.mark.parametrize("name", ["index.key", "audit-mac.key", "checkpoint.key"])
def test_a_key_of_the_wrong_length_is_refused_and_not_shown(tmp_path: Path, name: str) -> None:
    KeyFiles.ensure(tmp_path / "keys", demo=True)
    (tmp_path / "keys" / name).write_bytes(b"a short secret")
    with pytest.raises(KeysMissing, match=name) as refusal:
        KeyFiles.ensure(tmp_path / "keys", demo=True)
    assert "secret" not in str(refusal.value)


def test_keys_are_never_made_over_what_is_there(tmp_path: Path) -> None:
    create_keys(tmp_path / "keys")
    before = {file.name: file.read_bytes() for file in (tmp_path / "keys").iterdir()}
    create_keys(tmp_path / "keys")
    assert {file.name: file.read_bytes() for file in (tmp_path / "keys").iterdir()} == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(KeysMissing, match="not empty"):
        create_keys(tmp_path / "other")


def test_a_mac_goes_with_its_message_and_key() -> None:
    mac = Mac(bytes(range(32)))
    tag = mac.sign(b"entry")
    assert mac.verify(b"entry", tag)
    assert not mac.verify(b"entry.", tag)
    assert not mac.verify(b"entry", tag[:-1])
    assert not Mac(bytes(32)).verify(b"entry", tag)


def test_a_signature_is_checked_with_the_public_key_alone(tmp_path: Path) -> None:
    signer = Signer.create(tmp_path / "checkpoint.key")
    signature = signer.sign(b"checkpoint")
    assert signed_by(signer.public_bytes(), b"checkpoint", signature)
    assert not signed_by(signer.public_bytes(), b"checkpoint!", signature)
    assert not signed_by(Signer.create(tmp_path / "other.key").public_bytes(), b"checkpoint", signature)
    assert not signed_by(b"short", b"checkpoint", signature)


def test_hkdf_gives_the_answer_of_the_standard() -> None:
    """RFC 5869, test case 3: no salt, no info."""
    derived = hkdf(bytes([0x0B]) * 22, "")
    assert derived.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
