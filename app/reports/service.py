"""Building a report from facts, signing it by two people, and reading what was released."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import and_, or_, select, tuple_

from app.audit import trail
from app.cases.rules.timeline import LONDON
from app.db.base import iso_week
from app.db.locking import lock
from app.db.sealed import Sealed
from app.facts import vault
from app.partners.rules import AreaCode, panel_of, partner_areas
from app.policy import Permission, panels_where, require, require_another, require_somewhere
from app.problems import Conflict, Forbidden, NotFound
from app.reports import rules
from app.reports.measures import annual
from app.reports.measures.periods import Period
from app.reports.measures.populations import JOINT
from app.reports.measures.shown import Readers
from app.reports.models import Report
from app.reports.schemas import ReleaseOut, ReportIn, ReportLine, ReportOut, SignedReport
from app.web.paging import Page, Place
from app.work import Work

DRAFT, RELEASED = "draft", "released"
AWAITS_SECOND = "A second signature is awaited: another coordinator or manager has to sign these bytes."
Signature = dict[str, Any]


def build(work: Work, form: ReportIn) -> ReportOut:
    """Count a panel's facts and seal what may be shown of them as a draft; the counts themselves are gone."""
    require_somewhere(work.actor, Permission.REPORT_BUILD)
    panel_id = panel_of(form.own) if form.own else work.actor.home_panel()
    require(work.actor, Permission.REPORT_BUILD, panel_id)
    period = rules.financial_year(form.period.first, form.period.last)
    report_id = uuid4()
    head = {
        "kind": form.kind,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
        "built_at": work.now.isoformat(),
        "definitions_version": annual.DEFINITIONS,
    }
    who = {"id": report_id, "area": str(form.area), "level": form.level}
    text = _text(head | who | _shown(work, form, panel_id, period))
    report = Report(
        **who,
        panel_id=panel_id,
        state=DRAFT,
        built_week=iso_week(work.now),
        sha256=rules.digest(text),
        head=_sealed(work, report_id, "head", head),
        signed=_sealed(work, report_id, "signed", []),
        **vault.seal(work, panel_id, "report", report_id, {"document": text}),
    )
    work.session.add(report)
    said = [form.kind, form.level, report.area]
    trail.record(work, trail.Event.REPORT_BUILT, fields=said, rows=[trail.digest_of(report)])
    return _opened(work, report)


def _shown(work: Work, form: ReportIn, panel_id: UUID, period: Period) -> dict[str, Any]:
    areas = tuple(area.value for area in partner_areas(panel_id))
    own = form.own.value if form.own else None
    readers = Readers(areas, own, exact=own is not None and form.level == "partner")
    facts = [each.facts for each in vault.open_panel(work, Permission.REPORT_BUILD, panel_id)]
    return annual.annual(facts, period, readers)


def _text(content: dict[str, Any]) -> str:
    """Return a report as it will be read, so that what is signed are the bytes on the wire."""
    unsigned = ReleaseOut(register_entry=None, released_at=None, signed_by=[])
    shaped = ReportOut.model_validate(content | {"sha256": "", "release": unsigned})
    return rules.canonical(shaped.model_dump(mode="json"))


def read(work: Work, report_id: UUID) -> ReportOut:
    """Read a report: the office its own, an officer what was released to their area."""
    return _opened(work, _known(work, report_id, Permission.REPORT_READ))


def listed(work: Work, place: Place) -> Page[ReportLine]:
    """List the reports that the caller may read, the newest week first."""
    require_somewhere(work.actor, Permission.REPORT_READ)
    mine = Report.panel_id.in_(panels_where(work.actor, Permission.REPORT_READ))
    areas = work.actor.areas
    panels = {panel_of(area) for area in AreaCode if area in areas}
    for_me = or_(Report.area.in_(areas), and_(Report.area == JOINT, Report.panel_id.in_(panels)))
    wanted = select(Report).where(or_(mine, and_(Report.state == RELEASED, for_me)))
    if after := place.after_as(int, UUID):
        wanted = wanted.where(tuple_(Report.built_week, Report.id) < after)
    newest = wanted.order_by(Report.built_week.desc(), Report.id.desc()).limit(place.limit + 1)
    rows = work.session.scalars(newest).all()
    trail.record(work, trail.Event.REPORT_READ, fields=["list"])
    return place.cut(rows, lambda row: (row.built_week, row.id), lambda row: _line(work, row))


def sign(work: Work, report_id: UUID, sha256: str | None) -> SignedReport:
    """Sign exactly these bytes. The second person's signature releases them."""
    report = _known(work, report_id, Permission.REPORT_RELEASE)
    if report.panel_id not in work.actor.panels:
        raise Forbidden("Reports are released by the office of the panel.")
    require(work.actor, Permission.REPORT_RELEASE, report.panel_id)
    lock(work.session, report)
    signatures = _signatures(work, report)
    for each in signatures:
        require_another(work.actor, UUID(each["person"]), "sign this report")
    if report.state == RELEASED:
        raise Conflict("This report has been released.")
    if sha256 not in {None, report.sha256}:
        raise rules.OtherBytes("Read the report again, and sign the hash of what you have read.")
    opened = _opened(work, report)
    rules.may_publish(report.level, opened.period.last, work.now.astimezone(LONDON).date())
    _add_signature(work, report, signatures)
    awaits = None if report.state == RELEASED else AWAITS_SECOND
    whole = opened.model_dump(by_alias=True) | {"release": _release(work, report)}
    return SignedReport.model_validate(whole | {"awaits": awaits})


def _add_signature(work: Work, report: Report, signatures: Sequence[Signature]) -> None:
    role = min(work.actor.roles_at(report.panel_id))
    signature = {
        "person": str(work.actor.id),
        "role": role.value,
        "at": work.now.isoformat(),
        "sha256": report.sha256,
    }
    report.signed = _sealed(work, report.id, "signed", [*signatures, signature])
    event = trail.Event.REPORT_SIGNED
    if len(signatures) + 1 == rules.SIGNATURES:
        report.state, event = RELEASED, trail.Event.REPORT_RELEASED
    trail.record(work, event, fields=[report.level, report.area], rows=[trail.digest_of(report)])


def _known(work: Work, report_id: UUID, permission: Permission) -> Report:
    """Return a report of which the caller may know; for anybody else there is none.

    The role is asked for first: at the same panel, a 403 would tell that there is such a report.
    """
    require_somewhere(work.actor, permission)
    report = work.session.get(Report, report_id)
    if report is None or not (report.panel_id in work.actor.panels or _officer_area(work, report)):
        raise NotFound
    return report


def _officer_area(work: Work, report: Report) -> str | None:
    """Return the caller's area as whose officer they may read a report, if it was released to it."""
    to = [report.area] if report.area != JOINT else [area.value for area in partner_areas(report.panel_id)]
    mine = sorted(work.actor.areas & set(to))
    return mine[0] if mine and report.state == RELEASED else None


def _opened(work: Work, report: Report) -> ReportOut:
    sealed = {"document": report.document}
    opened = vault.disclose(
        work,
        Permission.REPORT_READ,
        report.panel_id,
        "report",
        report.id,
        sealed,
        event=trail.Event.REPORT_READ,
        area=_officer_area(work, report),
    )
    text = str(opened["document"])
    if rules.digest(text) != report.sha256:
        raise Conflict("The report is not the one that was sealed.")
    return ReportOut.model_validate(
        rules.parsed(text) | {"sha256": report.sha256, "release": _release(work, report)}
    )


def _line(work: Work, report: Report) -> ReportLine:
    head = work.kit.secrets.open(work.session, "report", "head", report.id, report.head.token)
    clear = {"id": report.id, "area": report.area, "level": report.level, "sha256": report.sha256}
    return ReportLine.model_validate(head | clear | {"release": _release(work, report)})


def _release(work: Work, report: Report) -> ReleaseOut:
    signatures = _signatures(work, report)
    released_at = signatures[-1]["at"] if report.state == RELEASED else None
    return ReleaseOut(
        register_entry=None, released_at=released_at, signed_by=[each["role"] for each in signatures]
    )


def _signatures(work: Work, report: Report) -> list[Signature]:
    opened = work.kit.secrets.open(work.session, "report", "signed", report.id, report.signed.token)
    return list(opened)


def _sealed(work: Work, report_id: UUID, field: str, value: Any) -> Sealed:
    return Sealed(work.kit.secrets.seal(work.session, "report", field, report_id, value))
