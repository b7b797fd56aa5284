"""How what agencies know is gathered: asked, reminded, answered, and sometimes never answered."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from app.catalogue import rules as catalogue
from app.cli.invention import accounts
from app.cli.invention.desk import Desk
from app.cli.invention.intake import Story
from app.cli.invention.tellers import Teller, tellers
from app.partners import service as partners
from app.partners.models import Organisation
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE, SHROPSHIRE_TELFORD_AND_WREKIN
from app.requests import answering
from app.requests import service as requests
from app.requests.schemas import FormIn, RequestIn

PANEL_IDS = {"hw": HEREFORDSHIRE_AND_WORCESTERSHIRE, "stw": SHROPSHIRE_TELFORD_AND_WREKIN}
FEW = 2
NEVER = 8
ANSWERS = ("yes", "no", "no", "not_known")


class Question(NamedTuple):
    """A request that was sent, to whom, and when it will be answered."""

    request_id: UUID
    teller: Teller
    agency: str
    answered_at: datetime | None


def ask(desk: Desk, story: Story, at: datetime) -> list[Question]:
    """Ask the agencies that knew the child; one office in eight cases waits for somebody in vain."""
    asked = tellers(story.death)
    if story.brief:
        asked = tuple(one._replace(supplement=None) for one in asked[:FEW])
    sent = []
    for place, teller in enumerate(asked):
        forms = ("reporting", teller.supplement) if teller.supplement else ("reporting",)
        with desk.sit(story.office, at) as work:
            agency = _agency(
                partners.agencies(work.session, PANEL_IDS[story.panel], at.date()), teller, story
            )
            form = RequestIn(agency_id=agency.id, forms=forms, message=_message(story))
            request = requests.send(work, story.case, form)
        silent = place and place == len(asked) - 1 and story.number % NEVER == 0
        answered_at = None if silent else at + timedelta(days=story.pace.answers[place])
        sent.append(Question(request.id, teller, agency.name, answered_at))
    return sent


def _agency(known: Any, teller: Teller, story: Story) -> Organisation:
    """Return the body to ask: the trust of the death, else the first of its kind that serves the area."""
    kinds = {"mind": ("mental_health", "community")}.get(teller.kind, (teller.kind,))
    trusts = [one for one in known if one.ods == story.death.trust]
    local = [one for one in known if one.kind in kinds and story.death.child.home.area in one.areas]
    found: list[Organisation] = trusts if teller.kind == "trust" else local
    return found[0] if found else next(one for one in known if one.kind == "acute")


def _message(story: Story) -> str:
    name = story.death.child.name
    return f"Please send what you know of {name}. If the notes are held elsewhere, tell us where."


def answer(desk: Desk, story: Story, question: Question, at: datetime) -> None:
    """Answer a request as the agency: a reporting form with its account, and the supplementary form."""
    forms = [("reporting", _reporting(story, question))]
    if question.teller.supplement:
        forms.append((question.teller.supplement, _supplement(story, question.teller)))
    for code, said in forms:
        with desk.answer(question.request_id, PANEL_IDS[story.panel], at) as work:
            form = FormIn(code=code, version=catalogue.latest(code).version, answers=said)
            answering.save(work, answering.draft(work, question.request_id, form), form)
    with desk.answer(question.request_id, PANEL_IDS[story.panel], at) as work:
        answering.submit(work, question.request_id)


def remind(desk: Desk, story: Story, question: Question, at: datetime) -> None:
    """Remind an agency."""
    with desk.sit(story.office, at) as work:
        requests.remind(work, question.request_id)


def give_up(desk: Desk, story: Story, question: Question, at: datetime) -> None:
    """Declare an agency's form unobtainable."""
    with desk.sit(story.office, at) as work:
        requests.end(work, question.request_id, "unobtainable", "No answer after two reminders and a call.")


def _reporting(story: Story, question: Question) -> dict[str, Any]:
    draw, death, teller = story.draw, story.death, question.teller
    writer = {"neonatal": "nurse", "hospital": "consultant", "ambulance": "paramedic", "police": "officer",
              "gp": "gp", "health_visitor": "visitor", "school": "teacher", "hospice": "nurse"}  # fmt: skip
    said: dict[str, Any] = {
        "identification": {
            "respondent_name": story.words[writer.get(teller.account, "worker")],
            "respondent_role": teller.account.replace("_", " "),
            "agency": question.agency,
            "knew_child": "yes",
        },
        "circumstances": {
            "narrative": accounts.account(draw, teller.account, death.category, story.words),
            "place_of_death": death.place,
            "expected": "expected" if death.expected else "unexpected",
        },
        "family": {"parent_smoking": draw.choice(ANSWERS), "siblings": 1 if death.child.sibling else 0},
        "services": {"delay": draw.choice(ANSWERS), "bereavement_support_offered": "yes"},
    }
    if death.gestation is not None:
        said["child"] = {"gestation_weeks": death.gestation, "birthweight_g": death.birthweight}
    return said


def _supplement(story: Story, teller: Teller) -> dict[str, Any]:
    """Return a supplementary form with its account and some of its questions answered."""
    schema = catalogue.latest(teller.supplement or "").schema["properties"]
    told = accounts.account(story.draw, teller.account, story.death.category, story.words)
    asked = [name for name, question in schema.items() if question.get("$ref", "").endswith("tri_state")]
    return {name: story.draw.choice(ANSWERS) for name in asked} | {"narrative": told}
