"""Makers: two invented children never share a number."""

from itertools import islice

from tests.makers import NUMBERS, an_nhs_number


def test_each_invented_child_has_a_number_of_its_own() -> None:
    numbers = [an_nhs_number(n) for n in islice(NUMBERS, 50)]
    assert len(set(numbers)) == len(numbers)
