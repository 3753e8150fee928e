"""A commitment tells nothing, and opens to one content only."""

import hmac
from dataclasses import replace
from hashlib import sha256

import pytest

from tracker.proof.commitments import Opening, commitment, new_salt, opening, part_salt

SALT = bytes(range(32))
CONTENT = '{"name":"Zoë"}'.encode()


def test_salts_are_random() -> None:
    salts = {new_salt() for _ in range(100)}

    assert len(salts) == 100
    assert {len(salt) for salt in salts} == {32}


def test_each_part_has_a_salt_of_its_own() -> None:
    assert part_salt(SALT, "shown") == hmac.new(SALT, b"shown", "sha256").digest()
    assert part_salt(SALT, "shown") != part_salt(SALT, "kept")


def test_commitment_is_the_hash_of_salt_and_content() -> None:
    assert commitment(SALT, CONTENT) == sha256(SALT + CONTENT).hexdigest()


def test_opening_opens_its_commitment() -> None:
    made = opening(part_salt(SALT, "shown"), CONTENT)

    assert made.opens(commitment(part_salt(SALT, "shown"), CONTENT))
    assert not made.opens(commitment(part_salt(SALT, "kept"), CONTENT))


@pytest.mark.parametrize(
    "changed",
    [
        {"content": '{"name":"Zoe"}'},
        {"salt": "00" * 32},
        {"salt": "no salt"},
        {"salt": ""},
        {"content": "\ud800"},
    ],
)
def test_changed_opening_opens_nothing(changed: dict[str, str]) -> None:
    right: Opening = opening(SALT, CONTENT)

    assert not replace(right, **changed).opens(commitment(SALT, CONTENT))


@pytest.mark.parametrize("hexadecimal", ["", "é" * 64, "0" * 64])
def test_opening_opens_no_other_commitment(hexadecimal: str) -> None:
    assert not opening(SALT, CONTENT).opens(hexadecimal)
