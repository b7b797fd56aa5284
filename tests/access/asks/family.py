"""What is sent about families and to agencies."""

from dataclasses import replace

from app.partners.models import Organisation
from app.requests import service as requests
from app.requests.schemas import RequestIn
from app.work import Work
from tests.access.asks.asking import Ask, asks
from tests.access.asks.cases import AGAIN, CASE, on_open_case, versioned
from tests.access.world import ANSWERS, World, asked, later, submitted

REQUEST = "/v1/requests/{request_id}"
WHY = {"reason": "Sent by mistake."}


@asks("PUT", f"{CASE}/family")
def _page(world: World, who: str) -> Ask:
    return versioned(world, "/family", {"key_worker": {"name": "Keyworker Example"}, "informed": "yes"})


@asks("POST", f"{CASE}/family/contacts")
def _contact(world: World, who: str) -> Ask:
    said = {"who": "mother", "at": later(), "by": "Keyworker Example", "method": "telephone"}
    return on_open_case(world, said)


@asks("POST", f"{CASE}/family/questions")
def _question(world: World, who: str) -> Ask:
    return on_open_case(world, {"who": "mother", "question": "Why was there no plan?"})


@asks("POST", f"{CASE}/family/questions/{{question_id}}/answer")
def _reply(world: World, who: str) -> Ask:
    path = f"/v1/cases/{world.ids['open_case']}/family/questions"
    made = world("coordinator").posts(path, {"who": "mother", "question": "Why?"})
    said = {"answer": "It was not written.", "answered_by": "Keyworker Example"}
    return on_open_case(world, said, question_id=made["id"])


@asks("POST", f"{CASE}/family/contributions")
def _voice(world: World, who: str) -> Ask:
    return on_open_case(world, {"who": "mother", "text": "He loved the garden.", "for_pack": False})


@asks("GET", f"{CASE}/holds")
@asks("GET", f"{CASE}/reviews")
@asks("GET", f"{CASE}/certification")
@asks("GET", f"{CASE}/jar")
@asks("GET", f"{CASE}/transfers")
@asks("GET", f"{CASE}/requests")
@asks("GET", f"{CASE}/requests/{{request_id}}/form")
def _beside(world: World, who: str) -> Ask:
    return on_open_case(world, None)


@asks("POST", f"{CASE}/requests")
def _request(world: World, who: str) -> Ask:
    return on_open_case(world, {"agency_id": world.ids["agency_id"], "forms": ["reporting"]})


@asks("POST", f"{REQUEST}/remind")
def _remind(world: World, who: str) -> Ask:
    return Ask({"request_id": asked(world)})


@asks("POST", f"{REQUEST}/withdraw")
@asks("POST", f"{REQUEST}/unobtainable")
def _end(world: World, who: str) -> Ask:
    return Ask({"request_id": asked(world)}, WHY)


@asks("POST", f"{REQUEST}/reopen")
def _reopen(world: World, who: str) -> Ask:
    return Ask({"request_id": submitted(world)}, WHY)


@asks("PUT", f"{REQUEST}/form")
def _draft(world: World, who: str) -> Ask:
    return Ask({"request_id": asked(world)}, ANSWERS, AGAIN)


@asks("POST", f"{REQUEST}/submit")
def _submit(world: World, who: str) -> Ask:
    return Ask({"request_id": asked(world)})


@asks("POST", "/v1/requests/redeem")
def _redeem(world: World, who: str) -> Ask:
    """A link as it is sent where invented people may not sign in."""
    settings = world.settings.model_copy(update={"demo_issuer": False})

    def send(work: Work) -> str:
        agency = work.session.get_one(Organisation, world.ids["agency_id"])
        kit = replace(work.kit, settings=settings)
        form = RequestIn(agency_id=agency.id)
        sent = requests.send(replace(work, kit=kit), world.case("open_case"), form)
        return str(sent.link).partition("#")[2]

    return Ask(body={"token": world.work(send)})
