"""Builds the world: one review at its panel, and all that hangs on it."""

from uuid import uuid4

from app import kit as doors
from app.audit.checkpoints import checkpoint
from app.identity.personas import PERSONAS
from app.learning import service as learning
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from tests.access.world import World, a_report, a_theme, submitted
from tests.reviews.opening import DIED
from tests.reviews.test_holds import a_hold

RECOMMENDATION = {
    "text": "Give safer sleep advice at every contact.", "addressee": "Health visiting", "level": "local",
    "area": "herefordshire", "due_on": None,
}  # fmt: skip
KEPT = {"holds": a_hold(), "reviews": {"code": "pmrt"}}


def build(world: World) -> World:
    """Bring a review to its panel, and everything beside it."""
    case, meeting, pack = world.office.released()
    world.ids |= {
        "case_id": case, "meeting_id": meeting, "pack_id": pack["id"], "pseudonym": pack["pseudonym"],
        "open_case": world.fresh_case(), "code": "hold", "version": "2022-04", "area": "herefordshire",
    }  # fmt: skip
    _beside(world)
    _panel(world)
    _request(world)
    _figures(world)
    _theme(world)
    _stewards(world)
    return world


def _beside(world: World) -> None:
    office, case = world("coordinator"), f"/v1/cases/{world.ids['case_id']}"
    document = {"title": "Letter", "class": "other", "media_type": "text/plain", "content": "SW52ZW50ZWQ="}
    for part, body in KEPT.items():
        office.posts(f"/v1/cases/{world.ids['open_case']}/{part}", body)
    office.puts(f"/v1/cases/{world.ids['open_case']}/certification", {"mccd": {"issued": True}})
    jar = {"state": "triggered", "triggers": ["sudden_no_apparent_cause"], "triggered_at": DIED.isoformat()}
    office.puts(f"/v1/cases/{world.ids['open_case']}/jar", jar)
    world.ids["cdop"] = office.reads("/v1/agencies?kind=cdop")["items"][0]["id"]
    offer = {"to": world.ids["cdop"], "reason": "Lived there.", "sent": "The notification form."}
    office.posts(f"/v1/cases/{world.ids['open_case']}/transfers", offer)
    world.ids["document_id"] = office.posts(f"{case}/documents", document)["id"]
    submission = {"case_id": world.ids["case_id"], "event": "notification", "state": "sent"}
    world.ids["submission_id"] = office.posts("/v1/ncmd/submissions", submission)["id"]


def _panel(world: World) -> None:
    office, meeting = world("coordinator"), f"/v1/meetings/{world.ids['meeting_id']}"
    readers = [one for one in PERSONAS if one.startswith("member-") or one in {"chair", "doctor"}]
    for reader in readers:
        said = {"pseudonym": world.ids["pseudonym"], "interest": "none"}
        world(reader).posts(f"{meeting}/declarations", said)
        here = {"pseudonym": world.ids["pseudonym"], "person_id": str(PERSONAS[reader].id), "present": True}
        office.posts(f"{meeting}/attendance", here)
    world.ids["themed"] = world.office.a_meeting("themed")
    item = office.posts(f"/v1/meetings/{world.ids['themed']}/items", {"case_id": world.ids["open_case"]})
    world.ids["themed_item"] = item["pseudonym"]


def _request(world: World) -> None:
    office, agency = world("coordinator"), world("respondent")
    found = office.reads("/v1/agencies?limit=200")["items"]
    world.ids["agency_id"] = next(one["id"] for one in found if one["ods"] == "R1A")
    world.ids["request_id"] = submitted(world)
    agency.reads(f"/v1/requests/{world.ids['request_id']}")


def _figures(world: World) -> None:
    world.work(lambda work: learning.recommend(work, HW, uuid4(), [RECOMMENDATION]))
    world.ids["recommendation_id"] = world("coordinator").reads("/v1/recommendations")["items"][0]["id"]
    world.ids["report_id"] = report = a_report(world)
    for signer in ("coordinator", "manager"):
        world(signer).posts(f"/v1/reports/{report}/release", {}, expect=200)


def _theme(world: World) -> None:
    world.ids["theme_id"] = str(a_theme(world, frozen=True)["id"])
    finding = {"text": "Advice should reach every carer."}
    world("coordinator").posts(f"/v1/themes/{world.ids['theme_id']}/findings", finding)


def _stewards(world: World) -> None:
    for _ in range(2):
        world("auditor").reads("/v1/audit/events")
        with world.parts.sessions.begin() as session:
            checkpoint(session, world.parts.signer, doors.origin(world.settings))
    kept = world("auditor").reads("/v1/audit/checkpoints")["items"]
    world.ids |= {"n": str(kept[0]["n"]), "old": str(kept[1]["size"]), "new": str(kept[0]["size"])}
    world.ids["note"] = kept[0]["note"]
