"""The minutes of the meetings that knew the child: of the Joint Agency Response and of the CDRM."""

from collections.abc import Sequence

from sqlalchemy import select

from app.cases.models import Case
from app.meetings import service as meetings
from app.meetings.rules.course import CASE_BOUND
from app.work import Work

KINDS = sorted(kind.value for kind in CASE_BOUND)


def of_case(work: Work, case: Case) -> Sequence[meetings.Item]:
    """Return the items of a case that have minutes, meeting by meeting."""
    found = (
        select(meetings.Item)
        .join(meetings.Meeting)
        .where(
            meetings.Item.case_id == case.id,
            meetings.Item.minutes.is_not(None),
            meetings.Meeting.kind.in_(KINDS),
        )
    )
    return work.session.scalars(found.order_by(meetings.Meeting.week, meetings.Item.id)).all()
