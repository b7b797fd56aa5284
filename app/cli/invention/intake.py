"""How a death reaches the office: notified, sometimes twice or half, looked at, decided."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.cli.invention import forms
from app.cli.invention.accounts import account
from app.cli.invention.clockwork import Journey
from app.cli.invention.deaths import Death
from app.cli.invention.desk import Desk
from app.cli.invention.particulars import particulars
from app.cli.invention.timings import Pace, office_hour
from app.ncmd import service as ncmd
from app.ncmd.rules import Event, State
from app.ncmd.schemas import SubmissionIn
from app.notifications import service as notifications
from app.notifications import triage
from app.notifications.schemas import NotificationIn
from app.notifications.schemas.inbox import TriageIn
from app.partners.rules import AreaCode

SENDERS = {"RLQ": "notifier-wvt", "RWP": "notifier-wah", "RXW": "notifier-rxw"}
AMBULANCE = "RYA"


@dataclass(slots=True)
class Story:
    """One invented death on its way through the office: what is drawn, and what came of it."""

    number: int
    death: Death
    pace: Pace
    draw: Random
    panel: str
    scenario: str = ""
    case_id: UUID | None = None
    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    packed: bool = False
    brief: bool = False
    words: dict[str, str] = field(default_factory=dict)

    @property
    def office(self) -> str:
        """Return who works on it in the office."""
        if self.panel == "stw":
            return "stw-coordinator"
        return "coordinator" if self.number % 3 else "coordinator-2"

    @property
    def case(self) -> UUID:
        """Return the case that it has become."""
        if self.case_id is None:
            raise LookupError(self.number)
        return self.case_id

    def at(self, days: float) -> datetime:
        """Return the instant so many days after the death, when the office is open."""
        return office_hour(self.death.at + timedelta(days=days))


def begin(number: int, death: Death, pace: Pace, draw: Random, panel: str, scenario: str) -> Story:
    """Return a story with the words that its accounts will use."""
    words = dict(particulars(draw, death))
    return Story(number, death, pace, draw, panel, scenario, words=words)


def notified(desk: Desk, story: Story) -> Journey:
    """Notify the death, and let the office decide; stories that are not ours end here."""
    sent_at = story.death.at + timedelta(days=story.pace.notified)
    yield sent_at
    form = _form(story, sent_at, story.death.trust, "a")
    if story.scenario == "half":
        receipt = _send(desk, story, forms.half(form), sent_at)
        yield sent_at + timedelta(hours=20)
        again = form | {"sent_at": (sent_at + timedelta(hours=20)).isoformat(timespec="seconds")}
        receipt = _send(desk, story, again, sent_at + timedelta(hours=20))
    elif story.scenario == "relayed":
        receipt = _send(desk, story, forms.relayed(form, f"cascade-{story.number}"), sent_at)
    elif story.scenario in CHANGED:
        receipt = _send(desk, story, CHANGED[story.scenario](form), sent_at)
    else:
        receipt = _send(desk, story, form, sent_at)
    yield office_hour(sent_at + timedelta(days=story.pace.triaged))
    at = office_hour(sent_at + timedelta(days=story.pace.triaged))
    if story.scenario in NOT_OURS:
        _decide(desk, story, receipt, at, **NOT_OURS[story.scenario])
        return
    _decide(desk, story, receipt, at, outcome="accepted", area=_area(story), reason="Lived in our area.")
    story.case_id, story.accepted_at = receipt, at
    at += timedelta(days=story.pace.ncmd)
    yield at
    tell(desk, story, at, Event.NOTIFICATION, State.ACKNOWLEDGED)
    if story.pace.second_notice and story.scenario != "half":
        yield from _notified_again(desk, story)


def _notified_again(desk: Desk, story: Story) -> Journey:
    """Let the ambulance service tell of the same death, and join what it says to the case."""
    sent_at = max(
        story.at(story.pace.second_notice or 0), story.at(story.pace.notified + story.pace.triaged + 0.2)
    )
    yield sent_at
    receipt = _send(desk, story, _form(story, sent_at, AMBULANCE, "b"), sent_at)
    at = office_hour(sent_at + timedelta(hours=5))
    yield at
    _decide(desk, story, receipt, at, outcome="attached", case_id=story.case, reason="The same death.")


def tell(desk: Desk, story: Story, at: datetime, event: Event, state: State) -> None:
    """Record what the national database was sent and answered."""
    with desk.sit(story.office, at) as work:
        ncmd.settle(
            work, SubmissionIn(case_id=story.case, event=event, state=state, reference=f"DEMO-{story.number}")
        )


CHANGED = {"stillbirth": forms.stillborn, "overseas": forms.from_abroad}
NOT_OURS: dict[str, dict[str, Any]] = {
    "stillbirth": {"outcome": "stillbirth_attended", "reason": "No signs of life; a midwife was present."},
    "elsewhere": {"outcome": "out_of_area", "receiving_cdop": "Birmingham Child Death Overview Panel",
                  "reason": "Lived in another area."},
    "powys": {"outcome": "non_resident_discretionary", "reason": "Lived in Wales; passed on."},
    "overseas": {"outcome": "non_resident_discretionary", "reason": "On a visit from overseas."},
}  # fmt: skip


def _form(story: Story, sent_at: datetime, ods: str, letter: str) -> dict[str, Any]:
    told = account(story.draw, "notice", story.death.category, story.words)
    reference = f"demo-{story.panel}-{story.number}-{letter}"
    return forms.whole(story.death, sent_at, ods, reference, told, story.words["nurse"])


def _send(desk: Desk, story: Story, form: dict[str, Any], at: datetime) -> UUID:
    """Send a form as the system of its organisation; the office writes down what others ring in."""
    ods = form["sender"]["organisation"]["ods"]
    sender = "notifier-wmas" if ods == AMBULANCE and story.panel == "hw" else SENDERS.get(ods)
    if sender is None or (story.panel == "stw") != (sender == "notifier-rxw"):
        form = dict(form) | {"sender": form["sender"] | {"channel": "phone"}}
        sender = story.office
    with desk.sit(sender, at) as work:
        received = notifications.receive(work, NotificationIn.model_validate(form))
    desk.settle(at)
    return received.id


def _decide(desk: Desk, story: Story, receipt: UUID, at: datetime, **decision: Any) -> None:
    if decision["outcome"] == "out_of_area":
        decision |= {"handed_over_at": at.isoformat()}
    with desk.sit(story.office, at) as work:
        triage.decide(work, receipt, TriageIn.model_validate(decision))
    desk.settle(at)


def _area(story: Story) -> AreaCode | None:
    area = story.death.child.home.area
    return AreaCode(area) if area in set(AreaCode) else None
