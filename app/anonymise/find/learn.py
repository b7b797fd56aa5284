"""Unknown people become known: a name found once is looked for in every narrative of the record."""

from collections.abc import Iterable
from copy import copy

from app.anonymise import lexicon
from app.anonymise.find.identifiers import Identifiers
from app.anonymise.find.people import Found
from app.anonymise.find.words import Text

LEAST = 3


def learn(known: Identifiers, found: Iterable[tuple[Text, Found]]) -> Identifiers:
    """Return the identifiers with the unknown people that the first reading found."""
    wider = copy(known)
    wider.owners = list(known.owners)
    wider.names = {key: dict(owners) for key, owners in known.names.items()}
    seen: dict[tuple[str, ...], int] = {}
    for text, mention in found:
        keys = tuple(text.words[place].key for place in range(mention.first, mention.last + 1))
        keys = tuple(key for key in keys if len(key) >= LEAST and key not in {"mrs", "miss"})
        if not keys or not mention.sure:
            continue
        doubled = len(keys) > 1 and len(set(keys)) == 1
        owner = seen[keys] if keys in seen and not doubled else _same(seen, keys)
        if owner is None:
            owner = len(wider.owners)
            wider.owners.append(mention.owner)
        elif wider.owners[owner].label == "person":
            wider.owners[owner] = mention.owner
        seen.setdefault(keys, owner)
        for place, key in enumerate(keys):
            if len(keys) > 1 or _unmistaken(key) or _written(text, mention):
                wider.name(key, owner, "last" if place and place == len(keys) - 1 else "first")
    return wider


def _unmistaken(key: str) -> bool:
    return not lexicon.is_word(key) or key in lexicon.first_names()


def _written(text: Text, mention: Found) -> bool:
    """Return whether a word was a name by its capital and its cue, so that it may be one elsewhere."""
    word = text.words[mention.first]
    return word.capital and not text.loud and word.key not in lexicon.openers()


def _same(seen: dict[tuple[str, ...], int], keys: tuple[str, ...]) -> int | None:
    """Return who was already called so: two people may share a surname, but not both names."""
    for others, owner in seen.items():
        shared = set(others) & set(keys)
        if shared and (len(others) == 1 or len(keys) == 1 or len(shared) > 1):
            return owner
    return None
