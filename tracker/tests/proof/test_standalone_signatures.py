"""The Ed25519 of script/verify_receipt.py, against RFC 8032 and against cryptography."""

from hashlib import sha512

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.tests.proof.sample_logs import signer
from tracker.tests.proof.standalone import script

# RFC 8032, 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
        "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
        "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").digest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b5890"
        "9351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize("public, message, signature", VECTORS, ids=["1", "2", "3", "SHA(abc)"])
def test_script_checks_the_signatures_of_rfc_8032(
    public: str, message: bytes, signature: str
) -> None:
    assert script.is_signed(bytes.fromhex(public), message, bytes.fromhex(signature))
    assert not script.is_signed(bytes.fromhex(public), message + b"x", bytes.fromhex(signature))


def test_script_refuses_signatures_in_another_form() -> None:
    public, message, signature = VECTORS[1]
    first, s = (
        bytes.fromhex(signature)[:32],
        int.from_bytes(bytes.fromhex(signature)[32:], "little"),
    )
    larger = (s + script.ORDER).to_bytes(32, "little")

    # s + ORDER would fit as well, if it were let pass: a second signature of the same text.
    for changed in [first + larger, first, first + s.to_bytes(33, "little"), b""]:
        assert not script.is_signed(bytes.fromhex(public), message, changed)


@pytest.mark.parametrize("data", [b"\xff" * 32, b"\x02" + bytes(31), b"\x01" + bytes(30) + b"\x80"])
def test_script_refuses_keys_that_are_no_points(data: bytes) -> None:
    with pytest.raises(script.Refused):
        script.decode_point(data)


@settings(max_examples=4)
@given(st.integers(1, 255), st.binary(max_size=200), st.integers(0, 511))
def test_script_judges_signatures_as_cryptography_does(number: int, text: bytes, bit: int) -> None:
    made = signer(number)
    right = made.sign(text)
    wrong = bytearray(right)
    wrong[bit // 8] ^= 1 << bit % 8

    for signature in (right, bytes(wrong)):
        assert script.is_signed(made.key.public, text, signature) == made.key.signed(
            text, signature
        )
