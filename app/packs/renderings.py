"""The renderings of a pack as one reader gets them: their finished bytes, and what these say."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.documents.marks import Reader, copy_of, plain
from app.documents.pack_html import pack_html
from app.documents.pack_json import pack_json
from app.documents.pack_pdf import pack_pdf
from app.documents.readback import drawn_text, html_text, text_around_pages, text_of_pages

_GAPS = re.compile(r"[\s\x02\ufffe-]+")


@dataclass(frozen=True)
class Renderings:
    """The finished JSON, page and, where it was asked for, paper of one reader."""

    reader: Reader
    data: bytes
    page: str
    paper: bytes | None

    def texts(self) -> dict[str, str]:
        """Return all that each of them holds, without the mark."""
        return self._read(text_of_pages)

    def bare(self) -> dict[str, str]:
        """Return what each of them says to everybody: without mark, code, gaps and hyphens.

        Of paper it is what is drawn: there, a hyphen at the end of a line comes as another sign, or as none.
        """
        said = self._read(drawn_text)
        return {name: _GAPS.sub("", text.replace(self.reader.code, "")) for name, text in said.items()}

    def _read(self, pages: Callable[[bytes], str]) -> dict[str, str]:
        if self.paper is None:
            return self._on_screen
        return self._on_screen | {"pdf": plain(f"{pages(self.paper)}\n{self._around}")}

    @cached_property
    def _on_screen(self) -> dict[str, str]:
        data = "\n".join(_strings(json.loads(self.data)))
        return {"json": plain(data), "html": plain(html_text(self.page))}

    @cached_property
    def _around(self) -> str:
        return text_around_pages(self.paper or b"")


def rendered(pack: Mapping[str, Any], reader: Reader, *, paper: bool) -> Renderings:
    """Return the renderings of a reader's copy; paper takes longest, so it is made when asked for."""
    copy = copy_of(pack, reader)
    return Renderings(reader, pack_json(copy), pack_html(copy), pack_pdf(copy) if paper else None)


def _strings(said: Any) -> Iterator[str]:
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield str(name)
            yield from _strings(value)
    elif isinstance(said, list):
        for value in said:
            yield from _strings(value)
    else:
        yield str(said)
