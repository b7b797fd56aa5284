"""Reading a released pack: the pack's own cell is opened, and nothing that it was made from."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.documents.marks import Reader, copy_of
from app.documents.pack_html import pack_html
from app.documents.pack_json import pack_json
from app.documents.pack_pdf import pack_pdf
from app.documents.pages import Page
from app.documents.pages import render as alone
from app.meetings import service as meetings
from app.packs.models import Pack
from app.packs.rules import finished
from app.packs.rules.finished import State
from app.packs.rules.media import HTML, PDF
from app.policy import Permission, require_somewhere
from app.problems import NotFound
from app.work import Work

READ = Permission.PACK_READ
ENDINGS = {HTML: "html", PDF: "pdf"}


class Rendering(NamedTuple):
    """A pack as one reader gets it. The file name says nothing of the child."""

    content: bytes
    media: str
    name: str


def read(work: Work, meeting_id: UUID, pseudonym: str, media: str, page: Page = alone) -> Rendering:
    """Return a released pack for a member who is invited, has declared and has no conflict.

    Whatever stands against it, there is no such pack: every refusal looks alike. As HTML it may stand in
    the frame of a `page`.
    """
    require_somewhere(work.actor, READ)
    item = meetings.item_for_reader(work, meeting_id, pseudonym)
    released = select(Pack).filter_by(item_id=item.id, state=State.RELEASED.value)
    pack = work.session.scalars(released).one_or_none()
    if pack is None or pack.finished is None:
        raise NotFound
    case = cases.case_behind(work, item.case_id)
    sealed = {"finished": pack.finished}
    opened = vault.disclose(work, READ, case.subject, "pack", pack.id, sealed, event=trail.Event.PACK_READ)[
        "finished"
    ]
    if finished.lapses(opened) <= work.now:
        raise NotFound
    content = render(opened, media, meetings.reader(work, item, work.actor.id), page)
    return Rendering(content, media, f"case-pack.{ENDINGS.get(media, 'json')}")


def has_lapsed(work: Work, pack: Pack) -> bool:
    """Return whether the time of a released pack is over, for a reader who is admitted to it.

    Until when it may be read is sealed with it, and opened only when so many weeks have gone by.
    """
    if pack.finished is None or not finished.may_have_lapsed(pack.prepared_week, work.now):
        return False
    case = cases.case_behind(work, pack.case_id)
    opened = vault.disclose(work, READ, case.subject, "pack", pack.id, {"finished": pack.finished})
    return finished.lapses(opened["finished"]) <= work.now


def render(pack: Mapping[str, Any], media: str, reader: Reader, page: Page = alone) -> bytes:
    """Return a pack in one of its renderings, each with the reader's mark."""
    copy = copy_of(pack, reader)
    if media == HTML:
        return pack_html(copy, page=page).encode()
    return pack_pdf(copy) if media == PDF else pack_json(copy)
