"""The words a mail says and the attachments it carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from tracker.choices import MailTrouble
from tracker.readers.mail_charsets import mail_text, one_line
from tracker.readers.mail_html import html_text
from tracker.readers.mail_parts import Part, Parts, part_bytes

# So much of one part is unpacked for its text, and so much text is kept of all.
MOST_PACKED = 1_000_000
LONGEST_TEXT = 200_000
LONGEST_NAME = 200
LONGEST_TYPE = 100
TEXTS = ("text/plain", "text/html")
ENCRYPTED = re.compile(r"multipart/encrypted|application/(x-)?pkcs7-mime|application/pgp-encrypted")
TNEF = re.compile(r"application/(vnd\.)?ms-tnef")


@dataclass(frozen=True, slots=True)
class Attachment:
    """What an attachment says of itself, and the size and SHA-256 (hex) of its unpacked bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    part: Part


@dataclass(frozen=True, slots=True)
class Body:
    """A mail's words as plain text, its attachments, and what could not be read."""

    text: str
    attachments: tuple[Attachment, ...]
    troubles: frozenset[MailTrouble]


def read_body(data: bytes, parts: Parts) -> Body:
    """The words of the parts that are shown in line, and a list of all other parts."""
    troubles = set(parts.troubles)
    shown = _shown(data, parts.leaves, troubles)
    attachments = tuple(
        _attachment(data, part, number, troubles)
        for number, part in enumerate(parts.leaves, 1)
        if not _is_text(part)
    )
    text = "\n\n".join(one for one in shown if one)
    if len(text) > LONGEST_TEXT:
        troubles.add(MailTrouble.TEXT_CUT)
    if not text:
        troubles.add(MailTrouble.NO_TEXT)
    return Body(text[:LONGEST_TEXT].rstrip(), attachments, frozenset(troubles))


def _is_text(part: Part) -> bool:
    return part.media_type in TEXTS and not _disposition(part)[0] and not _name(part)


def _shown(data: bytes, leaves: tuple[Part, ...], troubles: set[MailTrouble]) -> list[str]:
    """The texts in order; of parts that say the same, the plain one if it says anything."""
    texts = [(part, _text(data, part, troubles)) for part in leaves if _is_text(part)]
    plain = {
        part.choice for part, text in texts if part.choice and part.media_type == TEXTS[0] and text
    }
    return [text for part, text in texts if part.media_type == TEXTS[0] or part.choice not in plain]


def _text(data: bytes, part: Part, troubles: set[MailTrouble]) -> str:
    if part.end - part.start > MOST_PACKED:
        troubles.add(MailTrouble.TEXT_CUT)
    if part.is_packed_strangely:
        troubles.add(MailTrouble.WRONG_ENCODING)
    whole = part_bytes(data, part, MOST_PACKED)
    text, certain = mail_text(whole, part.parameters.get("charset", ""))
    if not certain:
        troubles.add(MailTrouble.WRONG_CHARSET)
    if part.media_type == TEXTS[1]:
        return html_text(text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    return text.strip("\n") if text.strip() else ""


def unflowed(text: str, deletes_space: bool) -> str:
    """Lines that a program broke (RFC 3676: they end in a space) made whole again."""
    lines: list[str] = []
    goes_on_at = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if goes_on_at == depth and words != "-- ":
            lines[-1] += words
        else:
            lines.append(f"{'>' * depth} {words}" if depth else words)
        if flows and deletes_space:
            lines[-1] = lines[-1][:-1]
        goes_on_at = depth if flows else None
    return "\n".join(line.rstrip() for line in lines)


def _attachment(data: bytes, part: Part, number: int, troubles: set[MailTrouble]) -> Attachment:
    if part.is_packed_strangely:
        troubles.add(MailTrouble.WRONG_ENCODING)
    if ENCRYPTED.fullmatch(part.media_type) or "multipart/encrypted" in part.inside:
        troubles.add(MailTrouble.ENCRYPTED)
    if TNEF.fullmatch(part.media_type):
        troubles.add(MailTrouble.TNEF)
    whole = part_bytes(data, part)
    return Attachment(
        _name(part) or f"{number}",
        one_line(part.media_type, LONGEST_TYPE),
        len(whole),
        sha256(whole).hexdigest(),
        part,
    )


def _name(part: Part) -> str:
    """The name it gives itself, without folders."""
    named = _disposition(part)[1] or part.parameters.get("name", "")
    return one_line(re.split(r"[\\/]", named)[-1], LONGEST_NAME)


def _disposition(part: Part) -> tuple[bool, str]:
    """Whether it says that it is an attachment, and the file name it says there."""
    word, found = part.header.word("content-disposition")
    return word == "attachment", found.get("filename", "")
