"""The Merkle tree: known answers, and laws that hold for every size."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit import merkle
from tests.audit.chains import continues, includes, tree_of

# The eight inputs and roots that implementations of RFC 6962 share as test data.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

SIZES = st.integers(1, 150)


def entries(size: int) -> list[bytes]:
    return [sha256(number.to_bytes(4, "big")).digest() for number in range(size)]


@pytest.mark.parametrize("size", range(1, 9))
def test_a_root_is_the_one_that_others_compute(size: int) -> None:
    assert merkle.root([bytes.fromhex(text) for text in INPUTS[:size]]).hex() == ROOTS[size - 1]


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert merkle.root([]) == sha256(b"").digest() == tree_of([])


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_tree_does_not_depend_on_the_steps_in_which_it_grew(steps: list[int]) -> None:
    tree, every = merkle.Frontier(), entries(sum(steps))
    for step in steps:
        tree.extend(every[tree.size : tree.size + step])
    assert (tree.size, tree.root()) == (len(every), tree_of(every))


@given(SIZES, st.data())
def test_a_consistency_proof_convinces_and_fits_one_pair_only(new: int, data: st.DataObject) -> None:
    old, every = data.draw(st.integers(1, new)), entries(new)
    proof = merkle.consistency(every, old)
    old_root, new_root = tree_of(every[:old]), tree_of(every)
    assert continues(old, new, old_root, new_root, proof)
    if old < new:
        rewritten = tree_of([b"another", *every[1:old]])
        assert not continues(old, new, rewritten, new_root, proof)


@given(SIZES, st.data())
def test_an_audit_path_convinces_of_one_entry_only(size: int, data: st.DataObject) -> None:
    index, every = data.draw(st.integers(0, size - 1)), entries(size)
    path = merkle.inclusion(every, index)
    assert includes(index, size, every[index], tree_of(every), path)
    assert not includes(index, size, b"another", tree_of(every), path)


@pytest.mark.parametrize("old", [0, 6, -1])
def test_no_proof_from_a_tree_that_never_was(old: int) -> None:
    with pytest.raises(ValueError, match="no such"):
        merkle.consistency(entries(5), old)


@pytest.mark.parametrize("index", [-1, 5])
def test_no_path_to_an_entry_that_is_not_there(index: int) -> None:
    with pytest.raises(ValueError, match="no such"):
        merkle.inclusion(entries(5), index)
