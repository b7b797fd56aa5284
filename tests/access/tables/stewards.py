"""Who may do what with access, the trail and reference data."""

from tests.access.ops import OFFICE, S_OFFICE, A, K, O, by_role, for_all, public, quiet

CLIENT = "/v1/clients/{client_id}"

ACCESS = (
    quiet("GET", "/v1/clients", K),
    by_role("POST", "/v1/clients", K, status=201),
    by_role("PUT", f"{CLIENT}/keys", K),
    by_role("DELETE", CLIENT, K, status=204),
    quiet("GET", "/v1/people", K),
    by_role("POST", "/v1/people", K, status=201),
    by_role("DELETE", "/v1/people/{person_id}", K, status=204),
    quiet("GET", "/v1/seats", K),
    by_role("POST", "/v1/seats", K, status=201),
    by_role("DELETE", "/v1/seats/{seat_id}", K, status=204),
    quiet("GET", "/v1/keys", K),
    by_role("PUT", "/v1/witnesses/{area}", K),
)

TRAIL = (
    by_role("GET", "/v1/audit/events", A),
    quiet("GET", "/v1/audit/checkpoints", A | O),
    quiet("GET", "/v1/audit/consistency", A | O),
    by_role("POST", "/v1/audit/checkpoints/{n}/witness", O, status=201, own=403),
)

REFERENCE = (
    for_all("GET", "/v1/forms"),
    for_all("GET", "/v1/forms/{code}/{version}"),
    for_all("GET", "/v1/codes"),
    for_all("GET", "/v1/codes/{code}"),
    for_all("GET", "/v1/areas"),
    for_all("GET", "/v1/panels"),
    quiet("GET", "/v1/agencies", OFFICE | S_OFFICE),
    public("GET", "/fhir/metadata"),
    public("POST", "/oauth/token"),
    public("GET", "/oauth/jwks"),
    public("GET", "/.well-known/oauth-authorization-server"),
)

ROWS = (*ACCESS, *TRAIL, *REFERENCE)
