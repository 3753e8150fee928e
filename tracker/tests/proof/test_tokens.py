"""Tokens carry enough randomness and survive being typed."""

from hashlib import sha256

from tracker.proof.tokens import ALPHABET, new_token, token_sha256


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
