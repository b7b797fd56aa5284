"""The OAuth 2 endpoints for machine clients: token, public keys, and where to find them."""

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from app.identity import clients, oauth, signing
from app.identity.seals import bind

MAX_BYTES = 32 * 1024
FORM = "application/x-www-form-urlencoded"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
TOKEN_FORM = {
    "type": "object",
    "required": ["grant_type", "client_assertion_type", "client_assertion"],
    "properties": {
        "grant_type": {"const": oauth.GRANT},
        "client_assertion_type": {"const": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
        "client_assertion": {"type": "string"},
        "client_id": {"type": "string"},
        "scope": {"type": "string"},
    },
}

router = APIRouter(tags=["oauth"])


async def read_fields(request: Request) -> dict[str, str] | None:
    """Return the form's fields, each once, or nothing when it is no form that we would read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            return None
    try:
        fields = parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=20,
        )
    except ValueError:
        return None
    if any(len(values) != 1 for values in fields.values()):
        return None
    return {name: values[0] for name, values in fields.items()}


@router.post(
    "/oauth/token",
    openapi_extra={"requestBody": {"required": True, "content": {FORM: {"schema": TOKEN_FORM}}}},
    responses={400: {"description": "RFC 6749 error"}, 401: {"description": "The client is not known"}},
)
def post_token(
    request: Request, fields: Annotated[dict[str, str] | None, Depends(read_fields)]
) -> JSONResponse:
    """Give a machine client a token for an assertion that it has signed."""
    if fields is None or "grant_type" not in fields:
        return JSONResponse({"error": "invalid_request"}, 400, headers=NO_STORE)
    kit = request.app.state.kit
    with request.app.state.sessions() as session:
        status, body = oauth.issue(oauth.Desk(session, kit.secrets, kit.tags, kit.settings), fields)
        session.commit()
    return JSONResponse(body, status, headers=NO_STORE)


@router.get("/oauth/jwks")
def get_jwks(request: Request) -> dict[str, Any]:
    """Give the public keys that verify our tokens."""
    with request.app.state.sessions() as session:
        return signing.published(bind(session, request.app.state.kit.tags))


@router.get("/.well-known/oauth-authorization-server")
def get_server_metadata(request: Request) -> dict[str, Any]:
    """Describe the authorization server (RFC 8414)."""
    settings = request.app.state.kit.settings
    return {
        "issuer": settings.public_url,
        "token_endpoint": oauth.token_address(settings),
        "jwks_uri": f"{settings.public_url}/oauth/jwks",
        "response_types_supported": [],
        "grant_types_supported": [oauth.GRANT],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(oauth.ALGORITHMS),
        "scopes_supported": sorted(clients.SCOPES),
    }
