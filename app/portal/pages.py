"""The pages of this room: its templates on the frame that all documents share."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.pages import STYLESHEET
from app.documents.typeset import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment

OWN = Path(__file__).parent / "templates"
ASSETS = files("app.documents") / "assets"
MEDIA = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml", "woff2": "font/woff2"}


def render(template: str, **data: object) -> str:
    """Return the page that a template makes of the data, with every value escaped."""
    return _environment().get_template(template).render(stylesheet=STYLESHEET, **data)


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """Return an asset and what it is; a name that is not in the folder is nothing, wherever it points."""
    found = next((one for one in ASSETS.iterdir() if one.is_file() and one.name == name), None)
    media = MEDIA.get(name.rpartition(".")[2])
    return (found.read_bytes(), media) if found and media else None


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([OWN, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
