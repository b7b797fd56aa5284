"""Pages: a Jinja2 template of this room and data become HTML, with every value escaped."""

from functools import cache
from typing import TYPE_CHECKING

from app.documents.typeset import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment

STYLESHEET = "/assets/cdop.css"


def render(template: str, **data: object) -> str:
    """Return the page that a template makes of the data. It holds no script and no style of its own."""
    return _environment().get_template(template).render(stylesheet=STYLESHEET, **data)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
