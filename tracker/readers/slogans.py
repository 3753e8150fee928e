"""Slogans that stand inside a point, and the words that announce demands and slogans."""

from __future__ import annotations

import re

SLOGAN_WORDS = re.compile(
    r"\bslogans?\b|\bwatchwords?\b|\bchants?\b|\bbanners?\b|\bconsignas?\b|\blemas?\b"
    r"|mots? d[’']ordre|palavras? de ordem|\blosung(?:en)?\b|\bparolen?\b|parole d[’']ordine"
    r"|лозунг|гасл|구호|슬로건|口号|口號|スローガン|شعار|\bhaseł|\bhasł|\bsloganlar",
    re.IGNORECASE,
)
DEMAND_WORDS = re.compile(
    r"\bdemand|\bcall(?:s|ing)? (?:on|for|upon)\b|\bwe want\b|\burge\b|\binsist\b|\bappeal\b"
    r"|\bclaims\b|\bexig|\breivindic|\breclam|\bforder|\brevendi|\bréclam|\beisen|\bchiediamo"
    r"|\brichie|требу|требов|призыва|вимага|вимог|закликає|요구|要求|呼吁|呼籲|نطالب|مطالب|talep",
    re.IGNORECASE,
)
COLON = re.compile("[:：]")
AFTER_SHOUT = re.compile("(?<=[!！])(?![!！])")
AFTER_SENTENCE = re.compile(r"(?<=[.?。？])\s+")
QUOTED = re.compile(r"[“„«‘\"「『]([^“”„«»‘\"「」『』]{3,}?)[”“»’\"」』]")
QUOTES = ' \t\n"“”„«»‘’「」『』'
BEFORE = QUOTES + ",;.–—-"


def announces_slogans(text: str) -> bool:
    """Whether a heading or the beginning of a point speaks of slogans."""
    return SLOGAN_WORDS.search(text) is not None


def announces_demands(text: str) -> bool:
    """Whether a heading or a paragraph above a list speaks of demanding something."""
    return DEMAND_WORDS.search(text) is not None


def slogans_in(text: str) -> tuple[str, ...]:
    """The slogans that a point quotes after a colon: "the slogans must be: Peace! Bread!".

    Each ends with an exclamation mark or stands in quotation marks of its own. Empty for a text
    that does not speak of slogans before the colon.
    """
    announced = SLOGAN_WORDS.search(text)
    colon = COLON.search(text, announced.end()) if announced else None
    if colon is None:
        return ()
    quoted_text = text[colon.end() :]
    pieces = [piece for piece in AFTER_SHOUT.split(quoted_text) if piece.endswith(("!", "！"))]
    shouted = [AFTER_SENTENCE.split(piece)[-1].lstrip(BEFORE).rstrip(QUOTES) for piece in pieces]
    spoken = [shout for shout in shouted if any(letter.isalnum() for letter in shout)]
    return tuple(spoken or QUOTED.findall(quoted_text))
