"""A message divided into its parts, by place and without copying, as deep as is sensible."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.choices import MailTrouble
from tracker.readers.mail_headers import Header, read_header
from tracker.readers.mail_packings import KNOWN, unpack

MOST_PARTS = 200
DEEPEST = 12
LONGEST_BOUNDARY = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One part that holds no others: its header, and where its body lies in the message.

    `choice` is the number of the multipart/alternative around it, 0 for none. `inside` holds the
    types of the parts around it, outermost first.
    """

    header: Header
    start: int
    end: int
    media_type: str
    parameters: dict[str, str]
    choice: int
    inside: tuple[str, ...]

    @property
    def packing(self) -> str:
        return self.header.text("content-transfer-encoding").lower()

    @property
    def is_packed_strangely(self) -> bool:
        return self.packing not in KNOWN


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a message in order, and what went wrong while dividing it."""

    leaves: tuple[Part, ...]
    troubles: frozenset[MailTrouble]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    choice: int
    inside: tuple[str, ...]


def divided(data: bytes) -> Parts:
    """The parts of a message; beyond 200, or 12 deep, nothing is divided further.

    Not the library's parser: it asks every open part about every line, so that a mail of many
    nested parts could keep a machine busy for minutes, or exhaust its stack.
    """
    waiting = [_Span(0, len(data), 0, ())]
    leaves: list[Part] = []
    troubles: set[MailTrouble] = set()
    choices = 0
    while waiting:
        if len(leaves) == MOST_PARTS:
            troubles.add(MailTrouble.TOO_MANY_PARTS)
            break
        span = waiting.pop()
        part = _part(data, span)
        if not part.media_type.startswith("multipart/"):
            leaves.append(part)
            continue
        choices += part.media_type == "multipart/alternative"
        choice = choices if part.media_type == "multipart/alternative" else part.choice
        inside = (*part.inside, part.media_type)
        if len(inside) > DEEPEST:
            troubles.add(MailTrouble.TOO_MANY_PARTS)
            leaves.append(part)
            continue
        spans, is_whole = _divide(data, part)
        if not is_whole:
            troubles.add(MailTrouble.BROKEN_PARTS)
        if spans is None:
            leaves.append(_as_text(part))
            continue
        waiting += [_Span(start, end, choice, inside) for start, end in reversed(spans)]
    return Parts(tuple(leaves), frozenset(troubles))


def part_bytes(data: bytes, part: Part, most: int | None = None) -> bytes:
    """The unpacked bytes of a part; with `most`, of so many packed bytes at its beginning."""
    end = part.end if most is None else min(part.end, part.start + most)
    return unpack(data[part.start : end], part.packing)


def _part(data: bytes, span: _Span) -> Part:
    header = read_header(data, span.start, span.end)
    media_type, found = header.word("content-type")
    if "/" not in media_type:
        media_type, found = "text/plain", {}
    return Part(header, header.body_at, span.end, media_type, found, span.choice, span.inside)


def _divide(data: bytes, part: Part) -> tuple[list[tuple[int, int]] | None, bool]:
    """The places of the parts within a part, None if there are none; whether it was closed."""
    boundary = part.parameters.get("boundary", "").encode("utf-8", "replace")
    if not 0 < len(boundary) <= LONGEST_BOUNDARY:
        return None, False
    line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    for match in line.finditer(data, part.start, part.end):
        if match.start() > part.start and data[match.start() - 1] != ord("\n"):
            continue
        if begun is not None:
            spans.append((begun, _before_line_end(data, begun, match.start())))
        begun = match.end()
        if match[1]:
            return spans or None, bool(spans)
        if len(spans) > MOST_PARTS:
            return spans, True
    if begun is not None:
        spans.append((begun, part.end))
    return spans or None, False


def _before_line_end(data: bytes, begun: int, end: int) -> int:
    """The line end before a boundary belongs to the boundary."""
    for ending in (b"\r\n", b"\n"):
        if data.endswith(ending, begun, end):
            return end - len(ending)
    return end


def _as_text(part: Part) -> Part:
    return Part(part.header, part.start, part.end, "text/plain", {}, part.choice, part.inside)
