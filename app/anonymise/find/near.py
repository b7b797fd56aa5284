"""Words within one slip of the pen of a known word: a letter more, less, other, or two neighbours swapped."""

from collections.abc import Iterable

LEAST = 4


def one_edit(left: str, right: str) -> bool:
    """Return whether one insertion, deletion, substitution or swap of neighbours makes one of the other."""
    if len(left) < len(right):
        left, right = right, left
    if left == right or len(left) - len(right) > 1:
        return False
    same = 0
    while same < len(right) and left[same] == right[same]:
        same += 1
    if len(left) > len(right):
        return left[same + 1 :] == right[same:]
    if left[same + 1 :] == right[same + 1 :]:
        return True
    swapped = left[same : same + 2][::-1] == right[same : same + 2]
    return swapped and left[same + 2 :] == right[same + 2 :]


class Near:
    """Which known words a word may be, remembered for every word asked."""

    def __init__(self, words: Iterable[str]) -> None:
        """Sort the known words by their first letter."""
        self.exact = frozenset(words)
        self.by_letter: dict[str, list[str]] = {}
        for word in sorted(self.exact):
            if len(word) >= LEAST:
                self.by_letter.setdefault(word[0], []).append(word)
        self.asked: dict[str, tuple[str, ...]] = {}
        self.alike: dict[str, tuple[str, ...]] = {}

    def like(self, word: str) -> tuple[str, ...]:
        """Return the known words that a word is or is one edit away from."""
        alike = self.alike.get(word)
        if alike is None:
            alike = self.alike[word] = (word,) if word in self.exact else self.slips(word)
        return alike

    def slips(self, word: str) -> tuple[str, ...]:
        """Return the known words that are one edit away, with the same first letter."""
        if len(word) < LEAST or word in self.exact:
            return ()
        near = self.asked.get(word)
        if near is None:
            known = self.by_letter.get(word[0], ())
            alike = [one for one in known if abs(len(one) - len(word)) < 2 and one_edit(one, word)]
            near = self.asked[word] = tuple(alike)
        return near
