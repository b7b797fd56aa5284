"""The gate looks at the marked copies of two readers: they may differ in their codes and marks alone."""

from typing import Any

import pytest

from app.documents.marks import Copy, copy_of
from app.documents.pack_html import pack_html
from app.packs import gate, renderings
from app.packs.rules.narratives import Narrative
from tests.documents.told import PRACTICE
from tests.packs.test_deciding import a_framed_pack

QUIET = PRACTICE.split("\n\n")[0]
NOBODY = {"child": {"forenames": [], "surname": "", "also_known_as": []}}
MIRABEL = {"child": {"forenames": ["Mirabel"], "surname": "", "also_known_as": []}}


def a_telling(words: str) -> Narrative:
    """What a hospital told."""
    return Narrative("n1", "Acute hospital", "reporting", "circumstances", words)


def faults(words: str, record: dict[str, Any]) -> set[tuple[str, str]]:
    """What the gate has against the copies of a pack that tells this."""
    told = a_telling(words)
    with pytest.raises(gate.Blocked) as blocked:
        gate.pass_or_block(a_framed_pack(told), [told], record, copies=True)
    return {(fault.pointer, fault.type) for fault in blocked.value.errors}


@pytest.mark.parametrize("words", ["She was wheezing.", "'No', he said, \"and that's it\"; then: nothing!"])
def test_marked_copies_pass(words: str) -> None:
    told = a_telling(f"{words} {QUIET} {words}")
    gate.pass_or_block(a_framed_pack(told), [told], NOBODY, copies=True)


def test_the_copies_that_are_looked_at_are_marked() -> None:
    told = a_telling(QUIET)
    pack = a_framed_pack(told)
    pages = [pack_html(copy_of(pack, reader)).replace(reader.code, "") for reader in gate.READERS]
    assert pages[0] != pages[1]


@pytest.mark.parametrize("foreign", ["\u200b", "\ufe00", "\u00ad"])
def test_a_text_with_signs_of_its_own_is_not_released(foreign: str) -> None:
    assert ("/renderings/json", "mark") in faults(f"She was wheezing, {foreign}then not.", NOBODY)


def test_a_name_that_signs_cut_in_pieces_is_found_in_every_copy() -> None:
    found = faults("Her mother, Mira\u200bbel, rang.", MIRABEL)
    assert {(f"/renderings/{name}", "name") for name in ("json", "html", "pdf")} <= found


def test_a_copy_that_says_more_to_one_reader_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    def telling(copy: Copy) -> str:
        return pack_html(copy).replace("</main>", f"<p>{copy.code[::-1]}</p></main>")

    monkeypatch.setattr(renderings, "pack_html", telling)
    assert faults("She was wheezing.", NOBODY) == {("/renderings/html", "reader")}
