"""Paths of the forms and code lists: every authenticated actor may read them."""

from fastapi import APIRouter

from app.catalogue import rules
from app.catalogue.schemas import CodeListLine, CodeListOut, CodeOut, FormLine, FormOut
from app.policy import Permission, require_somewhere
from app.web import Page, RequestWork

router = APIRouter(prefix="/v1", tags=["Forms and codes"])


@router.get("/forms")
def get_forms(work: RequestWork) -> Page[FormLine]:
    """List the statutory forms."""
    require_somewhere(work.actor, Permission.CATALOGUE_READ)
    return Page(items=[FormLine.model_validate(form) for form in rules.forms()], next=None)


@router.get("/forms/{code}/{version}")
def get_form(work: RequestWork, code: str, version: str) -> FormOut:
    """Read one version of a form as JSON Schema with labels."""
    require_somewhere(work.actor, Permission.CATALOGUE_READ)
    form = rules.form(code, version)
    line = FormLine.model_validate(form)
    return FormOut(**line.model_dump(), source=form.source, json_schema=dict(form.schema))


@router.get("/codes")
def get_code_lists(work: RequestWork) -> Page[CodeListLine]:
    """List the code lists in use."""
    require_somewhere(work.actor, Permission.CATALOGUE_READ)
    return Page(items=[CodeListLine.model_validate(known) for known in rules.code_lists()], next=None)


@router.get("/codes/{code}")
def get_code_list(work: RequestWork, code: str) -> CodeListOut:
    """Read a code list in the version that is in use."""
    require_somewhere(work.actor, Permission.CATALOGUE_READ)
    known = rules.code_list(code)
    values = [CodeOut.model_validate(value) for value in known.values]
    line = CodeListLine.model_validate(known)
    return CodeListOut(**line.model_dump(), source=known.source, values=values)
