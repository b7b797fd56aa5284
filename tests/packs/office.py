"""The office over HTTP: a case that three sources tell of, and the few calls that every journey makes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.cases import service as cases
from app.cases import vault
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone
from app.identity.actors import Actor, Kind, Role, Seat
from app.kit import Parts
from app.packs.models import Pack, PackVerdict
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.policy import Permission
from app.work import Work
from tests.documents.told import CREW, PRACTICE, SCHOOL, WARD
from tests.packs.told import ANALYSIS, CONTRIBUTION, a_told_form

Headers = Callable[..., dict[str, str]]


@dataclass
class Office:
    """Packs over HTTP, said briefly."""

    client: TestClient
    as_: Headers
    parts: Parts

    def get(self, persona: str, path: str, **headers: str) -> Any:
        """Ask for a path under /v1."""
        return self.client.get(f"/v1{path}", headers=self.as_(persona, **headers))

    def post(self, persona: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send to a path under /v1."""
        return self.client.post(f"/v1{path}", headers=self.as_(persona, **headers), json=body or {})

    def made(self, persona: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send to a path under /v1, and return what was made."""
        answer = self.post(persona, path, body, **headers)
        assert answer.is_success, answer.text
        return answer.json()

    def a_case(self) -> str:
        """A notified, accepted and analysed case that is ready for the panel."""
        request_id = str(uuid4())
        told = self.made("notifier-wvt", "/notifications", a_told_form(), X_Request_ID=request_id)
        triage = {"outcome": "accepted", "area": "herefordshire"}
        case_id = str(self.made("coordinator", f"/inbox/{told['receipt_id']}/triage", triage)["case_id"])
        said = {"who": "mother", "text": CONTRIBUTION, "for_pack": True}
        self.made("coordinator", f"/cases/{case_id}/family/contributions", said)
        headers = self.as_("coordinator")
        kept = self.client.put(f"/v1/cases/{case_id}/analysis", headers=headers, json=ANALYSIS)
        assert kept.is_success, kept.text
        self.bring(case_id, Stage.PANEL_READY)
        return case_id

    def answered(self, case_id: str, kind: str, code: str = "reporting", **answers: Any) -> str:
        """An agency of this kind is asked for a form, and returns it; return the id of the request."""
        agency = self.get("coordinator", f"/agencies?kind={kind}").json()["items"][0]["id"]
        form = {
            "agency_id": agency,
            "respondent": "respondent",
            "forms": list(dict.fromkeys(["reporting", code])),
        }
        asked = self.made("coordinator", f"/cases/{case_id}/requests", form)
        who = {"respondent_name": "Respondent Example", "respondent_role": "Sergeant", "agency": "An agency"}
        core = answers if code == "reporting" else {"circumstances": {"narrative": "See the other form."}}
        core = {**core, "identification": who | core.get("identification", {})}
        for name, said in {"reporting": core, code: answers if code != "reporting" else core}.items():
            version = next(one["version"] for one in asked["forms"] if one["code"] == name)
            self.draft(asked["id"], {"code": name, "version": version, "answers": said})
        self.made("respondent", f"/requests/{asked['id']}/submit")
        return str(asked["id"])

    def told_at_length(self, case_id: str) -> None:
        """Hospital, practice, crew and school return their forms, each with a page of what they know."""
        told = {"acute": WARD, "gp": PRACTICE, "ambulance": CREW, "education": SCHOOL}
        for kind, account in told.items():
            self.answered(case_id, kind, circumstances={"narrative": account})

    def draft(self, request_id: str, draft: dict[str, Any]) -> None:
        """Keep a draft of a form as its respondent."""
        headers = self.as_("respondent")
        kept = self.client.put(f"/v1/requests/{request_id}/form", json=draft, headers=headers)
        assert kept.is_success, kept.text

    def bring(self, case_id: str, stage: Stage) -> None:
        """Put a case at a stage, without the way there."""
        with self.working() as work:
            case = cases.get_case(work, UUID(case_id))
            cases.mark(work, case, Milestone.CAUSE_KNOWN)
            case.stage = stage.value

    @contextmanager
    def working(self) -> Iterator[Work]:
        """A piece of work of the office, behind the doors."""
        with self.parts.sessions.begin() as session:
            office = Actor(uuid4(), Kind.PERSON, (Seat(Role.COORDINATOR, panel_id=HW),))
            yield Work(session, office, datetime.now(UTC), str(uuid4()), self.parts.kit)

    def accounts(self, pack_id: str, kind: str) -> list[dict[str, Any]]:
        """What is sealed of the verdicts of one kind on a pack, in the order in which they were given."""
        with self.working() as work:
            rows = work.session.scalars(
                select(PackVerdict).filter_by(pack_id=UUID(pack_id), verdict=kind)
            ).all()
            case = cases.get_case(work, work.session.get_one(Pack, UUID(pack_id)).case_id)
            cells = [vault.Cell("pack_verdict", row.id, "account", row.account) for row in rows]
            opened = vault.disclose_all(work, Permission.PACK_CHECK, case.subject, cells)
        return sorted(opened, key=lambda account: account["at"])

    def a_meeting(self, kind: str = "panel") -> str:
        """A meeting to which everyone is invited."""
        starts_at = (datetime.now(UTC) + timedelta(days=7)).isoformat()
        form = {"kind": kind, "starts_at": starts_at, "title": "Panel", "place": "Room 1"}
        meeting = str(self.made("coordinator", "/meetings", form)["id"])
        self.made("coordinator", f"/meetings/{meeting}/invitations", {"everyone": True})
        return meeting

    def prepared(self, case_id: str, meeting: str) -> dict[str, Any]:
        """A pack as it was prepared."""
        pack: dict[str, Any] = self.made("coordinator", f"/cases/{case_id}/packs", {"meeting_id": meeting})
        return pack

    def change(self, persona: str, pack_id: str, *verdicts: dict[str, Any], match: str = "") -> Any:
        """Decide about places of a pack, at the version that is in force."""
        etag = match or self.get(persona, f"/packs/{pack_id}").headers["etag"]
        return self.client.patch(
            f"/v1/packs/{pack_id}",
            headers=self.as_(persona, If_Match=etag),
            json={"verdicts": list(verdicts)},
        )

    def cleared(self, pack_id: str) -> dict[str, Any]:
        """The pack after its preparer has looked at everything that is for review."""
        draft: dict[str, Any] = self.get("coordinator", f"/packs/{pack_id}").json()
        places = {
            (one["id"], doubt["start"], doubt["end"])
            for one in draft["narratives"]
            for doubt in one["for_review"]
            if not doubt["cleared"]
        }
        verdicts = [
            {"narrative": name, "start": start, "end": end, "verdict": "accept"}
            for name, start, end in sorted(places)
        ]
        if verdicts:
            answer = self.change("coordinator", pack_id, *verdicts)
            assert answer.is_success, answer.text
            draft = answer.json()
        return draft

    def approved(self, pack_id: str, persona: str = "doctor") -> Any:
        """The answer to an approval of what is on the desk."""
        sha256 = self.cleared(pack_id)["sha256"]
        return self.post(persona, f"/packs/{pack_id}/approve", {"sha256": sha256})

    def released(self) -> tuple[str, str, dict[str, Any]]:
        """A case, a meeting, and the pack that was released to it."""
        case_id, meeting = self.a_case(), self.a_meeting()
        pack = self.prepared(case_id, meeting)
        answer = self.approved(pack["id"])
        assert answer.is_success, answer.text
        return case_id, meeting, self.made("manager", f"/packs/{pack['id']}/release")

    def declare(self, persona: str, meeting: str, pseudonym: str, interest: str = "none") -> None:
        """Declare on an item."""
        form = {"pseudonym": pseudonym, "interest": interest}
        self.made(persona, f"/meetings/{meeting}/declarations", form)
