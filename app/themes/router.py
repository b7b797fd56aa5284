"""Themed reviews over HTTP. Contributions come from the room that makes packs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.themes import members, service
from app.themes.schemas import (
    CohortPack,
    CohortTables,
    ContributionOut,
    FindingIn,
    FindingOut,
    ThemeIn,
    ThemeOut,
)
from app.web import Page, Repeats, RequestWork, etag

router = APIRouter(prefix="/v1/themes", tags=["themes"])


@router.get("")
def list_themes(work: RequestWork) -> Page[ThemeOut]:
    """List the themed reviews that your panel shares."""
    return Page(items=service.themes(work), next=None)


@router.post("", status_code=201, response_model=ThemeOut)
def post_theme(work: RequestWork, form: ThemeIn, repeat: Repeats) -> Response:
    """Propose a themed review to the panels that are to share it."""
    return repeat.once(work, 201, lambda: service.propose(work, form))


@router.get("/{theme_id}")
def get_theme(work: RequestWork, theme_id: UUID, response: Response) -> ThemeOut:
    """Read a themed review."""
    theme = service.show(work, service.find(work, theme_id)[0])
    response.headers["ETag"] = etag(theme.version)
    return theme


@router.post("/{theme_id}/agree", response_model=ThemeOut)
def post_agree(work: RequestWork, theme_id: UUID, repeat: Repeats) -> Response:
    """Agree to a themed review for your panel."""
    return repeat.once(work, 200, lambda: service.agree(work, theme_id))


@router.get("/{theme_id}/contributions")
def list_contributions(work: RequestWork, theme_id: UUID) -> Page[ContributionOut]:
    """List the cohort's members; only your own can be told apart."""
    return Page(items=members.contributions(work, theme_id), next=None)


@router.post("/{theme_id}/contributions/{pseudonym}/withdraw", status_code=200)
def post_withdraw_contribution(
    work: RequestWork, theme_id: UUID, pseudonym: Annotated[str, Path(max_length=20)]
) -> Page[ContributionOut]:
    """Take a contribution of your panel back, before the freeze."""
    members.withdraw(work, theme_id, pseudonym)
    return Page(items=members.contributions(work, theme_id), next=None)


@router.post("/{theme_id}/freeze", response_model=ThemeOut)
def post_freeze(work: RequestWork, theme_id: UUID, repeat: Repeats) -> Response:
    """Freeze the cohort with its hash."""
    return repeat.once(work, 200, lambda: service.freeze(work, theme_id))


@router.get("/{theme_id}/tables")
def get_tables(work: RequestWork, theme_id: UUID) -> CohortTables:
    """Read the cohort's tables under the counting rules."""
    return members.tables(work, theme_id)


@router.get("/{theme_id}/pack")
def get_cohort_pack(work: RequestWork, theme_id: UUID) -> CohortPack:
    """Read the anonymised packs of the frozen cohort."""
    return members.pack(work, theme_id)


@router.get("/{theme_id}/findings")
def list_findings(work: RequestWork, theme_id: UUID) -> Page[FindingOut]:
    """List what the cohort taught."""
    return Page(items=service.findings(work, theme_id), next=None)


@router.post("/{theme_id}/findings", status_code=201, response_model=FindingOut)
def post_finding(work: RequestWork, theme_id: UUID, form: FindingIn, repeat: Repeats) -> Response:
    """Keep a finding or a recommendation of the cohort."""
    return repeat.once(work, 201, lambda: service.add_finding(work, theme_id, form))


@router.post("/{theme_id}/sign-off", response_model=ThemeOut)
def post_sign_off(work: RequestWork, theme_id: UUID, repeat: Repeats) -> Response:
    """Sign the themed review off for your panel."""
    return repeat.once(work, 200, lambda: service.sign_off(work, theme_id))
