"""A page as a program that reads for somebody sees it."""

from html.parser import HTMLParser
from typing import NamedTuple

Attributes = dict[str, str]
FIELDS = {"input", "select", "textarea"}
LINKS = {"href", "src", "action", "formaction", "poster", "data"}


class Element(NamedTuple):
    """One element: its name, what it says of itself, and the names of what it stands in."""

    name: str
    says: Attributes
    within: tuple[str, ...]


class Page(HTMLParser):
    """A page taken apart."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "path"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        says = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, says, tuple(self._open)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, which has to be the innermost: a page is well nested."""
        if tag not in self.VOID:
            assert self._open, f"</{tag}> ends nothing"
            assert self._open.pop() == tag, f"</{tag}> stands where another element ends"

    def handle_data(self, data: str) -> None:
        """Keep the text of the innermost element."""
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def all(self, *names: str) -> list[Attributes]:
        """Return what all elements of these names say of themselves."""
        return [one.says for one in self.elements if one.name in names]

    @property
    def title(self) -> str:
        """Return the title, which stays in a browser's history."""
        return "".join(self.texts.get("title", []))


def faults(source: str) -> list[str]:
    """Return what keeps a page from being read by everybody, or lets it reach beyond its own server."""
    page, found = Page(source), []
    ids = [one.says["id"] for one in page.elements if "id" in one.says]
    found += [f"two have the id {one}" for one in set(ids) if ids.count(one) > 1]
    for name in ("h1", "main", "title"):
        if len(page.all(name)) != 1:
            found.append(f"{len(page.all(name))} of {name}")
    if page.all("html") != [{"lang": "en-GB"}]:
        found.append("no language")
    for element in page.elements:
        found += _faults(element, page, set(ids))
    return found


def _faults(element: Element, page: Page, ids: set[str]) -> list[str]:
    name, says, _ = element
    found = [f"{name} has {one}" for one in says if one == "style" or one.startswith("on")]
    found += [
        f"{name} leads to another place: {says[one]}"
        for one in LINKS & set(says)
        if not says[one].startswith(("/", "#", "data:")) or says[one].startswith("//")
    ]
    if name == "style" or (name == "script" and not says.get("src")):
        found.append(f"an inline {name}")
    if name in FIELDS and says.get("type") != "hidden" and not _is_labelled(says, page):
        found.append(f"{name} {says.get('name')} has no label")
    if name == "img" and not says.get("alt"):
        found.append("an image without words")
    if name == "th" and not says.get("scope"):
        found.append("a heading cell without scope")
    if name == "a" and says.get("href", "").startswith("#") and says["href"][1:] not in ids:
        found.append(f"a link to nothing: {says['href']}")
    pointed = [one for key in ("aria-labelledby", "aria-describedby") for one in says.get(key, "").split()]
    return found + [f"{name} is told by {one}, which is not there" for one in pointed if one not in ids]


def _is_labelled(says: Attributes, page: Page) -> bool:
    return "aria-label" in says or any(one.get("for") == says.get("id") for one in page.all("label"))
