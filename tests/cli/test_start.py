"""What the service refuses to start with: it names the setting, shows no value, and ends with 2."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app import kit as doors
from app.audit import note, verify
from app.cli import root
from app.crypto.files import KeysMissing, create_keys
from app.db.embedded import Urls
from app.settings import Settings

Change = Callable[[Path], object]
GOOD = {
    "CDOP_MODE": "production",
    "CDOP_DATABASE_URL": "postgresql+psycopg://cdop_app:canarysecret@127.0.0.1:1/cdop",
    "CDOP_OIDC_ISSUER": "https://canary.example/issuer",
    "CDOP_OIDC_CLIENT_ID": "canary-pages",
    "CDOP_OIDC_CLIENT_SECRET_FILE": "/run/secrets/canary",
    "CDOP_PUBLIC_URL": "https://canary.example",
}


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Start a command that must end with 2, and return all that it said."""

    def run(*words: str, **settings: str | None) -> str:
        for name, value in ({"CDOP_DATA_DIR": str(tmp_path / "data")} | settings).items():
            monkeypatch.delenv(name, raising=False)
            if value is not None:
                monkeypatch.setenv(name, value)
        monkeypatch.setattr("app.cli.logs.configure", lambda quiet: None)
        monkeypatch.setattr("sys.argv", ["cdop", *(words or ("serve", "--port", "0"))])
        with pytest.raises(SystemExit) as ended:
            root.main()
        said = "".join(capfd.readouterr())
        assert ended.value.code == 2, said
        assert "canary" not in said
        assert "Traceback" not in said
        return said

    return run


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Key files of a deployment."""
    create_keys(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("CDOP_DATABASE_URL", None),
        ("CDOP_KEYS_DIR", None),
        ("CDOP_OIDC_ISSUER", None),
        ("CDOP_OIDC_ISSUER", "http://canary.example"),
        ("CDOP_OIDC_CLIENT_ID", None),
        ("CDOP_OIDC_CLIENT_ID", ""),
        ("CDOP_OIDC_CLIENT_SECRET_FILE", None),
        ("CDOP_OIDC_ACR_VALUES", ""),
        ("CDOP_PUBLIC_URL", "http://canary.example"),
        ("CDOP_PUBLIC_URL", None),
        ("CDOP_DEMO_ISSUER", "true"),
        ("CDOP_MODE", "canary"),
        ("CDOP_BODY_LIMIT", "canary"),
        ("CDOP_TOKEN_SECONDS", "999999"),
        ("CDOP_DATABSE_URL", "canary"),
    ],
)
def test_each_unfit_setting_is_named(
    start: Callable[..., str], keys: Path, setting: str, value: str | None
) -> None:
    said = start(**{**GOOD, "CDOP_KEYS_DIR": str(keys), setting: value})
    assert setting in said
    assert len([line for line in said.splitlines() if "cdop:" in line]) == 1


def test_demo_keys_are_not_for_production(start: Callable[..., str], tmp_path: Path) -> None:
    create_keys(tmp_path / "demo", demo=True)
    assert "CDOP_KEYS_DIR" in start(**GOOD, CDOP_KEYS_DIR=str(tmp_path / "demo"))


def test_a_database_that_does_not_answer_is_named(start: Callable[..., str], keys: Path) -> None:
    assert "CDOP_DATABASE_URL" in start(**GOOD, CDOP_KEYS_DIR=str(keys))


def test_demo_mode_stays_on_loopback(start: Callable[..., str], database: Urls) -> None:
    said = start("serve", "--port", "0", "--host", "0.0.0.0", CDOP_DATABASE_URL=database.app)
    assert "--host" in said
    assert "listening" not in said


def make_folder(keys: Path) -> None:
    (keys / "index.key").unlink()
    (keys / "index.key").mkdir()


SPOILED: dict[str, tuple[str, Change]] = {
    "no key-encryption key": ("kek.json", lambda keys: (keys / "kek.json").unlink()),
    "no index key": ("index.key", lambda keys: (keys / "index.key").unlink()),
    "no trail key": ("audit-mac.key", lambda keys: (keys / "audit-mac.key").unlink()),
    "no checkpoint key": ("checkpoint.key", lambda keys: (keys / "checkpoint.key").unlink()),
    "read by others": ("kek.json", lambda keys: (keys / "kek.json").chmod(0o644)),
    "read by the group": ("index.key", lambda keys: (keys / "index.key").chmod(0o640)),
    "empty": ("audit-mac.key", lambda keys: (keys / "audit-mac.key").write_bytes(b"")),
    "too short": ("index.key", lambda keys: (keys / "index.key").write_bytes(b"canary")),
    "no JSON": ("kek.json", lambda keys: (keys / "kek.json").write_bytes(b"canary")),
    "short keys": ("kek.json", lambda keys: (keys / "kek.json").write_bytes(b'{"versions": {"1": "00"}}')),
    "no folder": ("kek.json", shutil.rmtree),
    "a folder for a file": ("index.key", make_folder),
}


@pytest.mark.parametrize(("file", "spoil"), SPOILED.values(), ids=SPOILED.keys())
def test_keys_that_are_missing_or_unfit_are_named(
    start: Callable[..., str], keys: Path, file: str, spoil: Change
) -> None:
    spoil(keys)
    said = start("audit", "verify", **GOOD, CDOP_KEYS_DIR=str(keys))
    assert "CDOP_KEYS_DIR" in said
    assert file in said


def test_keys_of_another_database_do_not_start(
    database: Urls, engine: Engine, keys: Path, start: Callable[..., str]
) -> None:
    production = {**GOOD, "CDOP_DATABASE_URL": database.app, "CDOP_KEYS_DIR": str(keys)}
    assert "CDOP_KEYS_DIR" in start(**production)


def test_another_trail_key_does_not_start(
    engine: Engine,
    settings: Settings,
    parts: doors.Parts,
    tmp_path: Path,
    client: object,
    as_: Callable[..., object],
) -> None:
    client.get("/v1/cases", headers=as_("coordinator"))  # type: ignore[attr-defined]
    doors.check_trail(parts)
    other = tmp_path / "other"
    shutil.copytree(settings.key_folder, other)
    create_keys(tmp_path / "new")
    shutil.copy(tmp_path / "new" / "audit-mac.key", other / "audit-mac.key")
    wrong = doors.build(settings.model_copy(update={"keys_dir": other}), engine)
    with pytest.raises(KeysMissing, match=r"CDOP_KEYS_DIR: audit-mac\.key"):
        doors.check_trail(wrong)
    with engine.connect() as connection:
        verdict = verify.verify(connection, wrong.kit.mac, note.Trust([], wrong.kit.signed_by))
    assert (verdict.ok, verdict.first_bad_seq, verdict.kind) == (False, 1, verify.Bad.CONTENT)
