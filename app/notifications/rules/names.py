"""Names to compare by: one spelling for every way of writing, and a key for how a surname sounds."""

import re
import unicodedata

PLACEHOLDERS = frozenset(
    {
        "baby",
        "baby of",
        "baby boy",
        "baby girl",
        "boy",
        "girl",
        "male",
        "female",
        "infant",
        "child",
        "unknown",
    }
    | {"not known", "unnamed", "newborn", "twin", "triplet", "quad", "born"}
)
_PLACEHOLDER = re.compile(
    r"(?:baby|infant|twin|triplet|quad|boy|girl|male|female)(?: (?:of|boy|girl|[0-9a-d]|i{1,3}))*"
)
_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"^(?:kn|gn|pn|wr)", "n"),
    (r"^x", "s"),
    (r"^mac", "mc"),
    (r"tch|ch|sch", "x"),
    (r"sh", "x"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"gh", "g"),
    (r"ck|q|kh", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"dg(?=[eiy])", "j"),
    (r"z", "s"),
    (r"v", "f"),
    (r"wh|w(?=[aeiouy])", "w"),
    (r"(?<=[aeiouy])w(?![aeiouy])", ""),
    (r"h(?![aeiouy])", ""),
    (r"(?<!^)[aeiouyh]", ""),
    (r"(.)\1+", r"\1"),
)


def normal(written: str) -> str:
    """A name in one spelling: compatibility forms, case, accents, apostrophes and hyphens made alike."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", written).casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’‘ʼ`´.]", "", plain)
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())


def is_placeholder(written: str) -> bool:
    """Say whether this stands for a name that nobody has given yet; such a name is no evidence."""
    plain = normal(written)
    return not plain or plain in PLACEHOLDERS or _PLACEHOLDER.fullmatch(plain) is not None


def sound(surname: str) -> str:
    """How a surname sounds: the first letter, then its consonants by family, so that Smith meets Smyth.

    A small table after Philips' Metaphone (1990): it is read from the top, each line once.
    """
    plain = normal(surname).replace(" ", "")
    key = re.sub(r"^[aeiouy]", "a", plain)
    for pattern, heard in _SOUNDS:
        key = re.sub(pattern, heard, key)
    return key or plain


def sound_alike(one: str, other: str) -> bool:
    """Say whether two surnames may be one, whole or in one of their parts: Smith and Jones-Smith may."""
    if is_placeholder(one) or is_placeholder(other):
        return False
    return bool(_sounds(one) & _sounds(other))


def _sounds(surname: str) -> set[str]:
    parts = [part for part in normal(surname).split() if len(part) > 2]
    return {sound(surname), *(sound(part) for part in parts)}


def are_similar(one: str, other: str) -> bool:
    """Say whether two forenames may be one: alike, one the beginning of the other, or an edit apart."""
    first, second = normal(one), normal(other)
    if first == second or first.split()[:1] == second.split()[:1]:
        return True
    shorter, longer = sorted((first, second), key=len)
    return (len(shorter) > 2 and longer.startswith(shorter)) or _one_edit(shorter, longer)


def _one_edit(shorter: str, longer: str) -> bool:
    if len(shorter) < 4 or len(longer) - len(shorter) > 1:
        return False
    at = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    return shorter[at:] == longer[at + 1 :] or shorter[at + 1 :] == longer[at + 1 :]
