"""Ed25519 keys with a name, as signed notes have them: their text, their files, their use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from tracker.proof.encodings import decoded, encoded
from tracker.proof.refusals import Malformed

ED25519 = b"\x01"  # the kind of signature, as C2SP numbers them
ID_BYTES = 4
KEY_BYTES = 32
_KEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True)
class PublicKey:
    """Who signs, by name, and the 32 bytes with which signatures are checked."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not is_name(self.name) or len(self.public) != KEY_BYTES:
            raise Malformed(_("This is not the name and the public part of an Ed25519 key."))

    @cached_property
    def id(self) -> bytes:
        """Four bytes that tell keys of one name apart; they prove nothing."""
        made_of = self.name.encode() + b"\n" + ED25519 + self.public
        return sha256(made_of).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key in one line, to be published and to be pasted: name+id+base64."""
        return f"{self.name}+{self.id.hex()}+{encoded(ED25519 + self.public)}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the owner of this key signed these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A key with its private part, which never leaves this object but as a PEM file."""

    name: str
    private: Ed25519PrivateKey

    @cached_property
    def key(self) -> PublicKey:
        """The public part."""
        return PublicKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self.private.sign(message)

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"


def new_private_pem() -> bytes:
    """A new Ed25519 private key as the content of a PEM file (PKCS #8, not encrypted)."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def signer_from_pem(name: str, pem: bytes) -> Signer:
    """The signer whose private key is in this PEM file; raises Malformed if it holds none."""
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise Malformed(_("This file holds no private key in PEM form.")) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise Malformed(_("The private key in this file is not an Ed25519 key."))
    return Signer(name, private)


def read_key(text: str) -> PublicKey:
    """The key in a line name+id+base64; raises Malformed, also if the id is not that of the key."""
    match = _KEY.fullmatch(text.strip())
    data = decoded(match[3]) if match else None
    if match is None or not data or data[:1] != ED25519:
        raise Malformed(
            _("This is not a public key. One looks like this: example.org/log+1a2b3c4d+AbCd…")
        )
    key = PublicKey(match[1], data[1:])
    if key.id.hex() != match[2]:
        raise Malformed(_("The parts of this public key do not belong together: it was mistyped."))
    return key


def read_keys(text: str) -> list[PublicKey]:
    """The keys of a file: one in each line; empty lines and those after # say nothing.

    Raises Malformed if a line is not a key, or none is.
    """
    lines = [line.strip() for line in text.splitlines()]
    keys = [read_key(line) for line in lines if line and not line.startswith("#")]
    return keys or [read_key("")]


def is_name(name: str) -> bool:
    """Whether a key may be called this: no space, no plus sign."""
    return name != "" and not any(
        letter <= " " or letter.isspace() or letter == "+" for letter in name
    )
