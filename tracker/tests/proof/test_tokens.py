"""Tokens carry enough randomness and survive being typed."""

import re
from hashlib import sha256

from tracker.proof.tokens import (
    ALPHABET,
    LENGTH,
    api_secret_sha256,
    derived_token,
    keyed_sha256,
    new_api_secret,
    new_token,
    token_sha256,
)


def test_token_has_130_random_bits_without_ambiguous_letters() -> None:
    tokens = [new_token() for _ in range(2000)]

    assert len(set(tokens)) == 2000
    assert {len(token) for token in tokens} == {26}
    assert set("".join(tokens)) == set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)


def test_hash_is_the_sha256_of_the_token() -> None:
    token = new_token()

    assert token_sha256(token) == sha256(token.encode()).hexdigest()


def test_hash_reads_capitals_spaces_and_lookalikes_as_meant() -> None:
    assert token_sha256(" O1L9ABCI ") == token_sha256("0119abc1")


def test_hashes_of_different_tokens_differ() -> None:
    assert token_sha256("0119abc1") != token_sha256("0119abc2")


def test_derived_token_is_the_same_for_key_purpose_and_name() -> None:
    token = derived_token("key", "track", "FL-1")

    assert token == derived_token("key", "track", "FL-1")
    assert len(token) == LENGTH
    assert set(token) <= set(ALPHABET)
    others = [("yek", "track", "FL-1"), ("key", "other", "FL-1"), ("key", "track", "FL-2")]
    assert len({token, *(derived_token(*other) for other in others)}) == 4


def test_keyed_sha256_needs_the_key() -> None:
    assert keyed_sha256("key", "a") == keyed_sha256("key", "a")
    assert len({keyed_sha256(*one) for one in [("key", "a"), ("key", "b"), ("yek", "a")]}) == 3


def test_secret_for_programs_is_known_by_its_beginning_and_never_comes_again() -> None:
    secrets = {new_api_secret() for _ in range(100)}

    assert len(secrets) == 100
    assert all(re.fullmatch(r"undersigned_[0-9a-f]{64}", one) for one in secrets)


def test_hash_of_a_secret_for_programs_is_of_it_to_the_letter() -> None:
    assert api_secret_sha256("undersigned_ab") == sha256(b"undersigned_ab").hexdigest()
    assert api_secret_sha256("undersigned_ab") != api_secret_sha256("undersigned_AB")
