"""A service whose people sign in at a provider, and what stands around it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey
from sqlalchemy import Engine, create_engine, text

from app.db.embedded import Urls
from app.identity.signing_in import SignIn
from app.kit import build
from app.settings import Settings
from tests.conftest import Serve
from tests.portal.signin.crooked import Crooked, as_client, crooked
from tests.portal.signin.running import install, provider
from tests.portal.signin.walking import (
    ADDRESS,
    CLIENT,
    RETURN,
    SECRET,
    SUBJECT,
    Headers,
    House,
    MakeHouse,
    secret_file,
)

Intrude = Callable[[str], None]
KEY = ECKey.generate_key("P-256", {"kid": "ours", "alg": "ES256"})
BOTH = {"redirect_uris": [RETURN], "id_token_signed_response_alg": "ES256"}
WITH_SECRET = {**BOTH, "client_id": CLIENT, "client_secret": SECRET}
WITH_KEY = {
    **BOTH,
    "client_id": "cdop-key",
    "token_endpoint_auth_method": "private_key_jwt",
    "jwks": {"keys": [KEY.as_dict(private=False)]},
}


@pytest.fixture
def intrude(database: Urls) -> Iterator[Intrude]:
    """Somebody who writes into the database without the service."""
    engine = create_engine(database.superuser, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:

        def run(statement: str) -> None:
            connection.execute(text(statement))

        yield run
    engine.dispose()


@pytest.fixture
def make_house(serve: Serve, settings: Settings, engine: Engine, as_: Headers, tmp_path: Path) -> MakeHouse:
    """What opens a house whose people sign in at an issuer."""

    def make(issuer: str, **changes: Any) -> House:
        named = {
            "public_url": ADDRESS,
            "oidc_issuer": issuer,
            "oidc_client_id": CLIENT,
            "oidc_client_secret_file": secret_file(tmp_path),
        }
        changed = settings.model_copy(update=named | changes)
        api = serve(changed, engine, build(changed, engine))
        return House(TestClient(api, base_url=ADDRESS), issuer, as_)

    return make


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the provider is installed."""
    return install(tmp_path_factory.mktemp("provider"))


@pytest.fixture(scope="module")
def issuer(package: Path) -> Iterator[str]:
    """The provider, in which everybody signs in with two factors."""
    with provider(package, "aal2", WITH_SECRET, WITH_KEY) as running:
        yield running


@pytest.fixture
def house(issuer: str, make_house: MakeHouse) -> House:
    """A house that knows one person of the provider."""
    house = make_house(issuer)
    house.knows()
    return house


@pytest.fixture
def theirs() -> Iterator[Crooked]:
    """A provider that is honest until a test says otherwise."""
    with crooked(CLIENT, SUBJECT) as running:
        yield running


@pytest.fixture
def sign_in(theirs: Crooked, tmp_path: Path) -> SignIn:
    """We, as its client."""
    return as_client(theirs, tmp_path)
