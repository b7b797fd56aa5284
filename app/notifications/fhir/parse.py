"""Checks single resources against the R4B models; their messages quote input and go nowhere."""

from typing import Any

from app.notifications.fhir.refusal import malformed


def must_parse(where: str, resource: dict[str, Any]) -> None:
    """Return if a resource has the shape that FHIR R4 gives it."""
    if not parses(resource):
        raise malformed("This resource does not follow FHIR R4.", where)


def parses(resource: dict[str, Any]) -> bool:
    """Say whether a resource has the shape of its kind. Codes and dates are not looked at here.

    The models are heavy and needed by this door alone, so they are loaded when the first message comes.
    """
    from fhir.resources.R4B import get_fhir_model_class

    try:
        get_fhir_model_class(str(resource.get("resourceType"))).model_validate(resource)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return False
    return True
