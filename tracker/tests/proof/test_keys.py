"""Keys are published as one line, kept as a PEM file, and recognised if mistyped."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from tlog_scales.signing import Vkey

from tracker.proof.keys import PublicKey, new_private_pem, read_key, read_keys, signer_from_pem
from tracker.proof.refusals import Malformed
from tracker.tests.proof.sample_logs import ORIGIN, signer

# The key of Go's checksum database: made by others, published since 2019.
GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


def test_key_of_others_is_read() -> None:
    key = read_key(GO)

    assert key.name == "sum.golang.org"
    assert key.id.hex() == "033de0ae"
    assert key.text == GO


def test_tlog_scales_reads_our_key() -> None:
    theirs = Vkey.from_string(signer().key.text)

    assert (theirs.name, theirs.pubkey) == (ORIGIN, signer().key.public)
    assert theirs.key_id == int.from_bytes(signer().key.id, "big")


@pytest.mark.parametrize(
    "text",
    [
        "",
        GO[:-1],
        GO.replace("Ac4z", "Ac4y"),
        GO.replace("033de0ae", "033de0af"),
        GO.replace("033de0ae", "033DE0AE"),
        GO.replace("sum", "sun"),
        GO.replace("+033de0ae", ""),
        "two words+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        GO.replace("+Ac4z", "+Bc4z"),
        "sum.golang.org+033de0ae+AQ==",
    ],
)
def test_anything_else_is_no_key(text: str) -> None:
    with pytest.raises(Malformed):
        read_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb", "a\x00b"])
def test_key_has_a_name_without_spaces_and_plus(name: str) -> None:
    with pytest.raises(Malformed):
        PublicKey(name, bytes(32))


def test_keys_are_read_from_a_file_of_lines() -> None:
    first, second = signer(1).key, signer(2).key

    assert read_keys(f"# ours\n\n {first.text} \r\n{second.text}") == [first, second]


@pytest.mark.parametrize("text", ["", "# nothing", f"{GO}\nno key"])
def test_file_without_keys_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_keys(text)


def test_private_key_is_kept_as_pem() -> None:
    pem = new_private_pem()
    made = signer_from_pem("a.example/log", pem)

    assert pem.startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert made.key.signed(b"text", made.sign(b"text"))
    assert not made.key.signed(b"other text", made.sign(b"text"))
    assert made.key != signer_from_pem("a.example/log", new_private_pem()).key
    assert "PrivateKey" not in repr(made)


def test_file_without_an_ed25519_key_is_refused() -> None:
    other = generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

    for pem in (b"", b"-----BEGIN PRIVATE KEY-----\n", other):
        with pytest.raises(Malformed):
            signer_from_pem("a.example/log", pem)
