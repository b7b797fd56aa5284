"""Whose tokens we believe, and what each kind of issuer's access token looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session, sessionmaker

from app.identity import demo, keysets, signing
from app.identity.keysets import KeyCache
from app.identity.seals import RowTags, bind
from app.settings import Settings, SettingsRefused

OUTSIDE_ALGORITHMS = ("RS256", "RS512", "PS256", "PS512", "ES256", "ES384")


@dataclass(frozen=True)
class Profile:
    """How one kind of issuer writes an access token, so that an ID token can never pass for one.

    `client` and `scope` name the claims that may hold them; `fixed` must be there with this value.
    """

    types: frozenset[str]
    algorithms: tuple[str, ...]
    client: tuple[str, ...] = ("client_id",)
    scope: str = "scope"
    required: tuple[str, ...] = ("jti", "client_id")
    fixed: Mapping[str, str] = field(default_factory=dict)
    machines: bool = False
    people: bool = True


AT_JWT = frozenset({"at+jwt", "application/at+jwt"})

OURS = Profile(AT_JWT, ("ES256",), machines=True, people=False)
DEMO = Profile(AT_JWT, ("ES256",), machines=True)

# Where people sign in. No outside issuer speaks for a machine client of ours.
PROFILES: Mapping[str, Profile] = {
    "rfc9068": Profile(AT_JWT, OUTSIDE_ALGORITHMS),
    "keycloak": Profile(
        AT_JWT | {"jwt"},
        OUTSIDE_ALGORITHMS,
        client=("azp", "client_id"),
        required=("jti", "azp"),
        fixed={"typ": "Bearer"},
    ),
    "entra": Profile(
        frozenset({"jwt"}),
        OUTSIDE_ALGORITHMS,
        client=("azp", "appid"),
        scope="scp",
        required=("uti", "scp"),
    ),
    # NHS Care Identity signs people in on the pages. No token of it opens the interface.
    "cis2": Profile(frozenset(), OUTSIDE_ALGORITHMS, people=False),
}


@dataclass(frozen=True)
class Issuer:
    """One issuer that we believe: its profile, the audience it must name, and its keys."""

    profile: Profile
    audience: str
    keys: KeyCache


def known_issuers(settings: Settings, sessions: sessionmaker[Session], tags: RowTags) -> dict[str, Issuer]:
    """Return the issuers of this service: ourselves, the provider where people sign in, and the demo one."""

    def our_keys() -> object:
        with sessions() as session:
            return signing.published(bind(session, tags))

    # Asking ourselves is one small query, so a key that another process has just made is never missed.
    ours = KeyCache(our_keys, fresh_seconds=60, pause_seconds=0)
    issuers = {settings.public_url: Issuer(OURS, settings.public_url, ours)}
    if settings.oidc_issuer:
        if settings.oidc_profile not in PROFILES:
            raise SettingsRefused(f"CDOP_OIDC_PROFILE: one of {', '.join(PROFILES)}.")
        theirs = KeyCache(partial(keysets.fetch, settings.oidc_issuer))
        profile = PROFILES[settings.oidc_profile]
        issuers[settings.oidc_issuer] = Issuer(profile, settings.oidc_audience, theirs)
    if demo.enabled(settings):
        invented = KeyCache(partial(demo.published, settings), pause_seconds=1)
        issuers[demo.issuer()] = Issuer(DEMO, demo.issuer(), invented)
    return issuers
