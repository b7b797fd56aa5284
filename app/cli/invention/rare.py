"""What happens once in a while: a case handed over, one opened by mistake, one opened again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from app.cases.rules.stages import Stage
from app.cli.invention.clockwork import Journey
from app.cli.invention.desk import Desk
from app.cli.invention.gathering import PANEL_IDS
from app.cli.invention.intake import Story
from app.cli.invention.timings import office_hour
from app.partners import service as partners
from app.reviews.schemas.transfers import AnswerIn, TransferIn
from app.reviews.service import transfers
from app.worklist import service as worklist

ELSEWHERE = "Birmingham Child Death Overview Panel"


def handed_over(desk: Desk, story: Story, begun: datetime) -> Journey:
    """Hand a case over to the panel of the area where the child turns out to have lived."""
    at = office_hour(begun + timedelta(days=4))
    yield at
    with desk.sit(story.office, at) as work:
        known = partners.agencies(work.session, PANEL_IDS[story.panel], at.date(), kind="cdop")
        other = next(body for body in known if body.name == ELSEWHERE)
        said = TransferIn(
            to=other.id, reason="The family had moved before the birth.", sent="The notification form."
        )
        offered = transfers.offer(work, story.case, said)
    at = office_hour(at + timedelta(days=6))
    yield at
    with desk.sit(story.office, at) as work:
        answer = AnswerIn(answered_by="Coordinator Example", answered_at=at, reason="Accepted by letter.")
        transfers.accept(work, story.case, offered.id, answer)


def opened_by_mistake(desk: Desk, story: Story, begun: datetime) -> Journey:
    """Withdraw a case that should not have been opened; a second person does it."""
    at = office_hour(begun + timedelta(days=3))
    yield at
    with desk.sit("manager", at) as work:
        worklist.move(work, story.case, Stage.WITHDRAWN, "Notified for another child of the same name.")


def reopen(desk: Desk, told: Sequence[Story], now: datetime) -> None:
    """Open one closed case again, since its inquest came to another conclusion."""
    closed = [story for story in told if story.closed_at and story.panel == "hw"]
    for story in [one for one in closed if one.death.inquest][-1:] or closed[:1]:
        with desk.sit("manager", now - timedelta(days=1)) as work:
            worklist.move(work, story.case, Stage.REOPENED, "The inquest recorded another conclusion.")


ENDS: Mapping[str, Callable[[Desk, Story, datetime], Journey]] = {
    "moved": handed_over,
    "mistaken": opened_by_mistake,
}
