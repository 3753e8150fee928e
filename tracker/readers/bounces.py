"""Notices of non-delivery: which letter came back, for whom, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.readers.mail_charsets import one_line
from tracker.readers.mail_headers import Header, read_header
from tracker.readers.mail_parts import Part, part_bytes

MOST_BYTES = 100_000
MOST_FAILURES = 50
LONGEST = 300
LONGEST_ID = 400
MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{3,400})>", re.I | re.M)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
SMTP_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
ORIGINALS = ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a mail server says of one address: action (failed, delayed ...), status, its words."""

    recipient: str
    action: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """Which message came back (its Message-ID, without brackets, "" if not said), and why."""

    message_id: str
    failures: tuple[Failure, ...]

    @property
    def code(self) -> int:
        """The three digits of the mail server's reply, 0 if it does not say."""
        found = (SMTP_CODE.search(one.words) for one in self.failures)
        return next((int(match[1]) for match in found if match), 0)

    @property
    def is_final(self) -> bool:
        """Whether it says that the message will not be delivered, rather than later."""
        return any(
            one.action == "failed" or (not one.action and not one.status.startswith(("2", "4")))
            for one in self.failures
        )


def read_bounce(data: bytes, header: Header, leaves: tuple[Part, ...]) -> Bounce:
    """A notice by RFC 3464, or what can be told from one of an older form."""
    failures = [
        failure
        for part in leaves
        if part.media_type in ("message/delivery-status", "message/global-delivery-status")
        for failure in _failures(part_bytes(data, part, MOST_BYTES))
    ]
    if not failures:
        failures = _told_otherwise(data, header, leaves)
    return Bounce(_original(data, leaves), tuple(failures[:MOST_FAILURES]))


def _failures(report: bytes) -> list[Failure]:
    """Blocks of fields: the first about the report itself, then one for each address."""
    found, at = [], 0
    while at < len(report):
        block = read_header(report, at)
        if block.raw("final-recipient") or block.raw("action"):
            found.append(
                Failure(
                    _after_type(block.text("final-recipient")),
                    block.text("action").lower()[:LONGEST],
                    block.text("status").partition(" ")[0][:LONGEST],
                    _after_type(block.text("diagnostic-code")),
                )
            )
        if block.body_at <= at:
            break
        at = block.body_at
    return found


def _told_otherwise(data: bytes, header: Header, leaves: tuple[Part, ...]) -> list[Failure]:
    text = part_bytes(data, leaves[0], MOST_BYTES) if leaves else b""
    status = STATUS.search(text.decode("utf-8", "replace"))
    named = header.text("x-failed-recipients")
    code = status[1] if status else ""
    return [
        Failure(one.strip()[:LONGEST], "", code, "")
        for one in (named.split(",") if named else [""])
    ]


def _original(data: bytes, leaves: tuple[Part, ...]) -> str:
    """The Message-ID of what came back: from the copy that is attached, or quoted in the text."""
    attached = [part for part in leaves if part.media_type in ORIGINALS]
    for part in [*attached, *(one for one in leaves if one.media_type.startswith("text/"))]:
        match = MESSAGE_ID.search(part_bytes(data, part, MOST_BYTES))
        if match:
            return one_line(match[1].decode("utf-8", "replace"), LONGEST_ID)
    return ""


def _after_type(value: str) -> str:
    """ "rfc822; a@b.example" without its type."""
    kind, semicolon, rest = value.partition(";")
    return (rest if semicolon else kind).strip()[:LONGEST]
