"""Who may do what with learning, submissions and reports."""

from tests.access.ops import HEREFORDSHIRE, S_SECRETARIAT, SECRETARIAT, D, H, O, by_id, by_role

REPORT = "/v1/reports/{report_id}"

ROWS = (
    by_role("GET", "/v1/recommendations", SECRETARIAT | S_SECRETARIAT | O),
    by_role("PATCH", "/v1/recommendations/{recommendation_id}", SECRETARIAT, hidden=S_SECRETARIAT),
    by_role("GET", "/v1/actions", SECRETARIAT | S_SECRETARIAT | O),
    by_role("POST", "/v1/actions", SECRETARIAT, hidden=S_SECRETARIAT, status=201),
    by_role("PATCH", "/v1/actions/{action_id}", SECRETARIAT, hidden=S_SECRETARIAT),
    by_role("GET", "/v1/ncmd/submissions", SECRETARIAT | S_SECRETARIAT),
    by_id("POST", "/v1/ncmd/submissions", SECRETARIAT, known=D | H, status=201),
    by_role("GET", "/v1/ncmd/submissions/{submission_id}", SECRETARIAT, hidden=S_SECRETARIAT),
    by_role("POST", "/v1/reports", SECRETARIAT, hidden=S_SECRETARIAT, status=201),
    by_role("GET", "/v1/reports", SECRETARIAT | S_SECRETARIAT | O),
    # The world's report was released to Herefordshire: of it, the other areas' officers know nothing.
    by_role("GET", REPORT, SECRETARIAT | HEREFORDSHIRE, hidden=S_SECRETARIAT | O - HEREFORDSHIRE),
    by_role("POST", f"{REPORT}/release", SECRETARIAT, hidden=S_SECRETARIAT),
)
