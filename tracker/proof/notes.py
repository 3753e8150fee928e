"""Signed notes (C2SP signed-note): a text, and who signed it with which Ed25519 key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.proof.encodings import decoded, encoded
from tracker.proof.keys import ID_BYTES, PublicKey, Signer, is_name
from tracker.proof.refusals import Malformed, UnknownKey, WrongSignature

MOST_SIGNATURES = 64
LONGEST = 100_000  # characters of a note
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line, not checked yet."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signature lines, in the right form and not checked yet."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A text that at least one known key signed; `ignored` names the keys that are not known."""

    text: str
    keys: tuple[PublicKey, ...]
    ignored: tuple[str, ...]


def sign_note(text: str, *signers: Signer) -> str:
    """The text with a signature of each signer; the text has to end with a newline."""
    if not text.endswith("\n") or _CONTROLS.search(text) or not signers:
        raise ValueError("a note is signed by somebody, ends with a newline, and has no controls")
    return text + "\n" + "".join(_line(text, signer) for signer in signers)


def read_note(note: str) -> Note:
    """The parts of a signed note, signatures unchecked; raises Malformed for any other form."""
    if _CONTROLS.search(note) or len(note) > LONGEST:
        raise Malformed(_("The signed text holds characters that do not belong there."))
    text, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise Malformed(_("The signed text does not end with an empty line and signatures."))
    lines = block[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise Malformed(_("There are too many signatures."))
    return Note(text + "\n", tuple(_signature(line) for line in lines))


def open_note(note: str, keys: Iterable[PublicKey]) -> OpenedNote:
    """The text of a note, once a known key is seen to have signed it.

    Signatures of keys that are not known are left aside. Raises Malformed, UnknownKey if no other
    signature is there, WrongSignature if one of a known key is wrong.
    """
    read = read_note(note)
    known = {(key.name, key.id): key for key in keys}
    used = []
    for line in read.signatures:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        if not key.signed(read.text.encode(), line.signature):
            raise WrongSignature(
                _("The signature of %(name)s does not fit the text: one of them was changed.")
                % {"name": line.name}
            )
        used.append(key)
    unknown = [line for line in read.signatures if (line.name, line.key_id) not in known]
    if not used:
        raise UnknownKey(
            _("It is not signed by a key that is known here, but by: %(names)s")
            % {"names": ", ".join(f"{line.name}+{line.key_id.hex()}" for line in unknown)}
        )
    return OpenedNote(read.text, tuple(used), tuple(line.name for line in unknown))


def _line(text: str, signer: Signer) -> str:
    return f"— {signer.name} {encoded(signer.key.id + signer.sign(text.encode()))}\n"


def _signature(line: str) -> Signature:
    dash, _space, rest = line.partition(" ")
    name, between, code = rest.partition(" ")
    data = decoded(code)
    if dash != "—" or not between or not is_name(name) or not data or len(data) <= ID_BYTES:
        raise Malformed(_("A line that should be a signature has not the form of one."))
    return Signature(name, data[:ID_BYTES], data[ID_BYTES:])
