"""Notes: what others have signed opens here, and what is signed here holds nothing but what it says."""

from base64 import b64encode

import pytest

from app.audit.note import (
    COSIGNATURE,
    Checkpoint,
    Key,
    NoteRefused,
    Trust,
    cosigned,
    line,
    open_cosignature,
    open_note,
    sign,
)
from app.crypto.small import Signer, signed_by
from tests.audit.actors import ORIGIN, SIGNER

# The example key and note of golang.org/x/mod/sumdb/note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
HERE = Trust([Key(ORIGIN, SIGNER.public_bytes())], signed_by)
CLAIM = Checkpoint(ORIGIN, 7, bytes(range(32)))
WITNESS = Signer(bytes(range(64, 96)))
WITNESS_KEY = Key("witness.example.invalid", WITNESS.public_bytes(), COSIGNATURE)


def test_a_note_that_others_signed_opens() -> None:
    assert open_note(f"{TEXT}\n{SIGNED}", Trust([Key.read(PETER)], signed_by)) == TEXT


def test_a_key_reads_back_as_it_was_published() -> None:
    assert Key.read(PETER).text() == PETER
    assert Key.read(WITNESS_KEY.text()) == WITNESS_KEY


@pytest.mark.parametrize("place", range(len(PETER)))
def test_a_mangled_key_is_refused(place: int) -> None:
    with pytest.raises(NoteRefused):
        Key.read(PETER[:place] + chr(ord(PETER[place]) + 1) + PETER[place + 1 :])


def test_a_checkpoint_reads_back_from_its_note() -> None:
    note = sign(CLAIM.text(), ORIGIN, SIGNER)
    assert Checkpoint.read(open_note(note, HERE)) == CLAIM
    assert note.startswith(f"{ORIGIN}\n7\n{b64encode(CLAIM.root).decode()}\n\n— {ORIGIN} ")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n7\n", "\n8\n"),
        ("AAEC", "BAEC"),
        (ORIGIN, "elsewhere.example.invalid"),
        ("\n\n", "\n"),
        ("— ", "- "),
    ],
)
def test_a_changed_note_is_refused(was: str, becomes: str) -> None:
    note = sign(CLAIM.text(), ORIGIN, SIGNER)
    assert was in note
    with pytest.raises(NoteRefused):
        open_note(note.replace(was, becomes), HERE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\n-1\nAA==\n",
        "a\n1\nAA==\n",
        f"\n{CLAIM.text()}",
        "a\n１\n" + CLAIM.text(),
        "a\n" + "9" * 40,
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        Checkpoint.read(text)


def a_cosignature(time: int = 1_800_000_000, text: str = CLAIM.text()) -> str:
    stamp = time.to_bytes(8, "big")
    return line(WITNESS_KEY.name, WITNESS_KEY.id, stamp + WITNESS.sign(cosigned(text, time)))


def test_a_cosignature_opens_with_its_time() -> None:
    time, raw = open_cosignature(CLAIM.text(), a_cosignature(), WITNESS_KEY, signed_by)
    assert time == 1_800_000_000
    assert len(raw) == 72


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (Checkpoint(ORIGIN, 8, CLAIM.root).text(), WITNESS_KEY),
        (CLAIM.text(), Key(WITNESS_KEY.name, WITNESS.public_bytes())),
        (CLAIM.text(), Key("other.example.invalid", WITNESS.public_bytes(), COSIGNATURE)),
        (CLAIM.text(), Key(WITNESS_KEY.name, SIGNER.public_bytes(), COSIGNATURE)),
    ],
)
def test_a_cosignature_is_for_one_checkpoint_and_one_key(text: str, key: Key) -> None:
    with pytest.raises(NoteRefused):
        open_cosignature(text, a_cosignature(), key, signed_by)
