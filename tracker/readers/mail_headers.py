"""The header of a message or of a part: fields unfolded, words decoded, never an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value

from tracker.readers.mail_charsets import mail_text, one_line
from tracker.readers.mail_packings import unpack

FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
LINE = re.compile(rb"[^\n]*(?:\n|\Z)")
EMPTY_LINE = re.compile(rb"\n\r?\n")
MOST_BYTES = 256_000
LONGEST_VALUE = 20_000
LONGEST_PARAMETERS = 2_000
ENCODED_WORD = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]*)?\?([bBqQ])\?([^?\n]*)\?=")
BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header by lower-case name, in order, and where the body begins."""

    fields: tuple[tuple[str, bytes], ...]
    body_at: int

    def raw(self, name: str) -> list[bytes]:
        """The values of all fields of this name, unfolded, as they came."""
        return [value for field, value in self.fields if field == name]

    def all(self, name: str) -> list[str]:
        """The values of all fields of this name, decoded, each on one line."""
        return [decoded(value) for value in self.raw(name)]

    def text(self, name: str) -> str:
        """The value of the first field of this name, decoded; "" if there is none."""
        return next(iter(self.all(name)), "")

    def word(self, name: str) -> tuple[str, dict[str, str]]:
        """The first field of this name as (word in lower case, parameters); ("", {}) if missing."""
        values = self.raw(name)
        return parameters(mail_text(values[0])[0]) if values else ("", {})


def read_header(data: bytes, start: int = 0, end: int | None = None) -> Header:
    """The header that begins at `start`; a line that is no field ends it, as an empty one does."""
    end = len(data) if end is None else end
    fields: list[tuple[str, list[bytes]]] = []
    at = start
    while at < end and at - start < MOST_BYTES:
        match = LINE.match(data, at, end)
        line = match[0] if match else b""
        field = FIELD.match(line)
        if not line.strip(b"\r\n"):
            return Header(_joined(fields), at + len(line))
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line.strip())
        elif field:
            name = field[1].decode("ascii").lower()
            fields.append((name, [line[field.end() :].strip()]))
        elif not (at == start and line.startswith((b"From ", b">From "))):
            return Header(_joined(fields), at)
        at += len(line)
    rest = EMPTY_LINE.search(data, at, end)
    return Header(_joined(fields), rest.end() if rest else end)


def decoded(value: bytes) -> str:
    """A field's value as a person reads it: encoded words (RFC 2047) decoded, on one line."""
    text, _certain = mail_text(value)
    return one_line(decoded_words(text), LONGEST_VALUE)


def decoded_words(text: str) -> str:
    """Text with its encoded words decoded; neighbours in one charset are one run of bytes.

    Some programs cut between the bytes of one letter, so decoding word by word would lose it.
    """
    joined = BETWEEN_WORDS.sub(r"\1", text)
    pieces: list[str] = []
    charset, held, at = "", b"", 0
    for match in ENCODED_WORD.finditer(joined):
        if held and (match.start() > at or match[1].lower() != charset):
            pieces.append(mail_text(held, charset)[0])
            held = b""
        pieces.append(joined[at : match.start()])
        charset, at = match[1].lower(), match.end()
        held += _word(match[2], match[3])
    if held:
        pieces.append(mail_text(held, charset)[0])
    return "".join([*pieces, joined[at:]])


def _word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "bB":
        return unpack(data, "base64")
    return unpack(data.replace(b"_", b" "), "quoted-printable")


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A value such as a Content-Type as (word in lower case, its parameters), also RFC 2231."""
    box = Message()
    box["content-type"] = value[:LONGEST_PARAMETERS]
    try:
        pairs = box.get_params([]) or []
        found = {name.lower(): _parameter(one) for name, one in reversed(pairs[1:])}
        return (pairs[0][0].lower() if pairs else ""), found
    except Exception:  # the library has raised many kinds on what strangers send
        return value.partition(";")[0].strip().lower(), {}


def _parameter(value: str | tuple[str | None, str | None, str]) -> str:
    return one_line(decoded_words(collapse_rfc2231_value(value)), LONGEST_PARAMETERS)


def _joined(fields: list[tuple[str, list[bytes]]]) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, b" ".join(lines).strip()[:LONGEST_VALUE]) for name, lines in fields)
