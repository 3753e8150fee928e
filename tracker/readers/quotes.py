"""A mail's text divided into what is new and what it quotes of earlier mails."""

from __future__ import annotations

import re
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
LOOK_AROUND = 3
LONGEST_INTRODUCTION = 500


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
    follows = None
    for at in reversed(range(len(lines))):
        if not lines[at].strip():
            continue
        if follows is None or marks[follows]:
            length = _introduction(lines, at)
            marks[at + 1 - length : at + 1] = [True] * length
        follows = at
    begins = (at for at in range(len(lines)) if _begins_a_printed_mail(lines, at))
    first = next(begins, len(lines))
    marks[first:] = [True] * (len(lines) - first)
    _join_gaps(lines, marks)
    return marks


def _begins_a_printed_mail(lines: list[str], at: int) -> bool:
    if SEPARATORS.fullmatch(lines[at]):
        return any(line.strip() for line in lines[at + 1 :])
    if _label(lines[at]) not in SENDERS:
        return False
    return any(_label(line) in DATES for line in lines[at + 1 : at + 1 + LOOK_AROUND])


def _introduction(lines: list[str], last: int) -> int:
    """How many lines the introduction has that ends here, 0 for none: programs break it."""
    whole = ""
    for length in range(1, min(LOOK_AROUND, last + 1) + 1):
        line = lines[last + 1 - length].strip()
        whole = f"{line} {whole}".strip()
        if not line or len(whole) > LONGEST_INTRODUCTION:
            return 0
        if INTRODUCTIONS.fullmatch(whole) and sum(map(str.isdigit, whole)) >= FEWEST_DIGITS:
            return length
    return 0


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
