"""One received message as plain values; whatever its bytes are, something comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256

from tracker.choices import MailKind, MailTrouble
from tracker.readers.bounces import Bounce, read_bounce
from tracker.readers.mail_bodies import Attachment, Body, read_body
from tracker.readers.mail_charsets import one_line
from tracker.readers.mail_checks import sender_checks
from tracker.readers.mail_headers import Header, decoded_words, read_header
from tracker.readers.mail_kinds import mail_kind
from tracker.readers.mail_parts import Parts, divided, part_bytes

MOST_BYTES = 25_000_000
LONGEST_ID = 500
MOST_IDS = 100
LONGEST_SUBJECT = 500
LONGEST_NAME = 300
LONGEST_ADDRESS = 254
MOST_ADDRESSES = 200
FIRST_YEAR, LAST_YEAR = 1971, 2199

ID = re.compile(r"<\s*([^<>\s]{3,500})\s*>")
ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\]{1,128}@[^\s<>,;:\"()\[\]\\@]{1,255}")
RECIPIENTS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What a message says, cleaned for keeping and showing; Message-IDs are without brackets.

    `identity` is the same for copies of one message that came by different ways. `answers` are the
    Message-IDs it answers, nearest first. `sent_at` is what it says itself, in UTC.
    """

    identity: str
    kind: MailKind = MailKind.MESSAGE
    message_id: str = ""
    answers: tuple[str, ...] = ()
    sender_name: str = ""
    sender_address: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    bounce: Bounce | None = None
    checks: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[MailTrouble, ...] = ()


def read_mail(raw: bytes, *, server: str = "") -> ReadMail:
    """Read a message as far as it can be read; `server` is the name the receiving server gives
    itself in Authentication-Results, "" to believe none.

    Never raises: of what cannot be read at all, only the identity and a trouble come back. Of
    messages over 25 MB only the header is read.
    """
    try:
        return _read(raw, server)
    except Exception:  # a mail is never lost for a fault of this reader or of the library
        return ReadMail(sha256(raw).hexdigest(), troubles=(MailTrouble.UNREADABLE,))


def attachment_bytes(raw: bytes, attachment: Attachment) -> bytes:
    """The unpacked bytes of an attachment of this message."""
    return part_bytes(_as_read(raw), attachment.part)


def arrived_at(raw: bytes) -> datetime | None:
    """When the last server that handled the message wrote that it got it; None if none did."""
    return _moment(read_header(_as_read(raw)).text("received").rpartition(";")[2])


def _read(raw: bytes, server: str) -> ReadMail:
    data = _as_read(raw)
    header = read_header(data)
    body, parts = _contents(data)
    kind = mail_kind(header)
    name, address = _sender(header)
    message_id = _message_id(header)
    return ReadMail(
        identity=_identity(message_id, data, header, raw),
        kind=kind,
        message_id=message_id,
        answers=_answers(header),
        sender_name=name,
        sender_address=address,
        recipients=_recipients(header),
        subject=one_line(header.text("subject"), LONGEST_SUBJECT),
        sent_at=_moment(header.text("date")),
        text=body.text,
        attachments=body.attachments,
        bounce=read_bounce(data, header, parts.leaves) if kind == MailKind.BOUNCE else None,
        checks=sender_checks(header, server),
        troubles=_troubles(header, message_id, body),
    )


def _as_read(raw: bytes) -> bytes:
    """The bytes without empty lines before the header; lines ended by CR alone end by LF."""
    data = raw.lstrip(b"\r\n")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _contents(data: bytes) -> tuple[Body, Parts]:
    if len(data) > MOST_BYTES:
        return Body("", (), frozenset({MailTrouble.TOO_LARGE})), Parts((), frozenset())
    parts = divided(data)
    return read_body(data, parts), parts


def _identity(message_id: str, data: bytes, header: Header, raw: bytes) -> str:
    """Copies share their Message-ID and what follows the header, not the header itself.

    The Message-ID alone would not do: whoever guesses one could send something under it first, and
    the real message would be taken for a copy and be lost.
    """
    if not message_id:
        return sha256(raw).hexdigest()
    digest = sha256(message_id.encode())
    digest.update(memoryview(data)[header.body_at :])
    return digest.hexdigest()


def _message_id(header: Header) -> str:
    whole = header.text("message-id")
    match = ID.search(whole)
    return match[1][:LONGEST_ID] if match else one_line(whole, LONGEST_ID).replace(" ", "")


def _answers(header: Header) -> tuple[str, ...]:
    """In-Reply-To first, then References from the newest to the oldest, each once."""
    nearest = ID.findall(header.text("in-reply-to"))
    older = reversed(ID.findall(header.text("references")))
    return tuple(dict.fromkeys([*nearest, *older]))[:MOST_IDS]


def _sender(header: Header) -> tuple[str, str]:
    """Name and address of From, or else of Sender; the address in lower case."""
    values = [*header.raw("from"), *header.raw("sender")]
    # Parsed before its words are decoded: a decoded name may hold commas and brackets.
    whole = values[0].decode("utf-8", "replace")[:2000] if values else ""
    try:
        name, address = parseaddr(whole)
    except Exception:  # the library has raised many kinds on what strangers send
        name, address = "", ""
    if not ADDRESS.fullmatch(address):
        found = ADDRESS.search(whole)
        address = found[0] if found else ""
        name = name or ADDRESS.sub("", whole).strip(" <>\"'")
    return one_line(decoded_words(name), LONGEST_NAME), _address(address)


def _recipients(header: Header) -> tuple[str, ...]:
    """Every address it was sent or delivered to, in lower case."""
    found = (one for name in RECIPIENTS for value in header.all(name) for one in _all_in(value))
    return tuple(dict.fromkeys(found))[:MOST_ADDRESSES]


def _all_in(value: str) -> list[str]:
    return [_address(one) for one in ADDRESS.findall(value)]


def _address(text: str) -> str:
    return one_line(text, LONGEST_ADDRESS).lower()


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
        moment = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except Exception:  # as above; also OverflowError for zones beyond a day
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _troubles(header: Header, message_id: str, body: Body) -> tuple[MailTrouble, ...]:
    troubles = set(body.troubles)
    if not header.fields:
        troubles.add(MailTrouble.NO_HEADER)
    if not message_id:
        troubles.add(MailTrouble.NO_MESSAGE_ID)
    return tuple(one for one in MailTrouble if one in troubles)
