"""The case pack as a page for members who read it in the browser."""

from app.documents.marks import Copy
from app.documents.pack_view import pack_view
from app.documents.pages import Page, render


def pack_html(copy: Copy, *, page: Page = render) -> str:
    """Return the pack as a whole page that shows what the PDF shows, alone or in the frame of a `page`.

    The title names no pseudonym, because titles stay in a browser's history.
    """
    return page("pack.html", view=pack_view(copy))
