"""Opens a case once for its pack: who it is about, what is counted, and everything that was told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.analysis import service as analyses
from app.analysis.schemas import Content
from app.cases import vault
from app.cases.models import Case
from app.cases.rules.timeline import LONDON
from app.cases.schemas import Identity
from app.cases.vault import Cell
from app.catalogue import rules as catalogue
from app.documents.marks import plain
from app.facts import vault as facts_vault
from app.facts.schemas import CodedFacts
from app.family import service as family
from app.family.models import FamilyRecord
from app.meetings import service as meetings
from app.notifications import store
from app.notifications.models import Notification
from app.notifications.rules.reading import text
from app.packs.gathering import accounts, forms, minutes
from app.packs.gathering.accounts import Account
from app.packs.gathering.answered import Answer as Coded
from app.packs.gathering.answered import answered
from app.packs.gathering.known import AGENCIES, Known
from app.packs.rules import chronology, head
from app.packs.rules.answers import Answer
from app.packs.rules.narratives import Narrative
from app.partners import service as partners
from app.policy import Permission
from app.requests import asked
from app.requests import service as requests
from app.reviews.models import CaseRecord
from app.work import Work

PREPARE = Permission.PACK_PREPARE
AGENCY = ("agency_kind",)


@dataclass
class Gathered:
    """The record of identifiers, what was told, what is counted, and the draft analysis form."""

    known: Known
    facts: CodedFacts
    analysis: Content | None = None
    told: list[Narrative] = field(default_factory=list)
    milestones: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def tell(self, source: str, form: str, section: str, words: str) -> None:
        """Add one account, as it can be marked for its readers later; its id says only its place."""
        self.told.append(Narrative(f"n{len(self.told) + 1}", source, form, section, plain(words)))

    def answer(self, source: str, form: str, which: str, coded: Iterable[Coded]) -> None:
        """Add the coded answers of a form: one that points at a family is told only when a person says so.

        Two hospitals may answer the same form: `which` of them says it stands with the section.
        """
        for one in coded:
            name, section = f"a{len(self.answers) + 1}", one.section + which
            self.answers.append(
                Answer(name, source, form, section, one.question, one.answer, one.points, not one.points)
            )

    def date(self, source: str, form: str, section: str, question: str, day: str) -> None:
        """Add a day that a form asks for, as so long before or after the death, when both are known."""
        born, died = (date.fromisoformat(one) if one else None for one in self.known.days())
        when = chronology.moment(date.fromisoformat(day), born, died)
        if when:
            said = {"when": when, "source": source, "form": form, "section": section, "text": question}
            self.milestones.append(said)


class Opened(NamedTuple):
    """The cells of a case, opened under one entry of the trail."""

    identity: Identity
    standings: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    records: list[tuple[str, dict[str, Any]]]
    minutes: list[tuple[str, str]]
    analysis: Content | None


def gather(work: Work, case: Case, permission: Permission = PREPARE) -> Gathered:
    """Return everything that a pack of this case is made from."""
    opened = _open(work, case, permission)
    facts = facts_vault.open_case(work, permission, case.id, case.panel_id)
    gathered = Gathered(Known(), facts, opened.analysis)
    known, name_of = gathered.known, partial(_name_of, work)
    forms.know_child(known, opened.identity, facts.died_on)
    for message in opened.messages:
        if message["form"]:
            forms.know_notification(known, message["form"], name_of)
            forms.know_codes(known, message["form"], name_of)
    for _, said in opened.records:
        known.harvest(said)
    for standing in opened.standings:
        _tell_notification(gathered, standing["form"])
    for request in asked.of_case(work, case):
        agency = partners.organisation(work.session, request.agency_id)
        known.add(AGENCIES.get(agency.kind, "other"), agency.name)
    _tell_forms(work, case, gathered, permission)
    for _, words in family.contributions_for_pack(work, case, permission):
        gathered.tell("family", "", "contribution", words)
    for account in _accounts(opened):
        gathered.tell(*account)
    for _, said in opened.records:
        known.speaker(said.get("who"))
    return gathered


def _tell_forms(work: Work, case: Case, gathered: Gathered, permission: Permission) -> None:
    """Add what the agencies' forms name, tell and date."""
    submitted = requests.answers_for_pack(work, case, permission)
    agencies: dict[str, list[UUID]] = {}
    for kind, request_id in dict.fromkeys((one.agency_kind, one.request_id) for one in submitted):
        agencies.setdefault(kind, []).append(request_id)
    for answer in submitted:
        gathered.known.harvest(answer.answers)
        source, code = head.label_of(AGENCY, answer.agency_kind), answer.form.code
        schema = catalogue.form(code, answer.form.version).schema
        for section, words in forms.tellings(schema, answer.answers):
            gathered.tell(source, code, section, words)
        of = agencies[answer.agency_kind]
        which = f" ({of.index(answer.request_id) + 1} of {len(of)})" if len(of) > 1 else ""
        gathered.answer(source, code, which, answered(schema, answer.answers))
        for section, question, day in forms.dated(schema, answer.answers):
            gathered.date(source, code, section, question, day)


def _accounts(opened: Opened) -> Iterator[Account]:
    for kind, said in opened.records:
        yield from accounts.of_record(kind, said)
    for kind, words in opened.minutes:
        yield Account(accounts.MEETINGS[kind], "", "minutes", words)
    yield from accounts.of_analysis(opened.analysis)


def _open(work: Work, case: Case, permission: Permission) -> Opened:
    notifications = _notifications(work, case)
    standings = [Cell(store.TABLE, one.id, "standing", one.standing) for one in notifications]
    messages = [
        Cell(store.VERSIONS, version.id, "content", version.content)
        for one in notifications
        for version in store.versions(work, one)
    ]
    records = _records(work, case.id)
    items = [(item, item.minutes) for item in minutes.of_case(work, case) if item.minutes is not None]
    said = [Cell("meeting_item", item.id, "minutes", sealed) for item, sealed in items]
    form = analyses.latest(work, case)
    drafted = [Cell("analysis_form", form.id, "content", form.content)] if form else []
    identity = Cell("cdr_case", case.id, "identity", case.identity)
    cells = [identity, *standings, *messages, *(cell for _, cell in records), *said, *drafted]
    values = iter(vault.disclose_all(work, permission, case.subject, cells))
    return Opened(
        Identity.model_validate(next(values)),
        [next(values) for _ in standings],
        [next(values) for _ in messages],
        [(kind, next(values)["said"]) for kind, _ in records],
        [(meetings.meeting_of(work, item).kind, next(values)) for item, _ in items],
        Content.model_validate(next(values)) if drafted else None,
    )


def _notifications(work: Work, case: Case) -> Sequence[Notification]:
    joined = select(Notification).filter_by(case_id=case.id, joined=True)
    return work.session.scalars(joined.order_by(Notification.received_week, Notification.id)).all()


def _records(work: Work, case_id: UUID) -> list[tuple[str, Cell]]:
    """Return what else names people of the case, or tells of it, each with its kind."""
    reviews = work.session.scalars(select(CaseRecord).filter_by(case_id=case_id).order_by(CaseRecord.id))
    families = work.session.scalars(select(FamilyRecord).filter_by(case_id=case_id).order_by(FamilyRecord.id))
    cells = [(row.kind, Cell("case_record", row.id, "said", row.said)) for row in reviews]
    return cells + [(row.kind, Cell("family_record", row.id, "said", row.said)) for row in families]


def _name_of(work: Work, ods: str) -> str | None:
    today: date = work.now.astimezone(LONDON).date()
    organisation = partners.organisation_by_ods(work.session, ods, today)
    return organisation.name if organisation else None


def _tell_notification(gathered: Gathered, form: dict[str, Any] | None) -> None:
    told = text(form, "/death/narrative") if form else None
    if form and told:
        source = head.label_of(AGENCY, text(form, "/sender/kind") or "notifier")
        gathered.tell(source, "notification", "circumstances", told)
