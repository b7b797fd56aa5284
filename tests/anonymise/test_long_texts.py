"""A text ten times as long takes ten times as long, whatever it holds: nobody can stop the desk with one."""

import time
from typing import Any

import pytest

from app.anonymise.gate import inspect
from tests.anonymise.examples import one, with_texts
from tests.anonymise.generator import cases

LONG = {
    "accounts": lambda size: "\n\n".join(texts() * 30)[:size],
    "small letters": lambda size: "\n\n".join(texts() * 30)[:size].lower(),
    "many lines": lambda size: "\n" * size,
    "marks without width": lambda size: "\u200b" * size,
    "accents": lambda size: "e" + "\u0301" * size,
    "characters": lambda size: "漢" * size,
}
ROWS = [
    *"Aa1 .-_'\"(@,/+",
    *(
        "a ",
        "12 ",
        "a-",
        "a.",
        "A. ",
        "A-",
        "Abc-",
        "a'",
        "a@",
        "1/2/",
        "www.",
        "Abc ",
        "ABCDE ",
        "dot ",
        "twins ",
    ),
    *("Road ", "Mum Hope ", "1 may ", "0 ", "9991234560 ", "Hope O'Brien and ", "ref 1-", "Present: A, "),
    *("one-", "a - 3 ", "a/3,", "how old is ", "A-B (PARA", "Moo Moo ", "St. ", "early may ", "may/"),
]


def texts() -> list[str]:
    """Return some invented accounts."""
    records: list[Any] = [case.record for case in cases(31, 20)]
    return [narrative["text"] for one in records for narrative in one["narratives"]]


def spent(text: str) -> float:
    """Return the seconds of processor time that a text takes to be freed and looked at."""
    begun = time.process_time()
    one(text)
    inspect(text, with_texts())
    return time.process_time() - begun


@pytest.mark.parametrize("make", [*LONG.values(), *ROWS], ids=[*LONG, *map(repr, ROWS)])
def test_ten_times_the_text_takes_no_more_than_twenty_times_the_time(make: Any) -> None:
    short, long = (make(size) if callable(make) else make * (size // len(make)) for size in (3_000, 30_000))
    spent(short)
    least = min(spent(short) for _ in range(3))
    assert any(spent(long) < 20 * max(least, 0.004) for _ in range(3))
