"""A case to meet about, and the few calls that every journey here makes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session, sessionmaker

from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case, Subject
from app.cases.rules.timeline import Timeline
from app.cases.schemas import Identity
from app.facts import service as facts
from app.identity.actors import Actor, Kind, Seat
from app.identity.personas import PERSONAS
from app.kit import Parts
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from app.work import Work

MEMBERS = ("chair", "doctor", "member-public-health", "member-social-care", "member-police", "member-health")
Headers = Callable[..., dict[str, str]]


@dataclass
class Room:
    """Meetings over HTTP, said briefly."""

    client: TestClient
    as_: Headers
    sessions: sessionmaker[Session]
    parts: Parts

    def get(self, persona: str, path: str) -> Any:
        """Ask for a path under /v1/meetings."""
        return self.client.get(f"/v1/meetings{path}", headers=self.as_(persona))

    def post(self, persona: str, path: str, body: Any) -> Any:
        """Send to a path under /v1/meetings."""
        return self.client.post(f"/v1/meetings{path}", headers=self.as_(persona), json=body)

    def work(self, session: Session, persona: str) -> Work:
        """A piece of work of one persona, as the door would begin it."""
        who = PERSONAS[persona]
        seat = Seat(who.role, HW if who.panel else None, organisation=who.organisation)
        return Work(session, Actor(who.id, Kind.PERSON, (seat,)), datetime.now(UTC), "test", self.parts.kit)

    def case(self, **known: Any) -> UUID:
        """Open a case of the joint panel, with what is known of it."""
        with self.sessions.begin() as session:
            work, case_id = self.work(session, "coordinator"), uuid4()
            subject = Subject(case_id, HW, vault.new_key(work, case_id))
            identity = Identity(family="Example", given=("Testchild",), died_at="2026-01-17T03:00:00+00:00")
            case = cases.open_case(work, subject, identity, Timeline(died_at=identity.died_at))
            facts.state(work, case, {"died_on": "2026-01-17", "place": "acute_ed"} | known)
            return case_id

    def case_row(self, case_id: UUID) -> Case:
        """The case as it is kept."""
        with self.sessions() as session:
            return cases.get_case(self.work(session, "coordinator"), case_id)

    def meeting(self, kind: str = "panel", **more: Any) -> str:
        """Arrange a meeting of the joint panel."""
        form = {"kind": kind, "starts_at": "2026-03-04T09:30:00+00:00", "title": "Panel", "place": "Room 1"}
        made = self.post("coordinator", "", form | more)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    def item(self, meeting: str, case_id: UUID | None = None) -> str:
        """Put a case on an agenda."""
        made = self.post("coordinator", f"/{meeting}/items", {"case_id": str(case_id or self.case())})
        assert made.status_code == 201, made.text
        return str(made.json()["pseudonym"])

    def agenda(self) -> tuple[str, str]:
        """A panel meeting with one item, to which everyone is invited."""
        meeting = self.meeting()
        assert self.post("coordinator", f"/{meeting}/invitations", {"everyone": True}).status_code == 201
        return meeting, self.item(meeting)

    def declare(self, persona: str, meeting: str, item: str, interest: str = "none") -> Any:
        """Declare on an item."""
        form = {"pseudonym": item, "interest": interest, "note": "A note of Testchild Example."}
        return self.post(persona, f"/{meeting}/declarations", form)

    def rule(self, meeting: str, declaration: str, ruling: str) -> Any:
        """Rule as the chair."""
        return self.post("chair", f"/{meeting}/declarations/{declaration}/ruling", {"ruling": ruling})

    def attend(self, persona: str, meeting: str, item: str, *, present: bool = True) -> Any:
        """Record that somebody is in the room."""
        form = {"pseudonym": item, "person_id": str(PERSONAS[persona].id), "present": present}
        return self.post("coordinator", f"/{meeting}/attendance", form)

    def listed(self, persona: str, meeting: str) -> dict[str, str]:
        """The items that a reader is shown, and what they may do."""
        items = self.get(persona, f"/{meeting}/items").json()["items"]
        return {item["pseudonym"]: item["status"] for item in items}

    def patch(self, meeting: str, body: Any, persona: str = "coordinator") -> Any:
        """Change a meeting at the version that is in force."""
        etag = self.get(persona, f"/{meeting}").headers.get("etag", '"1"')
        headers = self.as_(persona, If_Match=etag)
        return self.client.patch(f"/v1/meetings/{meeting}", headers=headers, json=body)


@pytest.fixture
def room(client: TestClient, as_: Headers, sessions: sessionmaker[Session], parts: Parts) -> Room:
    """Meetings over HTTP."""
    return Room(client, as_, sessions, parts)
