"""What the pages of a meeting show: its place in time, each item's state in words, and what one may do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.cases.rules.timeline import LONDON
from app.meetings.rules.course import State
from app.packs.shelf import Own, Place, Shelf
from app.portal import words


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word or two, its colour, and what it means: the colour never stands alone."""

    text: str
    colour: str
    meaning: str


TAGS: Mapping[Shelf, Tag] = {
    Shelf.DECLARE: Tag("Declare first", "blue", "Nothing opens before you have declared."),
    Shelf.OPEN: Tag("Open", "green", "You can read this pack."),
    Shelf.KEEPS_OUT: Tag(
        "You keep out of this",
        "orange",
        "You have declared an interest. The pack stays shut unless the chair rules otherwise.",
    ),
    Shelf.NOT_RELEASED: Tag("Not released yet", "grey", "The office is still preparing this pack."),
    Shelf.WITHDRAWN: Tag(
        "Withdrawn", "red", "The office has withdrawn this pack. A corrected one may follow."
    ),
    Shelf.LAPSED: Tag(
        "No longer open",
        "grey",
        "The time for reading this pack is over. Speak to the office if you still need it.",
    ),
}
SAID: Mapping[str, str] = {
    "none": "You may read the pack once it is released.",
    "interest": "You keep out of this item until the chair has ruled on it.",
}


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as a page shows it."""

    href: str
    what: str
    kind: str
    when: str
    day: str
    place: str
    closed: bool
    counts: list[str]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of an agenda as a page shows it; a link that is empty is not there."""

    number: int
    pseudonym: str
    tag: Tag
    read: str
    declare: str
    declared: bool


def meeting(own: Own) -> MeetingView:
    """Return a meeting with how much there is to do."""
    line = own.meeting
    closed = line.state == State.CLOSED
    return MeetingView(
        href=f"/meetings/{line.id}",
        what=words.what(line),
        kind=words.KINDS[line.kind],
        when=words.when(line),
        day=words.day(line.starts_at),
        place=line.place.strip(),
        closed=closed,
        counts=["Closed"] if closed else counted(own.places),
    )


def counted(places: Iterable[Place]) -> list[str]:
    """Return how many items wait for a declaration, are open, and are shut."""
    found = Counter(place.shelf for place in places)
    shut = sum(found.values()) - found[Shelf.DECLARE] - found[Shelf.OPEN]
    said = [
        (found[Shelf.DECLARE], "to declare on"),
        (found[Shelf.OPEN], "open to read"),
        (shut, "not open"),
    ]
    return [f"{number} {text}" for number, text in said if number] or ["Nothing on the agenda for you yet"]


def item(own: Own, place: Place) -> ItemView:
    """Return one item with its state, and the links that the state allows."""
    base = f"/meetings/{own.meeting.id}"
    return ItemView(
        number=place.position,
        pseudonym=place.pseudonym,
        tag=TAGS[place.shelf],
        read=f"{base}/packs/{place.pseudonym}" if place.shelf is Shelf.OPEN else "",
        declare=f"{base}/items/{place.pseudonym}/declare",
        declared=place.declared,
    )


def is_over(own: Own, now: datetime) -> bool:
    """Return whether a meeting is past: closed, or on a day before today."""
    line = own.meeting
    day = (line.ends_at or line.starts_at).astimezone(LONDON).date()
    return line.state == State.CLOSED or day < now.astimezone(LONDON).date()
