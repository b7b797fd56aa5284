"""With which characters a pattern can begin: read from the pattern itself, so that it never falls behind."""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any, NamedTuple

LONGEST = 2
FIGURE, ANY_FIGURE, FIGURES = "0", "9", "0123456789"
BEFORE = "\0"
WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class Path(NamedTuple):
    """One way in which a match may begin. `edge`: only where a word begins; `more`: what follows is known."""

    said: str = ""
    edge: bool = False
    more: bool = True


class Unknown(Exception):
    """The pattern can begin with anything."""


class Heads(NamedTuple):
    """With what a pattern can begin: words that begin with a letter or two, or with 0 for a figure; signs.

    Of the signs, 9 is any figure. Words that begin outside ASCII are to be tried in any case. Some begin
    with any letter before a sign.
    """

    words: frozenset[str]
    signs: tuple[str, ...]
    before: tuple[str, ...] = ()


def heads(pattern: str, flags: int) -> Heads | None:
    """Return with what every match of a pattern begins, or nothing if it may begin anywhere."""
    return heads_of(parsed(pattern, flags), flags)


def parsed(pattern: str, flags: int) -> Iterable[Any] | None:
    """Return the steps of a pattern, or nothing if this Python does not tell them."""
    try:
        steps: Iterable[Any] = import_module("re._parser").parse(pattern, flags)
    except (ImportError, AttributeError):
        return None
    return steps


def heads_of(parsed: Iterable[Any] | None, flags: int) -> Heads | None:
    """Return the heads of a parsed pattern."""
    if parsed is None:
        return None
    try:
        paths = _after({Path()}, parsed, ignoring=bool(flags & re.IGNORECASE))
        found = {_key(path) for path in paths}
    except Unknown:
        return None
    single = {key for key in found if len(key) == 1}
    words = {key for key in found if key[0] in WORD | {FIGURE} and (key in single or key[0] not in single)}
    signs = single - WORD - {FIGURE}
    before = sorted(key[1] for key in found if key[0] == BEFORE)
    words -= {FIGURE} if ANY_FIGURE in signs else set()
    return Heads(frozenset(words), tuple(sorted(signs)), tuple(before))


def _key(path: Path) -> str:
    if not path.said:
        raise Unknown
    first = path.said[0]
    if first in FIGURES:
        return FIGURE if path.edge else ANY_FIGURE
    if first in WORD and not path.edge:
        if len(path.said) < LONGEST or path.said[1] in WORD or path.said[1] in FIGURES:
            raise Unknown
        return BEFORE + path.said[1]
    return path.said if first in WORD else first


def _after(paths: set[Path], parsed: Iterable[Any], *, ignoring: bool) -> set[Path]:
    """Return the paths after some steps of a parsed pattern."""
    for name, said in parsed:
        waiting = {path for path in paths if path.more and len(path.said) < LONGEST}
        if not waiting:
            break
        paths = paths - waiting | _step(waiting, str(name), said, ignoring=ignoring)
    return paths


def _step(paths: set[Path], name: str, said: Any, *, ignoring: bool) -> set[Path]:
    if name in {"LITERAL", "IN"}:
        letters = _letters([(name, said)] if name == "LITERAL" else said, ignoring=ignoring)
        return {one for path in paths for one in _said(path, letters)}
    if name == "BRANCH":
        return {one for branch in said[1] for one in _after(paths, branch, ignoring=ignoring)}
    if name == "SUBPATTERN":
        _, added, removed, inside = said
        return _after(
            paths, inside, ignoring=bool((ignoring or added & re.IGNORECASE) and not removed & re.IGNORECASE)
        )
    if name == "ATOMIC_GROUP":
        return _after(paths, said, ignoring=ignoring)
    if name in REPEATS:
        least, most, inside = said
        once = _after(paths, inside, ignoring=ignoring)
        once = {path._replace(more=path.more and (most == 1 or path in paths)) for path in once}
        return once if least else once | paths
    if name in {"ASSERT", "ASSERT_NOT", "AT"}:
        edge = _edge(name, said)
        return {path._replace(edge=path.edge or (edge and not path.said)) for path in paths}
    return {_unknown(path) for path in paths}


def _edge(name: str, said: Any) -> bool:
    """Return whether an assertion holds only where no word runs on from before."""
    if name == "AT":
        return str(said) == "AT_BOUNDARY"
    direction, inside = said
    last = list(inside)[-1:]
    if direction > 0 or not last:
        return False
    kind, what = str(last[0][0]), last[0][1]
    if name == "ASSERT":
        return _parting(what if kind == "IN" else last)
    kinds = [str(one[1] or one[0]) for one in what] if kind == "IN" else []
    return len(inside) == 1 and "CATEGORY_WORD" in kinds and "NEGATE" not in kinds


def _parting(choices: Iterable[Any]) -> bool:
    """Return whether no character of a set belongs to a word."""
    for name, said in choices:
        space = str(said) == "CATEGORY_SPACE"
        sign = str(name) == "LITERAL" and not (chr(said).isalnum() or said == ord("_"))
        if not space and not sign:
            return False
    return True


def _said(path: Path, letters: frozenset[str] | None) -> set[Path]:
    """Return a path with each of the letters that may follow; it ends where they may be any."""
    if letters is None:
        return {_unknown(path)}
    return {path._replace(said=path.said + letter) for letter in letters}


def _unknown(path: Path) -> Path:
    if not path.said:
        raise Unknown
    return path._replace(more=False)


def _letters(choices: Iterable[Any], *, ignoring: bool) -> frozenset[str] | None:
    """Return the characters of a set, or nothing if it holds others than those of ASCII."""
    found: set[str] = set()
    for name, said in choices:
        first, last = (said, said) if str(name) == "LITERAL" else said if str(name) == "RANGE" else (128, 128)
        if str(said) == "CATEGORY_DIGIT":
            found.update(FIGURES)
        elif last < 128:
            found.update(map(chr, range(first, last + 1)))
        else:
            return None
    return frozenset(
        {one for letter in found for one in (letter.lower(), letter.upper())} if ignoring else found
    )
