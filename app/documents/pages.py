"""Pages: a Jinja2 template of this room and data become HTML, with every value escaped.

A document is written once. It stands alone on `page.html`; somebody else's `Page` may put it in a frame of
theirs by giving the template another `layout`, and the name of a template with `tools` under its heading.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from app.documents.typeset import TEMPLATES

if TYPE_CHECKING:
    from jinja2 import Environment

STYLESHEET = "/assets/cdop.css"
Page = Callable[..., str]


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
