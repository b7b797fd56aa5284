"""The pages of this room: templates of its own, of its parts and of all documents, on the NHS components."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.pages import STYLESHEET
from app.documents.typeset import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
NHS = Path(str(files("nhsuk_frontend_jinja"))) / "templates"
FOLDERS = [HERE / "templates", *sorted(HERE.glob("*/templates")), TEMPLATES, NHS]
ASSETS = (HERE / "assets", Path(str(files("app.documents"))) / "assets")
MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


def render(template: str, **data: object) -> str:
    """Return the page that a template makes of the data, with every value escaped."""
    return _environment().get_template(template).render(stylesheet=STYLESHEET, **data)


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """Return an asset and what it is; a name that is not in the folders is nothing, wherever it points."""
    there = [one for folder in ASSETS for one in folder.iterdir() if one.is_file() and one.name == name]
    media = MEDIA.get(name.rpartition(".")[2])
    return (there[0].read_bytes(), media) if there and media else None


@cache
def _environment() -> "Environment":
    """The NHS components ask for fields of fields that are not given, so what is missing is empty here."""
    from jinja2 import ChainableUndefined, Environment, FileSystemLoader

    return Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
