"""What learning does later: take up the recommendations of a final analysis form."""

from uuid import UUID

from app.analysis import service as analysis
from app.cases import service as cases
from app.learning import service
from app.policy import Permission
from app.work import Work


def follow(work: Work, *, case_id: str) -> None:
    """Take up what the panel recommended in a case."""
    case = cases.case_behind(work, UUID(case_id))
    form = analysis.latest(work, case)
    if form is not None and form.state == "final":
        content = analysis.open_content(work, case, form, Permission.ANALYSIS_READ)
        said = [recommendation.model_dump() for recommendation in content.recommendations]
        service.recommend(work, case.panel_id, form.id, said)
