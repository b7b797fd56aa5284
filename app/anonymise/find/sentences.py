"""The sentences of a text, whose ends are sought once however many are asked for."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter

MARK = re.compile(r"[.?!] |\n")
SPACES = re.compile(" *")


class Sentences:
    """The sentences of a text, in its matching copy."""

    def __init__(self, text: str) -> None:
        """Begin with none found."""
        self.text = text

    @cached_property
    def marks(self) -> list[tuple[int, int]]:
        """Return what ends a sentence."""
        return [match.span() for match in MARK.finditer(self.text)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the sentence around a place, which lies between two of the marks."""
        text, marks = self.text, self.marks
        before = bisect_right(marks, start, key=itemgetter(1))
        after = bisect_left(marks, end, key=itemgetter(0))
        spaces = SPACES.match(text, marks[before - 1][1] if before else 0, start)
        until = marks[after][0] if after < len(marks) else len(text)
        if text[max(end, until - 1) : until + 1] == ".\n":
            until -= 1
        return (spaces.end() if spaces else start), until
