"""What is sent about learning, submissions, reports, access and the trail."""

import hashlib
from uuid import uuid4

from app.audit.note import COSIGNATURE, Checkpoint, Key, cosigned, line
from app.crypto.small import Signer
from app.identity import demo
from app.identity.personas import PERSONAS
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from tests.access.asks.asking import Ask, asks
from tests.access.world import World, a_report, report_form
from tests.stewards.conftest import KEY

JWKS = {"keys": [KEY.as_dict(private=False)]}
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@asks("PATCH", "/v1/recommendations/{recommendation_id}")
def _inform(world: World, who: str) -> Ask:
    (kept,) = world("coordinator").reads("/v1/recommendations")["items"]
    body = {"informed_who": "Head of service", "informed_on": "2026-06-30"}
    return Ask(body=body, headers={"If-Match": f'"{kept["version"]}"'})


def _an_action(world: World) -> dict[str, str]:
    return {"recommendation_id": world.ids["recommendation_id"], "text": "Train staff.", "owner": "Trust"}


@asks("POST", "/v1/actions")
def _act(world: World, who: str) -> Ask:
    return Ask(body=_an_action(world))


@asks("PATCH", "/v1/actions/{action_id}")
def _go_on(world: World, who: str) -> Ask:
    made = world("coordinator").posts("/v1/actions", _an_action(world))
    return Ask({"action_id": made["id"]}, {"state": "accepted"}, {"If-Match": f'"{made["version"]}"'})


@asks("POST", "/v1/ncmd/submissions")
def _submit(world: World, who: str) -> Ask:
    return Ask(body={"case_id": world.fresh_case(), "event": "notification", "state": "sent"})


@asks("POST", "/v1/reports")
def _build(world: World, who: str) -> Ask:
    return Ask(body=report_form())


@asks("POST", "/v1/reports/{report_id}/release")
def _release(world: World, who: str) -> Ask:
    return Ask({"report_id": a_report(world)}, {})


def _a_client(world: World) -> dict[str, object]:
    return {
        "name": "System Example", "jwks": JWKS, "ods_codes": ["RLQ"], "kinds": ["acute"],
        "home_panel_id": str(HW),
    }  # fmt: skip


def _a_person() -> dict[str, str]:
    return {"issuer": "https://issuer.example.invalid", "subject": str(uuid4()), "display_name": "Example"}


def _a_seat(world: World) -> dict[str, str]:
    person = world("administrator").posts("/v1/people", _a_person())["id"]
    return {"person_id": person, "role": "panel_member", "panel_id": str(HW), "organisation": "R1A"}


@asks("POST", "/v1/clients")
def _register(world: World, who: str) -> Ask:
    return Ask(body=_a_client(world))


@asks("PUT", "/v1/clients/{client_id}/keys")
def _rotate(world: World, who: str) -> Ask:
    return Ask(
        {"client_id": world("administrator").posts("/v1/clients", _a_client(world))["id"]}, {"jwks": JWKS}
    )


@asks("DELETE", "/v1/clients/{client_id}")
def _end_client(world: World, who: str) -> Ask:
    return Ask({"client_id": world("administrator").posts("/v1/clients", _a_client(world))["id"]})


@asks("POST", "/v1/people")
def _person(world: World, who: str) -> Ask:
    return Ask(body=_a_person())


@asks("DELETE", "/v1/people/{person_id}")
def _end_person(world: World, who: str) -> Ask:
    return Ask({"person_id": world("administrator").posts("/v1/people", _a_person())["id"]})


@asks("POST", "/v1/seats")
def _seat(world: World, who: str) -> Ask:
    return Ask(body=_a_seat(world))


@asks("DELETE", "/v1/seats/{seat_id}")
def _end_seat(world: World, who: str) -> Ask:
    return Ask({"seat_id": world("administrator").posts("/v1/seats", _a_seat(world))["id"]})


def _partner(area: str) -> tuple[Signer, Key]:
    """The key of an area's witness."""
    signer = Signer(hashlib.sha256(area.encode()).digest())
    return signer, Key(f"{area}.example.invalid", signer.public_bytes(), COSIGNATURE)


@asks("PUT", "/v1/witnesses/{area}")
def _witness_key(world: World, who: str) -> Ask:
    return Ask(body={"vkey": _partner("herefordshire")[1].text()})


@asks("GET", "/v1/audit/consistency")
def _consistency(world: World, who: str) -> Ask:
    return Ask(query={"old": world.ids["old"], "new": world.ids["new"]})


@asks("POST", "/v1/audit/checkpoints/{n}/witness")
def _witness(world: World, who: str) -> Ask:
    area = str(PERSONAS[who].area)
    signer, key = _partner(area)
    world("administrator").puts(f"/v1/witnesses/{area}", {"vkey": key.text()})
    note = Checkpoint.read(world.ids["note"]).text()
    said = signer.sign(cosigned(note, 1_800_000_000))
    signature = line(key.name, key.id, (1_800_000_000).to_bytes(8, "big") + said)
    return Ask(body={"area": area, "cosignature": signature})


@asks("GET", "/v1/forms/{code}/{version}")
def _form(world: World, who: str) -> Ask:
    return Ask({"code": "reporting"})


@asks("POST", "/oauth/token")
def _token(world: World, who: str) -> Ask:
    assertion = demo.client_assertion(world.settings, "notifier-wvt")
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION,
        "client_assertion": assertion,
    }
    return Ask(form=form)
