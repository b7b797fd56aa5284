"""What is sent about the analysis form, meetings, packs and themed reviews."""

from app.identity.personas import PERSONAS
from tests.access.asks.asking import Ask, asks
from tests.access.asks.cases import CASE, versioned
from tests.access.world import THEME, World, a_theme
from tests.test_journey import ANALYSIS, DETERMINATION

MEETING, PACK, THEMES = "/v1/meetings/{meeting_id}", "/v1/packs/{pack_id}", "/v1/themes/{theme_id}"
LAY = str(PERSONAS["member-lay"].id)


@asks("PUT", f"{CASE}/analysis")
def _draft(world: World, who: str) -> Ask:
    path = f"/v1/cases/{world.ids['open_case']}/analysis"
    if world.client.get(path, headers=world.as_("coordinator")).status_code == 404:
        world("coordinator").puts(path, ANALYSIS)
    return versioned(world, "/analysis", ANALYSIS)


@asks("POST", f"{MEETING}/items/{{pseudonym}}/determination")
def _determine(world: World, who: str) -> Ask:
    return Ask(body=DETERMINATION)


@asks("POST", "/v1/meetings")
def _arrange(world: World, who: str) -> Ask:
    return Ask(body={"kind": "panel", "starts_at": "2027-03-01T10:00:00Z", "title": "Panel"})


@asks("PATCH", MEETING)
def _change(world: World, who: str) -> Ask:
    meeting = world.ids["themed"]
    tag = world.client.get(f"/v1/meetings/{meeting}", headers=world.as_("coordinator")).headers["etag"]
    return Ask({"meeting_id": meeting}, {"place": "Room 2"}, {"If-Match": tag})


@asks("POST", f"{MEETING}/items")
def _item(world: World, who: str) -> Ask:
    return Ask({"meeting_id": world.ids["themed"]}, {"case_id": world.fresh_case()})


@asks("POST", f"{MEETING}/invitations")
def _invite(world: World, who: str) -> Ask:
    return Ask(body={"person_id": LAY})


@asks("POST", f"{MEETING}/declarations")
def _declare(world: World, who: str) -> Ask:
    return Ask(body={"pseudonym": world.ids["pseudonym"], "interest": "none"})


@asks("POST", f"{MEETING}/declarations/{{declaration_id}}/ruling")
def _rule(world: World, who: str) -> Ask:
    meeting = world.ids["themed"]
    said = {"pseudonym": world.ids["themed_item"], "interest": "knew_family"}
    made = world("member-lay").posts(f"/v1/meetings/{meeting}/declarations", said)
    return Ask({"meeting_id": meeting, "declaration_id": made["id"]}, {"ruling": "recuse"})


@asks("POST", f"{MEETING}/attendance")
def _attend(world: World, who: str) -> Ask:
    return Ask(body={"pseudonym": world.ids["pseudonym"], "person_id": LAY, "present": True})


def _prepared(world: World) -> str:
    return str(world.office.prepared(world.ids["case_id"], world.ids["themed"])["id"])


@asks("POST", f"{CASE}/packs")
def _prepare(world: World, who: str) -> Ask:
    return Ask(body={"meeting_id": world.ids["themed"]})


@asks("PATCH", PACK)
def _check(world: World, who: str) -> Ask:
    pack = _prepared(world)
    draft = world.office.get("coordinator", f"/packs/{pack}")
    first = draft.json()["narratives"][0]["id"]
    hide = {"narrative": first, "start": 0, "end": 4, "verdict": "extend", "reason": "To be sure."}
    return Ask({"pack_id": pack}, {"verdicts": [hide]}, {"If-Match": draft.headers["etag"]})


@asks("POST", f"{PACK}/approve")
def _approve(world: World, who: str) -> Ask:
    pack = _prepared(world)
    return Ask({"pack_id": pack}, {"sha256": world.office.cleared(pack)["sha256"]})


@asks("POST", f"{PACK}/release")
def _release(world: World, who: str) -> Ask:
    pack = _prepared(world)
    approved = world.office.approved(pack)
    assert approved.is_success, approved.text
    return Ask({"pack_id": pack})


@asks("POST", f"{PACK}/withdraw")
def _withdraw(world: World, who: str) -> Ask:
    return Ask({"pack_id": _prepared(world)}, {"reason": "A form came late."})


@asks("POST", f"{PACK}/trace")
def _trace(world: World, who: str) -> Ask:
    return Ask(body={"text": "A few words, from somewhere."})


@asks("POST", f"{MEETING}/packs/{{pseudonym}}/header")
def _head(world: World, who: str) -> Ask:
    return Ask(body={"field": "county", "approve": True, "reason": "The learning turns on it."})


@asks("POST", "/v1/themes")
def _propose(world: World, who: str) -> Ask:
    return Ask(body=THEME)


@asks("POST", f"{THEMES}/agree")
def _agree(world: World, who: str) -> Ask:
    return Ask({"theme_id": world("coordinator").posts("/v1/themes", THEME)["id"]})


@asks("POST", f"{THEMES}/freeze")
def _freeze(world: World, who: str) -> Ask:
    return Ask({"theme_id": a_theme(world, contributed=True)["id"]})


@asks("POST", f"{THEMES}/sign-off")
def _frozen(world: World, who: str) -> Ask:
    return Ask({"theme_id": a_theme(world, frozen=True)["id"]})


@asks("POST", f"{THEMES}/contributions")
def _contribute(world: World, who: str) -> Ask:
    return Ask({"theme_id": a_theme(world)["id"]}, {"case_id": world.ids["case_id"]})


@asks("POST", f"{THEMES}/contributions/{{pseudonym}}/withdraw")
def _leave(world: World, who: str) -> Ask:
    theme = a_theme(world, contributed=True)
    return Ask({"theme_id": theme["id"], "pseudonym": theme["pseudonym"]})


@asks("POST", f"{THEMES}/findings")
def _find(world: World, who: str) -> Ask:
    return Ask(body={"text": "Every child has a plan.", "kind": "learning_point"})
