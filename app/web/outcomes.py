"""Problems as FHIR R4 OperationOutcomes, with the national booking and referral codes."""

from typing import Any

from app.problems import Problem

ISSUE = {
    400: ("invalid", "REC_BAD_REQUEST"),
    401: ("login", "REC_UNAUTHORIZED"),
    403: ("forbidden", "REC_FORBIDDEN"),
    404: ("not-found", "REC_NOT_FOUND"),
    405: ("not-supported", "REC_METHOD_NOT_ALLOWED"),
    409: ("conflict", "REC_CONFLICT"),
    412: ("conflict", "REC_PRECONDITION_FAILED"),
    413: ("too-long", "REC_REQUEST_TOO_LARGE"),
    415: ("not-supported", "REC_UNSUPPORTED_MEDIA_TYPE"),
    422: ("business-rule", "REC_UNPROCESSABLE_ENTITY"),
    428: ("conflict", "REC_PRECONDITION_REQUIRED"),
    429: ("throttled", "REC_TOO_MANY_REQUESTS"),
    503: ("transient", "REC_SERVICE_UNAVAILABLE"),
}
SYSTEM = "https://fhir.nhs.uk/CodeSystem/http-error-codes"


def outcome(problem: Problem) -> dict[str, Any]:
    """Return a problem as an OperationOutcome: one issue for each fault, with its place and no value."""
    issue, code = ISSUE.get(problem.status, ("exception", "REC_SERVER_ERROR"))
    issue = getattr(problem, "issue", issue)
    faults = problem.errors or (None,)
    return {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "severity": "error",
                "code": issue,
                "details": {"coding": [{"system": SYSTEM, "code": code}]},
                "diagnostics": fault.message if fault else problem.detail,
                **({"expression": [fault.pointer]} if fault and fault.pointer else {}),
            }
            for fault in faults
        ],
    }
