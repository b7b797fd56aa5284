"""The known pass: the record is the best recogniser. Names exact, then with one slip of the pen."""

import re
from dataclasses import dataclass, field

from app.anonymise import lexicon
from app.anonymise.find.identifiers import Identifiers
from app.anonymise.find.near import Near
from app.anonymise.find.neighbours import COPULAS, VERBS, Verdict, verdict
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Doubt
from app.anonymise.find.words import Text

WRAP = re.compile(r"(?:-\s*\n|\n)\s*\Z")
DOES = VERBS | COPULAS | {"had", "has"}
SLIPPED = frozenset({"-", "''"})
HOUSE = frozenset({"family", "families", "household"})
LEAST_JOINED = 4
LEAST_SHOUTED = 6
TOGETHER = lexicon.words("said of many")
UNDECIDED = "A name that is also a word: is it the person here?"
MISSPELT = "Close to a known name: is it the same person?"
SAME_AS_NAME = "A word equal to a known name stays: is it only a word?"


@dataclass(frozen=True)
class Hit:
    """A word that is a part of somebody's name."""

    who: frozenset[int]
    doubt: str = ""
    slip: bool = False


@dataclass
class Known:
    """The names of a record, ready to be looked for."""

    identifiers: Identifiers
    near: Near
    words: Near
    asked: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, identifiers: Identifiers) -> "Known":
        """Make ready to look for the names of a record."""
        recorded = {number for number, owner in enumerate(identifiers.owners) if owner.recorded}
        worth = (
            key
            for key, owners in identifiers.names.items()
            if not recorded.isdisjoint(owners) or not lexicon.is_word(key)
        )
        words = {key for phrase in identifiers.phrases for key in phrase.keys}
        return cls(identifiers, Near(worth), Near(words))

    def who(self, key: str) -> frozenset[int]:
        """Return the owners of a part of a name."""
        return frozenset(self.identifiers.names.get(key, ()))

    def hits(self, text: Text, protected: Protected, doubts: list[Doubt]) -> dict[int, Hit]:
        """Return the words of a text that are parts of known names."""
        found: dict[int, Hit] = {}
        for index, word in enumerate(text.words):
            like = self.asked.get(word.key)
            if like is False or (like is None and not self._like_a_name(word.key)):
                continue
            hit = self._exact(text, index, found, protected, doubts)
            hit = hit or self._slip(text, index, found, protected)
            if hit:
                found[index] = hit
        return found | self._wrapped(text, found) | self._joined(text, found)

    def _like_a_name(self, key: str) -> bool:
        """Return whether a word is a part of a name, or close to one; remembered for every word asked."""
        plural = key.endswith("s") and key[:-1] in self.near.exact
        self.asked[key] = key in self.identifiers.names or plural or bool(self.near.slips(key))
        return self.asked[key]

    def _exact(
        self, text: Text, index: int, found: dict[int, Hit], protected: Protected, doubts: list[Doubt]
    ) -> Hit | None:
        word = text.words[index]
        who = self.who(word.key)
        if not who:
            return None
        if protected.eponym(word.start):
            doubts.append(Doubt(word.start, word.end, SAME_AS_NAME))
            return None
        if not _ambiguous(word.key):
            return Hit(who)
        beside = self._beside(text, index, who, found)
        decided = verdict(text, index, beside)
        if decided is Verdict.WORD and text.quiet and 0 in who and text.near(index, -1) in COPULAS:
            decided = Verdict.UNSURE
        strangers = not any(self.identifiers.owners[one].recorded for one in who)
        if decided is Verdict.WORD or (strangers and decided is Verdict.UNSURE):
            doubts.append(Doubt(word.start, word.end, SAME_AS_NAME))
            return None
        return Hit(who, UNDECIDED if decided is Verdict.UNSURE else "")

    def _joined(self, text: Text, found: dict[int, Hit]) -> dict[int, Hit]:
        """Return words of no dictionary that a hyphen joins to a part of a name: the other half, misspelt."""
        halves: dict[int, Hit] = {}
        for index, gap in enumerate(text.gaps):
            if gap != "-" or not index or (index in found) == (index - 1 in found):
                continue
            half, name = (index, index - 1) if index - 1 in found else (index - 1, index)
            if text.words[half].capital or not lexicon.is_word(text.key(half)):
                halves[half] = Hit(found[name].who, MISSPELT, slip=True)
        return halves

    def _beside(self, text: Text, index: int, who: frozenset[int], found: dict[int, Hit]) -> bool:
        """Return whether another part of the same name stands next to a word, written like it."""
        for beside in (index - 1, index + 1):
            if not 0 <= beside < len(text.words) or not text.close(max(index, beside)):
                continue
            other, gap = text.words[beside], text.gap(max(index, beside))
            named = (
                found[beside].who
                if beside in found
                else self.who(other.key)
                if beside > index
                else frozenset()
            )
            alike = other.capital == text.words[index].capital or text.loud
            listed = "," not in gap or (beside < index and other.shouted and not text.loud)
            if named & who and alike and listed:
                return True
        return False

    def parts(self, key: str, who: frozenset[int]) -> set[str]:
        """Return which parts of the names of some owners a word is."""
        return {self.identifiers.names[key][one] for one in who if one in self.identifiers.names.get(key, {})}

    def _slip(self, text: Text, index: int, found: dict[int, Hit], protected: Protected) -> Hit | None:
        word = text.words[index]
        near = self.near.slips(word.key)
        if (
            not near
            and word.key.endswith("s")
            and (not lexicon.is_word(word.key) or self._family(text, index))
        ):
            near = tuple(key for key in (word.key[:-1],) if key in self.near.exact)
        short = word.shouted and not text.loud and len(word.key) < LEAST_SHOUTED
        short = short and not self._family(text, index)
        abbreviated = word.shouted and lexicon.is_short_form(word.key)
        if not near or short or abbreviated or protected.clinical(word.start):
            return None
        who = frozenset().union(*(self.who(one) for one in near))
        if word.key in lexicon.dictionary() or word.key in lexicon.capitals():
            plural = any(word.key in {one + "s", one + "es"} and not _ambiguous(one) for one in near)
            usual = lexicon.common() if text.opens(index) else lexicon.openers()
            after = text.near(index, 1)
            common = word.key in usual and after not in DOES and not after.endswith(("ed", "een"))
            written = word.capital and not text.loud and not common
            meant = plural or self._family(text, index) or self._led(text, index, who, found)
            if not meant and (not written or word.key in lexicon.capitals()):
                return None
        return Hit(who, MISSPELT, slip=True)

    def _led(self, text: Text, index: int, who: frozenset[int], found: dict[int, Hit]) -> bool:
        """Return whether a word with a capital owns something, or its family or another name follows."""
        word = text.words[index]
        if not word.capital or text.loud:
            return False
        if word.possessive or text.near(index, 1) in HOUSE or self._beside(text, index, who, found):
            return True
        follows = text.words[index + 1] if index + 1 < len(text.words) else None
        listed = follows is not None and follows.capital and text.gap(index + 1) == ", "
        return listed and bool(self.who(text.key(index + 1)) & who)

    def _family(self, text: Text, index: int) -> bool:
        """Return whether a word is a surname of the record in the plural: `the Fields are`."""
        key = text.key(index).removesuffix("s")
        last = "last" in self.parts(key, self.who(key)) if key != text.key(index) else False
        word = text.words[index]
        quoted = word.capital and text.plain[max(0, word.start - 1) : word.start] in {'"', "'"}
        quoted = quoted and text.plain[word.end : word.end + 1] in {'"', "'"}
        return last and (quoted or (text.near(index, -1) == "the" and text.near(index, 1) in TOGETHER))

    def _wrapped(self, text: Text, found: dict[int, Hit]) -> dict[int, Hit]:
        """Return names that a line break cut in two, or a mark that slipped in."""
        cut: dict[int, Hit] = {}
        for index, gap in enumerate(text.gaps):
            if not index or (index in found and index - 1 in found):
                continue
            if gap not in SLIPPED and not WRAP.match(gap):
                continue
            joined = text.key(index - 1) + text.key(index)
            who = self.who(joined)
            if who and len(joined) > LEAST_JOINED:
                cut[index - 1] = cut[index] = Hit(who)
        return cut


def _ambiguous(key: str) -> bool:
    if key in lexicon.word_names():
        return True
    return key in lexicon.dictionary() and key not in lexicon.first_names()
