"""The key files of one deployment: made together for show, only ever read in production."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto.index import BlindIndex
from app.crypto.keyfile import KeyFileRefused, create_key_file, read_raw_key
from app.crypto.local import LocalProvider
from app.crypto.small import Mac, Signer

SETTING: Final = "CDOP_KEYS_DIR"
KEK, INDEX, MAC, CHECKPOINT = "kek.json", "index.key", "audit-mac.key", "checkpoint.key"
DEMO_MARK: Final = "demo"


class KeysMissing(Exception):
    """Key files are missing or unfit: the message names the setting and the file, never what it holds."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{SETTING}: {why}")


@dataclass(frozen=True, repr=False)
class KeyFiles:
    """What the key files give: the key service, the blind index, the trail's MAC, the checkpoint's signer."""

    provider: LocalProvider
    index: BlindIndex
    mac: Mac
    signer: Signer

    @classmethod
    def ensure(cls, folder: Path, demo: bool) -> Self:
        """The keys in this folder; for show they are made if there is no folder or an empty one."""
        if demo and not (folder.exists() and any(folder.iterdir())):
            create_keys(folder, demo=True)
        return cls.load(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The keys in this folder."""
        try:
            return cls(
                provider=LocalProvider(folder / KEK),
                index=BlindIndex(read_raw_key(folder / INDEX)),
                mac=Mac(read_raw_key(folder / MAC)),
                signer=Signer.load(folder / CHECKPOINT),
            )
        except KeyFileRefused as refusal:
            raise KeysMissing(str(refusal)) from None


def create_keys(folder: Path, *, demo: bool = False) -> None:
    """Make all key files, or none; a folder that holds anything is left alone."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
    LocalProvider.create(fresh / KEK)
    for name in (INDEX, MAC):
        create_key_file(fresh / name, AESGCM.generate_key(256))
    Signer.create(fresh / CHECKPOINT)
    if demo:
        create_key_file(fresh / DEMO_MARK, b"")
    try:
        if os.name == "nt" and folder.exists():
            folder.rmdir()
        fresh.rename(folder)
    except OSError:
        for file in fresh.iterdir():
            file.unlink()
        fresh.rmdir()
        if not (folder / KEK).exists():
            raise KeysMissing("the folder is not empty, and holds no keys.") from None
