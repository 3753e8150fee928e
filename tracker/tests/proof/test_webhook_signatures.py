"""Signatures of webhooks are those of Standard Webhooks."""

from __future__ import annotations

from base64 import b64decode

from tracker.proof.webhook_signatures import (
    fingerprint,
    new_seed,
    secret_from,
    secret_words,
    signatures,
)


def test_signature_is_that_of_the_example_of_standard_webhooks() -> None:
    secret = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    told = signatures([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')

    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert secret_words(secret) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_two_secrets_sign_beside_each_other() -> None:
    one, other = (signatures([secret], "m", 1, b"{}") for secret in (b"a", b"b"))

    assert signatures([b"a", b"b"], "m", 1, b"{}") == f"{one} {other}"


def test_secret_is_made_of_key_and_seed() -> None:
    made = secret_from("key", "seed")

    assert len(made) == 32
    assert secret_from("key", "seed") == made
    others = {secret_from("key", "other"), secret_from("other", "seed"), secret_from("keys", "eed")}
    assert made not in others
    assert len({fingerprint(one) for one in {made, *others}}) == 1 + len(others)
    assert len(new_seed()) == 32
    assert new_seed() != new_seed()
