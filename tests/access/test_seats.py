"""A seat that ends is felt on the very next request, by its holder alone."""

from app.identity.personas import PERSONAS
from tests.access.world import World

WHO = "member-police"


def test_a_seat_that_ends_bites_on_the_next_request(world: World) -> None:
    member, keeper = world(WHO), world("administrator")
    meeting = f"/v1/meetings/{world.ids['meeting_id']}"
    pack = f"{meeting}/packs/{world.ids['pseudonym']}"
    assert member.reads(pack)["pseudonym"] == world.ids["pseudonym"]
    seats = [
        seat
        for seat in keeper.reads("/v1/seats")["items"]
        if seat["person_id"] == str(PERSONAS[WHO].id) and seat["active"]
    ]
    for seat in seats:
        ended = world.client.delete(f"/v1/seats/{seat['id']}", headers=world.as_("administrator"))
        assert ended.status_code == 204
    for path in (pack, meeting, f"{meeting}/items", "/v1/meetings"):
        member.reads(path, expect=403)
    world("member-lay").reads(pack)
    keeper.posts("/v1/seats", next(_given(seat) for seat in seats if seat["role"] == "panel_member"))
    member.reads(pack)


def _given(seat: dict[str, str]) -> dict[str, str]:
    return {name: seat[name] for name in ("person_id", "role", "panel_id", "organisation")}
