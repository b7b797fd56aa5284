"""What other rooms ask of packs."""

from typing import Any

from app.cases.models import Case
from app.facts import vault as facts_vault
from app.packs import desk, looking
from app.packs.models import Pack
from app.packs.rules import answers
from app.packs.rules.finished import State
from app.policy import Permission
from app.problems import Conflict
from app.work import Work

SHARED = (State.RELEASED, State.APPROVED)


def pack_for_cohort(work: Work, case: Case, permission: Permission = Permission.THEME_WORK) -> dict[str, Any]:
    """Return the released, else the approved, pack of a case and its coded facts, after another look at it.

    It passes the gate with all that the case knows now, and whoever was named since. The hash of the
    meeting's copy stays behind: it would tell whoever kept that copy which child this is. So do answers
    that point at a family: the reason for which they are told holds for one meeting.
    """
    pack = _shareable(desk.of_case(work, case))
    if pack is None or pack.finished is None:
        raise Conflict("This case has no approved pack to share.")
    said = desk.open_finished(work, case, pack, permission)
    assured = {name: value for name, value in said["assurance"].items() if name != "sha256"}
    draft = desk.open_draft(work, case, pack, permission)
    if "answers" in said:
        said = {**said, "answers": answers.told(one for one in draft.answers if not one.points)}
    looking.pass_or_block(work, case, draft, said, permission, copies=True)
    facts = facts_vault.open_case(work, permission, case.id, case.panel_id)
    return {"pack": {**said, "assurance": assured}, "facts": facts.model_dump(mode="json")}


def _shareable(packs: list[Pack]) -> Pack | None:
    """Return the newest released pack, else the newest approved one."""
    wanted = [pack for state in SHARED for pack in packs if pack.state == state]
    return wanted[0] if wanted else None
