"""A mail's text divided into what is new and what it quotes of earlier mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Lines with which programs introduce the mail they quote below, in the languages they speak.
INTRODUCTIONS = re.compile(
    "|".join(
        [
            r"On .{4,200}\bwrote:",
            r"El .{4,200}\bescribi[oó]:",
            r"(Em|A|No dia) .{4,200}\bescreveu:",
            r".{4,200}(작성|작성함|님의 말):",
            r".{4,200}\b(написала?|пишет|написал\(а\)):",
            r".{4,200}<[^<>\s]+@[^<>\s]+>:",
            r"Le .{4,200}\ba écrit ?:",
            r"Am .{4,200}\bschrieb.{0,80}:",
        ]
    )
)
FEWEST_DIGITS = 3
SEPARATORS = re.compile(
    r"\s*(-{2,}\s*(Original Message|Forwarded message|Mensaje original|Mensaje reenviado|"
    r"Mensagem original|Mensagem encaminhada|원본 메시지|Исходное сообщение|"
    r"Пересылаемое сообщение)\s*-{2,}|_{20,})\s*",
    re.I,
)
# The header that Outlook and Apple Mail print above the mail they quote: a sender, then a date.
SENDERS = ("from", "de", "보낸 사람", "от", "von")
DATES = (
    *("sent", "date", "enviado", "enviado el", "enviada em", "fecha", "data"),
    *("보낸 날짜", "날짜", "отправлено", "дата", "gesendet", "envoyé"),
)
LABEL = re.compile(r"\s*\*{0,2}([^:*]{2,20}?)\*{0,2}\s?:\*{0,2}\s")
LOOK_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive lines that are new, or quoted."""

    text: str
    is_quoted: bool


def passages(text: str) -> list[Passage]:
    """The text in order, as passages that are new and passages that are quoted.

    Lines beginning with ">" are quoted, and what introduces them. What follows a printed header or
    a line such as "Original Message" is quoted to the end. Nothing is left out.
    """
    lines = text.split("\n")
    marks = _marks(lines)
    runs: list[tuple[bool, list[str]]] = []
    for line, is_quoted in zip(lines, marks, strict=True):
        if runs and runs[-1][0] == is_quoted:
            runs[-1][1].append(line)
        else:
            runs.append((is_quoted, [line]))
    whole = [(quoted, "\n".join(run).strip("\n")) for quoted, run in runs]
    return [Passage(one, quoted) for quoted, one in whole if one.strip()]


def own_words(text: str) -> str:
    """What is new in the text; all of it where nothing is."""
    new = "\n\n".join(one.text for one in passages(text) if not one.is_quoted)
    return new or text


def _marks(lines: list[str]) -> list[bool]:
    """For each line whether it is quoted."""
    marks = [line.startswith(">") for line in lines]
    for at in range(len(lines)):
        if _begins_a_printed_mail(lines, at):
            return marks[:at] + [True] * (len(lines) - at)
        for last in _introductions(lines, at):
            quoted = _next_words(lines, last)
            if quoted is None or marks[quoted]:
                marks[at : last + 1] = [True] * (last + 1 - at)
                marks[last:quoted] = [True] * ((quoted or len(lines)) - last)
    _join_gaps(lines, marks)
    return marks


def _begins_a_printed_mail(lines: list[str], at: int) -> bool:
    if SEPARATORS.fullmatch(lines[at]):
        return _next_words(lines, at) is not None
    if _label(lines[at]) not in SENDERS:
        return False
    return any(_label(line) in DATES for line in lines[at + 1 : at + 1 + LOOK_AHEAD])


def _introductions(lines: list[str], at: int) -> Iterator[int]:
    """The last line of an introduction that begins here: programs break it over up to three."""
    if not lines[at].strip():
        return
    for last in range(at, min(at + LOOK_AHEAD, len(lines))):
        whole = " ".join(line.strip() for line in lines[at : last + 1])
        if len(whole) > 500:
            return
        if INTRODUCTIONS.fullmatch(whole) and sum(map(str.isdigit, whole)) >= FEWEST_DIGITS:
            yield last
            return


def _next_words(lines: list[str], after: int) -> int | None:
    return next((at for at in range(after + 1, len(lines)) if lines[at].strip()), None)


def _label(line: str) -> str:
    match = LABEL.match(f"{line} ")
    return match[1].strip().casefold() if match else ""


def _join_gaps(lines: list[str], marks: list[bool]) -> None:
    """Empty lines between quoted lines are quoted."""
    last = None
    for at, line in enumerate(lines):
        if marks[at]:
            if last is not None:
                marks[last:at] = [True] * (at - last)
            last = at
        elif line.strip():
            last = None
