"""A FHIR message that its sender has to mend: where it is wrong, in FHIRPath, and nothing of what it says."""

from app.problems import Fault, Problem


class FhirRefusal(Problem):
    """A refusal with the issue code that an OperationOutcome needs."""

    status, type, title = 400, "fhir", "The message cannot be taken"

    def __init__(self, status: int, issue: str, expression: str, message: str) -> None:
        super().__init__(message, errors=[Fault(expression, issue, message)])
        self.status = status
        self.type = issue
        self.issue = issue
        self.expression = expression


def missing(expression: str) -> FhirRefusal:
    """Say that an element has to be there."""
    return FhirRefusal(400, "required", expression, "This element is needed.")


def wrong(expression: str, message: str = "This element has a value that cannot be read.") -> FhirRefusal:
    """Say that an element is there and cannot be read."""
    return FhirRefusal(400, "value", expression, message)


def malformed(message: str, expression: str = "Bundle") -> FhirRefusal:
    """Say that the message has not the shape that FHIR gives it."""
    return FhirRefusal(400, "structure", expression, message)


def unsupported(expression: str, message: str) -> FhirRefusal:
    """Say that this is sound FHIR, and not for this service."""
    return FhirRefusal(422, "not-supported", expression, message)


def against_the_rules(expression: str, message: str) -> FhirRefusal:
    """Say that the message can be read, and tells of something that cannot be notified."""
    return FhirRefusal(422, "business-rule", expression, message)
