"""The forms of a page, as somebody fills them in who has no script."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

Pairs = list[tuple[str, str]]


@dataclass
class Form:
    """One form: where it goes, what it sends as it stands, and its buttons by what they send."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    ticks: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)

    def has(self, name: str, value: str) -> bool:
        """Return whether the form has a button or a box that sends this."""
        return (name, value) in self.buttons or (name, value) in self.ticks


class _Forms(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(said["action"]))
            self._open = True
        elif self._open and "name" in said:
            self._keep(tag, said, self.found[-1])

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"

    def _keep(self, tag: str, said: dict[str, str], form: Form) -> None:
        pair = said["name"], said.get("value", "")
        if tag == "button":
            form.buttons.append(pair)
        elif said.get("type") in {"checkbox", "radio"}:
            form.ticks.append(pair)
        elif tag in {"input", "textarea"}:
            form.values[pair[0]] = pair[1]


def forms(source: str) -> list[Form]:
    """Return the forms of a page, in its order."""
    return _Forms(source).found


def about(source: str, **values: str) -> Iterator[Form]:
    """Yield the forms of a page that send these values as they stand."""
    yield from (one for one in forms(source) if values.items() <= one.values.items())
