"""Reference codes: how they are made, and what a person may type instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.rules.references import ALPHABET, RANDOM_BITS, normalised_reference, reference


@pytest.mark.parametrize(
    "slug, random, expected",
    [
        ("peace-declaration", 0, "PD-0000-0000"),
        ("peace-declaration", 31, "PD-0000-000Z"),
        ("peace-declaration", 2**RANDOM_BITS - 1, "PD-ZZZZ-ZZZZ"),
        ("against-war-and-want", 32, "AWA-0000-0010"),
        ("manifesto", 1, "M-0000-0001"),
        ("2022--letter", 1, "2L-0000-0001"),
        ("", 1, "S-0000-0001"),
    ],
)
def test_reference_is_initials_and_random_bits(slug: str, random: int, expected: str) -> None:
    assert reference(slug, random) == expected


@given(st.integers(0, 2**RANDOM_BITS - 1), st.integers(0, 2**RANDOM_BITS - 1))
def test_reference_keeps_every_bit(first: int, second: int) -> None:
    assert (reference("x", first) == reference("x", second)) is (first == second)


def test_alphabet_has_no_letters_that_look_alike() -> None:
    assert len(set(ALPHABET)) == 32
    assert set("ILOU") & set(ALPHABET) == set()


@pytest.mark.parametrize(
    "typed",
    [
        "PD-7K3M-9Q10",
        " pd-7k3m-9qIo ",
        "PD 7K3M 9QLO",
        "pd7k3m9q1o",
        "PD‑7K3M–9Q10",
    ],
)
def test_normalised_reference_is_what_was_meant(typed: str) -> None:
    assert normalised_reference(typed) == "PD-7K3M-9Q10"


def test_normalised_reference_leaves_the_initials_alone() -> None:
    assert normalised_reference("OIL-0000-0001") == "OIL-0000-0001"


@pytest.mark.parametrize("typed", ["", "-", "PD", "PD-7K3M"])
def test_normalised_reference_of_too_little_is_no_reference(typed: str) -> None:
    assert len(normalised_reference(typed)) < len("P-7K3M-9Q10")
