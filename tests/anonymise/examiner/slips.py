"""How hands and machines spoil a name: case, typing errors, diacritics, marks that nobody sees."""

import random
import re
import unicodedata

from tests.anonymise.examiner import shelf

HIDDEN = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
LETTERS = "abcdefghijklmnoprstuvwyz"


def name(rng: random.Random, text: str, style: str) -> tuple[str, str]:
    """Return a name as it was typed, and how it was varied."""
    done: list[str] = []
    text = _diacritics(rng, text, done)
    text = _joints(rng, text, done)
    dice = rng.random()
    if dice < 0.06 and style == "plain":
        text = text.lower()
        done.append("lower")
    elif dice < 0.11 and style == "plain":
        text = text.upper()
        done.append("upper")
    elif dice < 0.18 and (wrong := typo(rng, text)) != text:
        text = wrong
        done.append("typo")
    elif dice < 0.215 and len(text) > 3:
        text = hidden(rng, text)
        done.append("hidden")
    return text, "+".join(done) or "plain"


def _diacritics(rng: random.Random, text: str, done: list[str]) -> str:
    if text.isascii():
        return text
    dice = rng.random()
    if dice < 0.4:
        done.append("bare")
        return "".join(
            shelf.bare(c).upper() if c.isupper() else shelf.bare(c) if c.isalpha() else c for c in text
        )
    if dice < 0.5:
        done.append("apart")
        return unicodedata.normalize("NFD", text)
    return text


def _joints(rng: random.Random, text: str, done: list[str]) -> str:
    """Return a name with its spaces, hyphens and apostrophes as they come."""
    for joint, others, chance in (
        (" ", ("\u00a0", "\n", "\n", "  ", "\u202f", "\t"), 0.12),
        ("-", (" ", "\u2011", "–", " - ", "-\n", ""), 0.3),
        ("'", ("’", "’", "’", "", " ", "`", "' "), 0.6),
    ):
        if joint in text.strip() and rng.random() < chance:
            other = rng.choice(others)
            text = text.replace(joint, other, 1)
            done.append({" ": "gap", "-": "hyphen", "'": "apostrophe"}[joint])
    return text


def typo(rng: random.Random, text: str) -> str:
    """Return a text with one edit in one of its words of four letters or more."""
    words = list(re.finditer(r"[^\W\d_]{4,}", text))
    if not words:
        return text
    word = rng.choice(words)
    place = rng.randrange(1 if rng.random() < 0.92 else 0, len(word.group()) - 1)
    at = word.start() + place
    how = rng.randrange(4)
    if how == 0:
        return text[:at] + text[at + 1 :]
    if how == 1:
        return text[:at] + text[at] + text[at:]
    if how == 2:
        return text[:at] + rng.choice(LETTERS) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def hidden(rng: random.Random, text: str) -> str:
    """Return a text with one mark inside that nobody sees."""
    at = rng.randrange(1, len(text))
    return text[:at] + rng.choice(HIDDEN) + text[at:]
