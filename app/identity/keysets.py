"""Public keys of others: read with suspicion, fetched rarely, and kept for a day when their owner is away."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from joserfc.jwk import ECKey, KeySet, RSAKey

from app.identity.provider import FAULTS, discover, endpoint, get

log = structlog.get_logger("cdop.identity")
Key = RSAKey | ECKey

MEMBERS = {"RSA": ("n", "e"), "EC": ("crv", "x", "y")}
SECRET_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
CURVES = frozenset({"P-256", "P-384"})
RSA_BITS = range(2048, 8193)
MAX_KEYS = 50


class KeySetRefused(ValueError):
    """This is no set of public keys that we would trust; nothing of it is used."""


def public_keys(document: object) -> dict[str, Key]:
    """Return the signature keys of a JWK set by their `kid`.

    One private or symmetric key spoils the whole set: its owner has lost control of it. What points
    elsewhere (`x5u`, `jku`) is left out.
    """
    listed = document.get("keys") if isinstance(document, Mapping) else None
    if not isinstance(listed, list) or len(listed) > MAX_KEYS:
        raise KeySetRefused("not a JWK set")
    if any(
        not isinstance(jwk, dict) or SECRET_MEMBERS & jwk.keys() or jwk.get("kty") == "oct" for jwk in listed
    ):
        raise KeySetRefused("a key that is not public")
    usable = [jwk for jwk in listed if jwk.get("kty") in MEMBERS and jwk.get("use", "sig") == "sig"]
    return {key.kid: key for key in map(_import, usable) if key.kid}


def _import(jwk: dict[str, Any]) -> Key:
    names = ("kty", "kid", "alg", *MEMBERS[jwk["kty"]])
    plain = {name: jwk[name] for name in names if name in jwk}
    if not all(isinstance(value, str) for value in plain.values()):
        raise KeySetRefused("a member that is not text")
    try:
        if plain["kty"] == "EC":
            if plain["crv"] not in CURVES:
                raise KeySetRefused("a curve that we do not use")
            return ECKey.import_key(plain)
        if len(plain["n"]) * 6 < RSA_BITS.start:  # the library would only warn
            raise KeySetRefused("a key that is too short")
        key = RSAKey.import_key(plain)
    except (KeyError, ValueError, TypeError):
        raise KeySetRefused("a key that cannot be read") from None
    if key.raw_value.key_size not in RSA_BITS:
        raise KeySetRefused("a key of a size that we do not use")
    return key


def fetch(issuer: str) -> object:
    """Return the JWK set that an OpenID provider publishes, by way of its discovery document."""
    return get(endpoint(discover(issuer), "jwks_uri"))


class KeyCache:
    """The keys of one issuer: fetched by one thread at a time, and no oftener than its pause allows."""

    def __init__(
        self,
        source: Callable[[], object],
        *,
        fresh_seconds: float = 600,
        pause_seconds: float = 30,
        stale_seconds: float = 86_400,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._fresh, self._pause, self._stale = fresh_seconds, pause_seconds, stale_seconds
        self._clock = clock
        self._turn = threading.Lock()
        self._keys: dict[str, Key] = {}
        self._fetched_at = self._tried_at = float("-inf")

    def find(self, kid: str) -> KeySet | None:
        """Return the key of this name, asking its issuer again when it is unknown or has grown old."""
        if kid not in self._keys or self._age() > self._fresh:
            self._refresh(wait=kid not in self._keys)
        key = self._keys.get(kid) if self._age() <= self._stale else None
        return KeySet([key]) if key else None

    def _age(self) -> float:
        return self._clock() - self._fetched_at

    def _refresh(self, *, wait: bool) -> None:
        asked_at = self._clock()
        if not self._turn.acquire(blocking=wait):
            return
        try:
            if asked_at - self._tried_at < self._pause:
                return
            self._tried_at = self._clock()
            self._keys = public_keys(self._source())
            self._fetched_at = self._clock()
        except FAULTS as fault:
            log.warning("keys.not_fetched", fault=type(fault).__name__)
        finally:
            self._turn.release()
