"""The envelope of a message: what it is, who sends it, when, and which Patient is the child."""

import re
from dataclasses import dataclass
from uuid import UUID

from app.notifications.fhir.parse import must_parse
from app.notifications.fhir.refusal import against_the_rules, malformed, missing, unsupported, wrong
from app.notifications.fhir.signs import is_dead
from app.notifications.fhir.walk import Entries, Resource, many, word, words
from app.notifications.rules.dates import instant

EVENTS = "https://fhir.cdop.example/CodeSystem/cdop-message-event"
REASONS = "https://fhir.cdop.example/CodeSystem/cdop-message-reason"
EVENT = "child-death-notification-1"
ODS = re.compile(r"[A-Z0-9]{3,12}")
ODS_SYSTEM = "fhir.nhs.uk/id/ods-organization-code"
LOOSE = ("collection", "transaction", "batch")


@dataclass(frozen=True, slots=True)
class Client:
    """What is registered of a client that bears on how its messages are read."""

    ods: tuple[str, ...]
    kind: str
    pds_shaped: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message, opened as far as its child."""

    entries: Entries
    header: Resource | None
    child: Resource
    child_at: str
    reason: str
    reference: str
    sent_at: str
    ods: str
    message_id: UUID | None


def open_envelope(bundle: Resource, client: Client, endpoint: str) -> Envelope:
    """Read everything that decides whether this is a notification at all, and of whom."""
    entries, kind = Entries(bundle), bundle.get("type")
    header_at, header = _header(entries, kind, endpoint)
    if header is not None:
        _check_event(header_at, header)
    reason = _reason(header_at, header)
    reference, sent_at = word(bundle, "identifier", "value"), bundle.get("timestamp")
    if reference is None:
        raise missing("Bundle.identifier")
    if sent_at is None:
        raise missing("Bundle.timestamp")
    if not isinstance(sent_at, str) or instant(sent_at) is None:
        raise wrong("Bundle.timestamp")
    if len(reference) > 64:
        raise wrong("Bundle.identifier")
    if header is not None:
        must_parse(header_at, header)
    ods = _sender(entries, header, client)
    child_at, child = _child(entries, header_at, header, reason)
    must_parse(child_at, child)
    name = _uuid(header.get("id") if header else bundle.get("id"))
    return Envelope(entries, header, child, child_at, reason, reference, sent_at, ods, name)


def _header(entries: Entries, kind: object, endpoint: str) -> tuple[str, Resource | None]:
    headers = entries.of("MessageHeader")
    if kind == "message":
        if not headers or entries.found[0][1] is not headers[0][1]:
            raise malformed("A message begins with its MessageHeader.", "Bundle.entry[0]")
        return headers[0]
    if kind is None:
        raise missing("Bundle.type")
    if endpoint != "bundle" or kind not in LOOSE:
        raise unsupported("Bundle.type", "This kind of Bundle is not taken here.")
    return headers[0] if headers else ("Bundle", None)


def _check_event(where: str, header: Resource) -> None:
    coding = header.get("eventCoding")
    known = isinstance(coding, dict) and coding.get("system") == EVENTS and coding.get("code") == EVENT
    if not known:
        raise unsupported(f"{where}.event", "This event is not taken here.")
    if isinstance(header.get("response"), dict):
        raise unsupported(f"{where}.response", "An acknowledgement is not taken here.")


def _reason(where: str, header: Resource | None) -> str:
    if header is None or header.get("reason") is None:
        return "new"
    for coding in many(header, "reason", "coding"):
        if coding.get("system") == REASONS and coding.get("code") in ("new", "update", "delete"):
            return str(coding["code"])
    raise unsupported(f"{where}.reason", "This reason is not known.")


def _sender(entries: Entries, header: Resource | None, client: Client) -> str:
    """The ODS code of the sending organisation; without a header, the client's own."""
    if header is None:
        return client.ods[0]
    if header.get("sender") is None:
        raise missing("MessageHeader.sender")
    found = entries.resolve(header["sender"])
    if found is None:
        code = ods_code(header["sender"])
        if code is None:
            raise malformed("This reference leads nowhere.", "MessageHeader.sender")
        return code
    must_parse(*found)
    code = ods_code(found[1])
    if code is None:
        raise missing("MessageHeader.sender.resolve().identifier")
    return code


def ods_code(organisation: Resource) -> str | None:
    """The ODS code of an Organization, or of a reference that names one by its identifier."""
    for identifier in many(organisation, "identifier"):
        system, value = identifier.get("system"), identifier.get("value")
        named = isinstance(system, str) and system.lower().endswith(ODS_SYSTEM)
        if named and isinstance(value, str) and ODS.fullmatch(value):
            return value
    return None


def _child(entries: Entries, where: str, header: Resource | None, reason: str) -> tuple[str, Resource]:
    """The one Patient whose death is told; identity never comes from the header itself."""
    dead = [(at, patient) for at, patient in entries.of("Patient") if is_dead(patient)]
    if len(dead) > 1:
        raise against_the_rules("Bundle.entry", "Send one message for each child.")
    if header is None:
        if not dead:
            raise against_the_rules("Bundle.entry", "No Patient here has died.")
        return dead[0]
    targets = [entries.resolve(focus) for focus in many(header, "focus")]
    if not targets:
        raise missing(f"{where}.focus")
    if None in targets:
        raise malformed("This reference leads nowhere.", f"{where}.focus")
    patients = [target for target in targets if target and target[1].get("resourceType") == "Patient"]
    if len(patients) > 1:
        raise against_the_rules(f"{where}.focus", "Send one message for each child.")
    if not patients:
        raise missing(f"{where}.focus")
    if dead and dead[0][1] is not patients[0][1] and reason != "delete":
        raise against_the_rules(f"{where}.focus", "The child in focus is not the one who died.")
    return patients[0]


def _uuid(written: object) -> UUID | None:
    try:
        return UUID(written) if isinstance(written, str) else None
    except ValueError:
        return None


def sender_person(envelope: Envelope) -> dict[str, str]:
    """Who can be asked: the enterer, else the author, by name or by role."""
    for role in ("enterer", "author"):
        reference = (envelope.header or {}).get(role)
        found = envelope.entries.resolve(reference)
        name = person_name(found[1]) if found else None
        name = name or word(reference, "display")
        if name:
            return {"name": name[:200]}
        if found and (title := word(found[1], "code", "text")):
            return {"role": title[:200]}
    return {"role": "not stated"}


def person_name(resource: Resource) -> str | None:
    """A person's name in one line."""
    for name in many(resource, "name"):
        parts = [*words(name, "prefix"), *words(name, "given"), *words(name, "family")]
        return word(name, "text") or " ".join(parts) or None
    return None
