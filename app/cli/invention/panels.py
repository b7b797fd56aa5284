"""Panel meetings of an invented year: when they are, which cases come, and how each meeting goes."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from app.cases.rules.stages import Stage
from app.cli.invention import course, packing, room
from app.cli.invention.clockwork import Clockwork, Journey
from app.cli.invention.closing import closed
from app.cli.invention.deaths import LONDON
from app.cli.invention.desk import Desk
from app.cli.invention.room import Agenda, Item
from app.cli.invention.waiting import Waiting
from app.meetings import agenda
from app.meetings.rules.course import State
from app.meetings.schemas import MeetingChange

EVERY = {"hw": timedelta(days=44), "stw": timedelta(days=132)}
NEXT = timedelta(days=16)
WEDNESDAY = 2


def meeting_days(panel: str, first: datetime, now: datetime) -> Iterator[datetime]:
    """Yield when the panel meets: about eight times a year, the next time in two weeks."""
    day = now + NEXT
    while day > first:
        wednesday = day.date() + timedelta(days=(WEDNESDAY - day.weekday()))
        yield datetime.combine(wednesday, time(9, 30), LONDON)
        day -= EVERY[panel]


def held(desk: Desk, clockwork: Clockwork, waiting: Waiting, panel: str, starts_at: datetime) -> Journey:
    """Hold one meeting of a panel, from its invitations to its minutes."""
    yield starts_at - timedelta(days=42)
    plan = room.arranged(desk, panel, starts_at)
    yield starts_at - timedelta(days=28)
    _prepare(plan, waiting)
    yield from _packed(plan, clockwork)
    if not room.has_quorum(panel):
        return
    yield starts_at
    room.change(plan, starts_at, MeetingChange(state=State.HELD))
    for place, item in enumerate(plan.items):
        after = starts_at + timedelta(minutes=20 * place)
        if (place == 1 and starts_at.month % 3 == 0) or not room.determine(plan, item, after):
            course.move(desk, item.story, after, Stage.PANEL_READY, "Deferred: the panel wants to know more.")
            waiting.stories.append(item.story)
        else:
            clockwork.begin(closed(desk, item.story, place, starts_at))
    yield starts_at + timedelta(days=41)
    minutes = "Each case was gone through in turn. Declarations were noted before each item."
    room.change(plan, clockwork.now, MeetingChange(state=State.CLOSED, minutes=minutes))


def _packed(plan: Agenda, clockwork: Clockwork) -> Journey:
    """Approve and release the packs; the last one is late, and the first two are early."""
    last = len(plan.items) - 1
    days = [(21 if place < last else 12, place, False) for place in range(len(plan.items))]
    days += [(18 if place < min(2, last) else 11, place, True) for place in range(len(plan.items))]
    for before, place, is_release in sorted(days, key=lambda day: (-day[0], day[1])):
        yield plan.starts_at - timedelta(days=before)
        item, at = plan.items[place], clockwork.now
        if is_release:
            packing.release(plan.desk, item.story, item.pack_id, at)
            room.declare(plan, item, place, at)
        else:
            item.story.packed = packing.approve(plan.desk, item.story, item.pack_id, at)


def _prepare(plan: Agenda, waiting: Waiting) -> None:
    at = plan.starts_at - timedelta(days=28)
    for story in waiting.take(plan.starts_at):
        pack_id = packing.prepare(plan.desk, story, plan.meeting_id, at)
        with plan.desk.sit(plan.office, at) as work:
            item = agenda.add_item(work, plan.meeting_id, story.case)
        plan.items.append(Item(story, pack_id, item.pseudonym))
