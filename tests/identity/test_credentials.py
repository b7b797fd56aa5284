"""What a deployer gives us to be known by at the provider, and which files we refuse."""

import json
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qs, unquote_plus

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from app.identity.credentials import credential
from app.identity.provider import About
from app.settings import Settings, SettingsRefused

TOKEN = "https://issuer.invalid/token"
CANARY = "Testcanary: +%&"
EC, RSA = ECKey.generate_key("P-384", {"kid": "ours"}), RSAKey.generate_key(2048)


def about(*methods: str) -> About:
    """Return a provider that takes these methods."""
    return About("https://issuer.invalid", "https://issuer.invalid/auth", TOKEN, None, False, methods)


def kept(folder: Path, content: str, mode: int = 0o600) -> Path:
    """Return a file with this content."""
    path = folder / "kept"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    return path


def sent(settings: Settings, *methods: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the headers and the form of a request that is signed."""
    auth = credential(settings).auth(about(*methods))
    _, headers, body = auth.prepare("POST", TOKEN, {}, "code=x")
    return headers, parse_qs(body)


def test_a_secret_is_sent_in_url_form_within_the_header(tmp_path: Path) -> None:
    settings = Settings(oidc_client_id="a b", oidc_client_secret_file=kept(tmp_path, CANARY + "\n"))
    headers, form = sent(settings, "client_secret_basic", "client_secret_post")
    pair = b64decode(headers["Authorization"].removeprefix("Basic ")).decode().split(":")
    assert [unquote_plus(half) for half in pair] == ["a b", CANARY]
    assert form == {"code": ["x"]}


def test_a_secret_is_sent_in_the_form_where_the_provider_wants_it_there(tmp_path: Path) -> None:
    settings = Settings(oidc_client_id="a b", oidc_client_secret_file=kept(tmp_path, CANARY))
    headers, form = sent(settings, "client_secret_post")
    assert headers == {}
    assert form == {"code": ["x"], "client_id": ["a b"], "client_secret": [CANARY]}


@pytest.mark.parametrize(("key", "algorithm"), [(EC, "ES384"), (RSA, "PS256")])
def test_a_key_signs_an_assertion_of_its_own_for_each_request(
    tmp_path: Path, key: ECKey | RSAKey, algorithm: str
) -> None:
    file = kept(tmp_path, json.dumps(key.as_dict(private=True)))
    settings = Settings(oidc_client_id="cdop", oidc_client_key_file=file)
    made = credential(settings)
    seen = set()
    for _ in range(2):
        _, _, body = made.auth(about()).prepare("POST", TOKEN, {}, "code=x")
        (assertion,) = parse_qs(body)["client_assertion"]
        decoded = jwt.decode(assertion, key, algorithms=[algorithm])
        assert (decoded.claims["iss"], decoded.claims["sub"], decoded.claims["aud"]) == (
            "cdop",
            "cdop",
            TOKEN,
        )
        assert decoded.claims["exp"] - decoded.claims["iat"] <= 60
        seen.add(decoded.claims["jti"])
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("content", "mode"),
    [(CANARY, 0o604), ("", 0o600), (" \n", 0o600)],
)
def test_a_secret_that_others_can_read_or_that_is_empty_is_refused(
    tmp_path: Path, content: str, mode: int
) -> None:
    settings = Settings(oidc_client_id="cdop", oidc_client_secret_file=kept(tmp_path, content, mode))
    with pytest.raises(SettingsRefused, match="CDOP_OIDC_CLIENT_SECRET_FILE") as refusal:
        credential(settings)
    assert CANARY not in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        CANARY,
        "[]",
        '{"kty": "EC"}',
        json.dumps(EC.as_dict(private=False)),
        json.dumps(OctKey.import_key("s" * 40).as_dict(private=True)),
    ],
)
def test_what_is_no_private_key_is_refused(tmp_path: Path, content: str) -> None:
    settings = Settings(oidc_client_id="cdop", oidc_client_key_file=kept(tmp_path, content))
    with pytest.raises(SettingsRefused, match="CDOP_OIDC_CLIENT_KEY_FILE") as refusal:
        credential(settings)
    assert CANARY not in str(refusal.value)


@pytest.mark.parametrize("named", [{}, {"oidc_client_secret_file": Path("/nowhere/at/all")}])
def test_without_a_file_nothing_starts(named: dict[str, Path]) -> None:
    with pytest.raises(SettingsRefused, match="CDOP_OIDC_CLIENT_SECRET_FILE"):
        credential(Settings(oidc_client_id="cdop", **named))  # type: ignore[arg-type]
