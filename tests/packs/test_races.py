"""Two who decide about one pack at the same moment: the later one waits, and sees what the first one did."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from app.packs import desk
from app.packs.models import Pack
from app.packs.rules.finished import State
from app.policy import Permission
from tests.packs.begun import Prepared
from tests.packs.office import Office
from tests.packs.test_heading import ask, chair


def test_a_chair_who_refuses_during_a_release_is_told_that_it_is_released(
    office: Office, pack: Prepared
) -> None:
    assert ask(office, pack["id"], "county").is_success
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    assert chair(office, pack, "county").is_success
    assert office.approved(pack["id"]).is_success
    with ThreadPoolExecutor(1) as pool:
        with office.working() as work:
            row, _ = desk.locked(work, UUID(pack["id"]), Permission.PACK_CHECK)
            refusal = pool.submit(chair, office, pack, "county", approve=False)
            time.sleep(0.7)
            assert not refusal.done()
            row.state = State.RELEASED.value
        refused = refusal.result()
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "The pack is released: have it withdrawn.",
    )
    with office.working() as work:
        assert work.session.get_one(Pack, UUID(pack["id"])).state == State.RELEASED
