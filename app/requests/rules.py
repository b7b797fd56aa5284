"""What may be asked, by when, and what makes an answer complete."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from app.cases.rules.timeline import LONDON, Milestone, Timeline
from app.catalogue import rules as catalogue
from app.problems import Fault, Invalid, NotFound
from app.requests.schemas import Asked, AskedForm

DUE_WEEKS = 3
LINK_HOURS = 72
NOT_ASKED = frozenset({"notification", "analysis"})


def asked_forms(codes: Sequence[str]) -> tuple[AskedForm, ...]:
    """Return the forms in the versions that are in use; the office's own forms are not for agencies."""
    faults, found = [], {}
    for index, code in enumerate(codes):
        try:
            form = catalogue.latest(code)
        except NotFound:
            form = None
        if form is None or code in NOT_ASKED:
            faults.append(Fault(f"/forms/{index}", "form", "This is not a form that agencies fill in."))
        else:
            found[code] = AskedForm(code=code, version=form.version)
    if faults:
        raise Invalid(errors=faults)
    return tuple(found.values())


def due_on(wanted: date | None, now: datetime) -> date:
    """Return by when an agency should answer: within three weeks, unless another day was named."""
    today = now.astimezone(LONDON).date()
    if wanted and wanted < today:
        raise Invalid(errors=[Fault("/due_on", "past", "This day is over.")])
    return wanted or today + timedelta(weeks=DUE_WEEKS)


def number_of(asked: Asked, code: str, version: str) -> int:
    """Return the place of a form among those that were asked, if it was asked in this version."""
    for number, form in enumerate(asked.forms):
        if form.code == code:
            if form.version != version:
                raise Invalid(errors=[Fault("/version", "version", "It was asked in another version.")])
            return number
    raise Invalid(errors=[Fault("/code", "form", "This form was not asked for.")])


def check_draft(form: AskedForm, answers: Mapping[str, Any]) -> None:
    """Return if a draft says nothing that its form does not accept."""
    faults = catalogue.check_answers(catalogue.form(form.code, form.version), answers)
    if faults:
        raise Invalid(errors=[Fault(f"/answers{at}", "answer", f"This {why}.") for at, why in faults])


def check_complete(asked: Asked, answers: Mapping[int, Mapping[str, Any]]) -> None:
    """Return if every form that was asked is there, with all that it requires."""
    faults = []
    for number, form in enumerate(asked.forms):
        if number not in answers:
            faults.append(Fault(f"/forms/{form.code}", "missing", "This form has not been begun."))
            continue
        wrong = catalogue.check_answers(
            catalogue.form(form.code, form.version), answers[number], complete=True
        )
        faults += [Fault(f"/forms/{form.code}{at}", "answer", f"This {why}.") for at, why in wrong]
    if faults:
        raise Invalid(errors=faults)


def waiting(timeline: Timeline, agencies: tuple[str, ...], now: datetime) -> Timeline:
    """Return the timeline with who is waited for; with nobody left, the forms are in."""
    timeline = replace(timeline, waiting_on=agencies)
    return timeline if agencies else timeline.reach(Milestone.FORMS_IN, now)
