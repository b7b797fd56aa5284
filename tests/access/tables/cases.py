"""Who may do what with notifications, cases, and all that stands beside a case."""

from tests.access.ops import (
    EVERYONE,
    MACHINES,
    OFFICE,
    S_OFFICE,
    SECRETARIAT,
    A,
    C,
    D,
    H,
    K,
    N,
    R,
    by_id,
    by_role,
    those,
)

CASE = "/v1/cases/{case_id}"
ONE = "/v1/notifications/{receipt_id}"
SENDERS = N | C | those("stw-coordinator")

NOTIFICATIONS = (
    by_role("POST", "/v1/notifications", SENDERS, status=202),
    by_role("GET", ONE, SENDERS, own=404),
    by_role("PUT", ONE, SENDERS, status=202, own=404),
    by_role("POST", f"{ONE}/withdraw", SENDERS, status=202, own=404),
    by_role("POST", "/fhir/$process-message", N, status=202),
    by_role("POST", "/fhir/Bundle", N, status=202),
    by_role("GET", "/v1/inbox", OFFICE | S_OFFICE),
    by_role("GET", "/v1/inbox/{receipt_id}", OFFICE, hidden=S_OFFICE),
    by_role("POST", "/v1/inbox/{receipt_id}/triage", OFFICE, hidden=S_OFFICE, status=201),
)

CASES = (
    by_role("GET", "/v1/cases", OFFICE | S_OFFICE),
    by_role("POST", "/v1/cases/search", OFFICE | S_OFFICE),
    by_id("GET", CASE, OFFICE, known=H),
    by_id("PATCH", CASE, OFFICE, known=H),
    by_id("POST", f"{CASE}/stage", OFFICE, known=H),
    by_id("GET", f"{CASE}/clocks", OFFICE, known=H),
    by_id("GET", f"{CASE}/history", OFFICE, known=H),
    by_id("GET", f"{CASE}/disclosures", OFFICE, known=H),
)

BESIDE = (
    by_id("GET", f"{CASE}/holds", OFFICE, known=H),
    by_id("POST", f"{CASE}/holds", OFFICE, known=H, status=201),
    by_id("POST", f"{CASE}/holds/{{hold_id}}/release", OFFICE, known=H),
    by_id("GET", f"{CASE}/reviews", OFFICE, known=H),
    by_id("POST", f"{CASE}/reviews", OFFICE, known=H, status=201),
    by_id("PUT", f"{CASE}/reviews/{{review_id}}", OFFICE, known=H),
    by_id("GET", f"{CASE}/certification", OFFICE, known=H),
    by_id("PUT", f"{CASE}/certification", OFFICE, known=H),
    by_id("GET", f"{CASE}/jar", OFFICE, known=H),
    by_id("PUT", f"{CASE}/jar", OFFICE, known=H),
    by_id("GET", f"{CASE}/documents", OFFICE, known=H),
    by_id("POST", f"{CASE}/documents", OFFICE, known=H, status=201),
    by_id("GET", f"{CASE}/documents/{{document_id}}", OFFICE, known=H),
    by_id("GET", f"{CASE}/transfers", OFFICE, known=H),
    by_id("POST", f"{CASE}/transfers", OFFICE, known=H, status=201),
    by_id("POST", f"{CASE}/transfers/{{transfer_id}}/accept", OFFICE, known=H),
    by_id("POST", f"{CASE}/transfers/{{transfer_id}}/decline", OFFICE, known=H),
    by_id("GET", f"{CASE}/family", OFFICE, known=H),
    by_id("PUT", f"{CASE}/family", OFFICE, known=H),
    by_id("POST", f"{CASE}/family/contacts", OFFICE, known=H, status=201),
    by_id("POST", f"{CASE}/family/questions", OFFICE, known=H, status=201),
    by_id("POST", f"{CASE}/family/questions/{{question_id}}/answer", OFFICE, known=H),
    by_id("POST", f"{CASE}/family/contributions", OFFICE, known=H, status=201),
)

REQUESTS = (
    by_id("GET", f"{CASE}/requests", SECRETARIAT, known=D | H),
    by_id("POST", f"{CASE}/requests", SECRETARIAT, known=D | H, status=201),
    by_id("GET", f"{CASE}/requests/{{request_id}}/form", OFFICE, known=H),
    by_id("POST", "/v1/requests/{request_id}/remind", SECRETARIAT, known=D | H),
    by_id("POST", "/v1/requests/{request_id}/withdraw", SECRETARIAT, known=D | H),
    by_id("POST", "/v1/requests/{request_id}/unobtainable", SECRETARIAT, known=D | H),
    by_id("POST", "/v1/requests/{request_id}/reopen", SECRETARIAT, known=D | H),
    by_id("GET", "/v1/requests/{request_id}", R, known=OFFICE),
    by_id("PUT", "/v1/requests/{request_id}/form", R, known=OFFICE),
    by_id("POST", "/v1/requests/{request_id}/submit", R, known=OFFICE),
    # A link makes a respondent of whoever is given it, but of no system, steward or auditor.
    by_id("POST", "/v1/requests/redeem", EVERYONE - MACHINES - A - K),
)

ROWS = (*NOTIFICATIONS, *CASES, *BESIDE, *REQUESTS)
