"""The key service in a file: who may read it, what it refuses, how its versions turn."""

import json
import os
from pathlib import Path
from uuid import uuid4

import pytest

from app.crypto.keyfile import KeyFileRefused
from app.crypto.local import LocalProvider
from app.crypto.provider import KeyServiceDown, WrapRefused, wrapping_label

KEY = bytes(range(32))
LABEL = wrapping_label("case", uuid4(), uuid4())
posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kek.json"
    LocalProvider.create(path)
    return path


@posix
def test_the_key_file_is_made_for_its_owner_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    LocalProvider(path).add_version()
    assert path.stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o601, 0o660, 0o666])
def test_a_file_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    path.chmod(mode)
    with pytest.raises(KeyFileRefused, match="read by others"):
        LocalProvider(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"versions": {}}',
        '{"versions": {"1": "00ff"}}',
        json.dumps({"versions": {"1": "00" * 31}}),
        json.dumps({"versions": {"0": "00" * 32}}),
        json.dumps({"versions": {"one": "00" * 32}}),
        json.dumps({"versions": {"1": "zz" * 32}}),
    ],
)
def test_a_file_that_holds_no_keys_is_refused_and_never_shown(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KeyFileRefused) as refusal:
        LocalProvider(path)
    assert "00" not in str(refusal.value)
    assert str(path.parent) not in str(refusal.value)


def test_a_missing_file_is_refused_and_an_existing_one_never_overwritten(path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="missing"):
        LocalProvider(path.with_name("other.json"))
    with pytest.raises(KeyFileRefused, match="exists already"):
        LocalProvider.create(path)


def test_a_wrapped_key_opens_under_its_own_label_only(path: Path) -> None:
    provider = LocalProvider(path)
    wrapped = provider.wrap(KEY, LABEL)
    assert provider.unwrap_many([(wrapped, LABEL)] * 3) == [KEY] * 3
    for label in (b"", LABEL[:-1], wrapping_label("facts", uuid4(), uuid4())):
        with pytest.raises(WrapRefused):
            provider.unwrap_many([(wrapped, LABEL), (wrapped, label)])


def test_every_flipped_bit_of_a_wrapped_key_is_refused(path: Path) -> None:
    provider = LocalProvider(path)
    provider.add_version()
    wrapped = provider.wrap(KEY, LABEL)
    for bit in range(len(wrapped) * 8):
        changed = bytearray(wrapped)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(WrapRefused):
            provider.unwrap_many([(bytes(changed), LABEL)])
    for length in range(len(wrapped)):
        with pytest.raises(WrapRefused):
            provider.unwrap_many([(wrapped[:length], LABEL)])


def test_a_new_version_serves_running_processes_and_an_old_one_can_be_closed(path: Path) -> None:
    running = LocalProvider(path)
    old = running.wrap(KEY, LABEL)
    assert LocalProvider(path).add_version() == 2
    assert running.current_version() == 2
    fresh = running.rewrap_many([(old, LABEL)])[0]
    assert (running.version_of(old), running.version_of(fresh)) == (1, 2)
    running.close_before(2)
    assert running.unwrap_many([(fresh, LABEL)]) == [KEY]
    with pytest.raises(WrapRefused):
        running.unwrap_many([(old, LABEL)])
    with pytest.raises(ValueError, match="has to stay"):
        running.close_before(3)


def test_a_key_file_that_goes_away_is_a_key_service_that_is_down(path: Path) -> None:
    provider = LocalProvider(path)
    path.unlink()
    with pytest.raises(KeyServiceDown):
        provider.wrap(KEY, LABEL)
