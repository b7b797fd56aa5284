"""Brings a case before the panel: everything through HTTP but the pack, which has a room of its own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.cases import service as cases
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone as M
from app.cases.rules.timeline import Timeline
from app.facts import vault as facts
from app.facts.schemas import CodedFacts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from tests.meetings.conftest import MEMBERS, Room

FACTOR = {"domain": "C", "code": "unsafe_sleep", "level": "2", "modifiable": True, "narrative": "Testchild."}
DRAFT: dict[str, Any] = {
    "cause": {"as_understood": "Not known after a full post-mortem examination."},
    "summary": "Testchild was found unresponsive.",
    "factors": [FACTOR],
    "proposed_categories": ["unexplained"],
}
RECOMMENDATION = {"text": "Teach safer sleep.", "addressee": "Maternity services", "level": "local"}
DETERMINATION: dict[str, Any] = {
    "categories": ["infection", "unexplained"],
    "modifiability": "modifiable",
    "recommendations": [RECOMMENDATION | {"area": "herefordshire"}],
}
BEFORE_PANEL = (M.CDRM_HELD, M.ANALYSIS_DRAFTED, M.CAUSE_KNOWN, M.PACK_APPROVED, M.PACK_RELEASED)
WAY = (
    Stage.INFORMATION_GATHERING, Stage.CDRM_READY, Stage.CDRM_HELD, Stage.PANEL_READY, Stage.PACK_PREPARED,
    Stage.PANEL_SCHEDULED,
)  # fmt: skip


@dataclass
class Review:
    """One case, its analysis form and its panel meeting."""

    room: Room
    case: UUID
    meeting: str = ""
    item: str = ""

    @property
    def path(self) -> str:
        """Where its analysis form is."""
        return f"/v1/cases/{self.case}/analysis"

    def get(self, persona: str = "coordinator") -> Any:
        """Read the analysis form."""
        return self.room.client.get(self.path, headers=self.room.as_(persona))

    def draft(self, persona: str = "coordinator", **changes: Any) -> Any:
        """Save the draft at the version that is in force."""
        etag = self.get().headers.get("etag")
        headers = self.room.as_(persona, **({"If_Match": etag} if etag else {}))
        return self.room.client.put(self.path, headers=headers, json=DRAFT | changes)

    def timeline(self) -> Timeline:
        """What the case remembers."""
        with self.room.sessions() as session:
            work = self.room.work(session, "coordinator")
            return cases.timeline_of(work, cases.get_case(work, self.case))

    def facts(self) -> CodedFacts:
        """What is counted of the case."""
        with self.room.sessions() as session:
            return facts.open_case(
                self.room.work(session, "coordinator"), Permission.CASE_READ, self.case, HW
            )

    @property
    def stage(self) -> str:
        """Where the case is."""
        return self.room.case_row(self.case).stage

    def to(self, stage: str, reason: str = "It has to.", persona: str = "coordinator") -> Any:
        """Ask for another stage."""
        body = {"to": stage, "reason": reason}
        path = f"/v1/cases/{self.case}/stage"
        return self.room.client.post(path, headers=self.room.as_(persona), json=body)

    def advance(self, *way: Stage) -> None:
        """Let everything be reached that a case needs before its panel, and move it there."""
        with self.room.sessions.begin() as session:
            work = self.room.work(session, "coordinator")
            case = cases.get_case(work, self.case)
            for milestone in BEFORE_PANEL:
                cases.mark(work, case, milestone)
            for stage in way or WAY:
                cases.move(work, case, stage, "")

    def convene(self, kind: str = "panel", present: tuple[str, ...] = MEMBERS) -> None:
        """Arrange a meeting with the case on its agenda, and let these be present."""
        self.meeting = self.room.meeting(kind)
        self.room.post("coordinator", f"/{self.meeting}/invitations", {"everyone": True})
        self.item = self.room.item(self.meeting, self.case)
        for persona in present:
            self.room.declare(persona, self.meeting, self.item)
            self.room.attend(persona, self.meeting, self.item)

    def determine(self, persona: str = "chair", **changes: Any) -> Any:
        """Record what the panel determines."""
        path = f"/{self.meeting}/items/{self.item}/determination"
        return self.room.post(persona, path, DETERMINATION | changes)

    def sign(self, persona: str) -> Any:
        """Sign the determined form."""
        return self.room.client.post(f"{self.path}/finalise", headers=self.room.as_(persona))

    def finish(self, **changes: Any) -> None:
        """Bring the case all the way to its final form."""
        self.draft()
        self.convene()
        self.advance()
        assert self.determine(**changes).status_code == 201
        self.sign("chair")
        assert self.sign("doctor").json()["state"] == "final"
