"""What a browser keeps between our sign-in page and the provider's answer, once and for ten minutes."""

import hmac

from fastapi import Request
from starlette.responses import Response

from app.identity.claims import Claims
from app.identity.signing_in import ATTEMPT_SECONDS, Attempt, SignIn, SignInRefused
from app.problems import NotFound
from app.settings import Settings
from app.web import visits


def provider(request: Request) -> SignIn:
    """Return the client of the provider, if people sign in at one here."""
    found: SignIn | None = request.app.state.sign_in
    if found is None:
        raise NotFound
    return found


def keep(response: Response, settings: Settings, attempt: Attempt) -> None:
    """Let a browser keep an attempt; it comes back with the provider's redirect, and no script reads it."""
    visits.keep(response, settings, _name(settings), attempt.kept(), ATTEMPT_SECONDS)


def forget(response: Response, settings: Settings) -> None:
    """Take the attempt from a browser."""
    visits.drop(response, settings, _name(settings))


def finish(request: Request) -> tuple[Claims, str]:
    """Return who has signed in and where they go: for this browser's own attempt, and once."""
    client, said = provider(request), request.query_params
    attempt = Attempt.read(request.cookies.get(_name(request.app.state.settings), "")[:600])
    state = attempt.derived("state")
    if not hmac.compare_digest(said.get("state", "").encode(), state.encode()):
        raise SignInRefused("state")
    if not request.app.state.counter.is_first(f"sign-in {state}", ATTEMPT_SECONDS):
        raise SignInRefused("again")
    return client.finish(attempt, said), attempt.back


def _name(settings: Settings) -> str:
    return f"{visits.cookie_name(settings)}-sign-in"
