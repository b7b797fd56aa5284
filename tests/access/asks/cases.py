"""What is sent about notifications, cases, and what stands beside a case."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from app.identity.personas import PERSONAS
from tests.access.asks.asking import Ask, asks
from tests.access.world import World, later
from tests.makers import a_form
from tests.notifications.makers import a_message
from tests.packs.told import NUMBER
from tests.reviews.opening import DIED
from tests.reviews.test_holds import a_hold

CASE, ONE = "/v1/cases/{case_id}", "/v1/notifications/{receipt_id}"
FHIR = {"Content-Type": "application/fhir+json"}
AGAIN = {"If-Match": '"1"'}


def a_form_of(who: str) -> dict[str, Any]:
    """A form as somebody's organisation sends it; a coordinator passes on what a hospital wrote."""
    form = a_form()
    persona = PERSONAS[who]
    if persona.is_machine:
        form["sender"] |= {"organisation": {"ods": persona.ods}, "kind": persona.kind}
    return form


def notified(world: World, who: str = "notifier-wvt") -> tuple[str, dict[str, Any]]:
    """A notification that somebody has sent, and its form."""
    form = a_form_of(who)
    return str(world(who).posts("/v1/notifications", form, expect=202)["receipt_id"]), form


@asks("POST", "/v1/notifications")
def _notify(world: World, who: str) -> Ask:
    return Ask(body=a_form_of(who))


@asks("GET", ONE)
def _status(world: World, who: str) -> Ask:
    return Ask({"receipt_id": notified(world, who)[0]})


@asks("PUT", ONE)
def _amend(world: World, who: str) -> Ask:
    receipt, form = notified(world, who)
    return Ask({"receipt_id": receipt}, form | {"sent_at": later()}, AGAIN)


@asks("POST", f"{ONE}/withdraw")
def _take_back(world: World, who: str) -> Ask:
    body = {"reason": "entered_in_error", "sent_at": later()}
    return Ask({"receipt_id": notified(world, who)[0]}, body, AGAIN)


@asks("POST", "/fhir/$process-message")
@asks("POST", "/fhir/Bundle")
def _fhir(world: World, who: str) -> Ask:
    message = a_message()
    message["identifier"]["value"] = later()
    message["entry"][2]["resource"]["identifier"][0]["value"] = PERSONAS[who].ods
    return Ask(body=message, headers=FHIR)


@asks("GET", "/v1/inbox/{receipt_id}")
def _inbox(world: World, who: str) -> Ask:
    return Ask({"receipt_id": notified(world)[0]})


@asks("POST", "/v1/inbox/{receipt_id}/triage")
def _triage(world: World, who: str) -> Ask:
    return Ask({"receipt_id": notified(world)[0]}, {"outcome": "accepted"})


@asks("POST", "/v1/cases/search")
def _search(world: World, who: str) -> Ask:
    return Ask(body={"nhs_number": NUMBER})


def on_open_case(world: World, body: Any, **names: str) -> Ask:
    """Something about the world's open case, at the version that is there."""
    return Ask({"case_id": world.ids["open_case"]} | names, body)


def at_version(world: World, ask: Ask, path: str) -> Ask:
    """The same, with the tag that the office reads now."""
    tag = world.client.get(path, headers=world.as_("coordinator")).headers["etag"]
    return Ask(ask.names, ask.body, {"If-Match": tag})


def versioned(world: World, part: str, body: Any) -> Ask:
    """A change to a versioned part of the open case."""
    return at_version(world, on_open_case(world, body), f"/v1/cases/{world.ids['open_case']}{part}")


@asks("PATCH", CASE)
def _correct(world: World, who: str) -> Ask:
    return versioned(world, "", {"legal_hold": True, "reason": "A coroner asks."})


@asks("POST", f"{CASE}/stage")
def _move(world: World, who: str) -> Ask:
    body = {"to": "information_gathering", "reason": "It begins."}
    return Ask({"case_id": world.fresh_case()}, body)


@asks("POST", f"{CASE}/holds")
def _hold(world: World, who: str) -> Ask:
    return on_open_case(world, a_hold())


def _kept(world: World, part: str, body: Any) -> str:
    made = world("coordinator").posts(f"/v1/cases/{world.ids['open_case']}/{part}", body)
    return str(made["id"])


@asks("POST", f"{CASE}/holds/{{hold_id}}/release")
def _let_go(world: World, who: str) -> Ask:
    return on_open_case(world, {"reason": "Concluded."}, hold_id=_kept(world, "holds", a_hold()))


@asks("POST", f"{CASE}/reviews")
def _review(world: World, who: str) -> Ask:
    return on_open_case(world, {"code": "pmrt"})


@asks("PUT", f"{CASE}/reviews/{{review_id}}")
def _restate(world: World, who: str) -> Ask:
    review = _kept(world, "reviews", {"code": "pmrt"})
    ask = on_open_case(world, {"code": "pmrt", "reference": "PM-1"}, review_id=review)
    return Ask(ask.names, ask.body, AGAIN)


@asks("PUT", f"{CASE}/certification")
def _certify(world: World, who: str) -> Ask:
    return versioned(world, "/certification", {"mccd": {"issued": True}})


@asks("PUT", f"{CASE}/jar")
def _respond(world: World, who: str) -> Ask:
    body = {
        "state": "triggered",
        "triggers": ["sudden_no_apparent_cause"],
        "triggered_at": (DIED + timedelta(hours=1)).isoformat(),
    }
    return versioned(world, "/jar", body)


@asks("POST", f"{CASE}/documents")
def _file(world: World, who: str) -> Ask:
    return on_open_case(world, {"title": "Letter", "class": "other", "content": "SW52ZW50ZWQ="})


@asks("POST", f"{CASE}/transfers")
def _offer(world: World, who: str) -> Ask:
    return Ask({"case_id": world.fresh_case()}, _an_offer(world))


def _an_offer(world: World) -> dict[str, str]:
    return {"to": world.ids["cdop"], "reason": "Lived there.", "sent": "The notification form."}


@asks("POST", f"{CASE}/transfers/{{transfer_id}}/accept")
@asks("POST", f"{CASE}/transfers/{{transfer_id}}/decline")
def _answer_offer(world: World, who: str) -> Ask:
    case = world.fresh_case()
    made = world("coordinator").posts(f"/v1/cases/{case}/transfers", _an_offer(world))
    body = {"answered_by": "Coordinator Example", "reason": "Agreed by telephone."}
    return Ask({"case_id": str(UUID(case)), "transfer_id": made["id"]}, body)
