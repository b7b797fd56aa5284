"""Words of the pages: when and what a meeting is, as people say it."""

from collections.abc import Mapping
from datetime import datetime

from app.cases.rules.timeline import LONDON
from app.meetings.rules.course import Kind
from app.meetings.schemas import MeetingLine

KINDS: Mapping[Kind, str] = {
    Kind.JAR: "Joint Agency Response meeting",
    Kind.CDRM: "Child death review meeting",
    Kind.PANEL: "Panel meeting",
    Kind.THEMED: "Themed panel meeting",
}


FIELDS: Mapping[str, str] = {
    "county": "County",
    "quarter": "Quarter of the year",
    "ethnicity": "Ethnic group",
}


def typed(text: str) -> str:
    """Return what somebody typed, with line ends as everywhere else: browsers send them in two signs."""
    return text.replace("\r\n", "\n")


def day(at: datetime) -> str:
    """Return the day of an instant in London, such as Wednesday 4 March 2026."""
    local = at.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}"


def time(at: datetime) -> str:
    """Return the time of day in London, such as 9:30am."""
    local = at.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def when(meeting: MeetingLine) -> str:
    """Return when a meeting is: its day, and from when until when."""
    until = f" to {time(meeting.ends_at)}" if meeting.ends_at else ""
    return f"{day(meeting.starts_at)}, {time(meeting.starts_at)}{until}"


def what(meeting: MeetingLine) -> str:
    """Return what a meeting is called: its own title, or its kind."""
    return meeting.title.strip() or KINDS[meeting.kind]
