"""FHIR R4 in and out: one adapter that turns a message into the form, and the answer into a message."""

from app.notifications.fhir.answer import answer, capability, element
from app.notifications.fhir.envelope import Client
from app.notifications.fhir.reader import Endpoint, FhirNotification, read
from app.notifications.fhir.refusal import FhirRefusal

__all__ = ["Client", "Endpoint", "FhirNotification", "FhirRefusal", "answer", "capability", "element", "read"]
