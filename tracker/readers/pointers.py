"""What comes after a statement: pointers to websites, and lists of who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.readers.blocks import Block

LONGEST_POINTER = 300
LONGEST_LEAD = 60

POINTER = re.compile(
    r"more (?:information|details)\b"
    r"|(?:can|may) be (?:found|read|signed|downloaded) (?:at|on|in|here)"
    r"|\bread more\b|\bread the full\b|\bfind out more\b"
    r"|\b(?:originally|first) (?:published|posted|appeared)\b"
    r"|^(?:\(?sources?|contact|e-?mail|website|web)\s*:|^https?://\S+$|^www\.\S+$"
    r"|\b(?:sign|endorse) (?:(?:it|this|the \w+) )?(?:here|online)\b|^share this\b"
    r"|más información|leer más|^fuente\s*:|publicado originalmente"
    r"|mehr informationen|weitere informationen|^quelle\s*:|zuerst (?:erschienen|veröffentlicht)"
    r"|plus d[’']informations?|en savoir plus|mais informações|leia mais|^fonte\s*:"
    r"|подробнее (?:на|о|об)\b|^источник\s*:|більше інформації|детальніше|^джерело\s*:"
    r"|자세한 내용|^출처|更多信息|更多資訊|^来源|^來源|詳しくは|لمزيد من المعلومات|^المصدر",
    re.IGNORECASE,
)
SIGNERS = re.compile(
    r"^(?:the )?(?:(?:first|initial) )?(?:signatories|signatures|undersigned|endorsements|signed)\b"
    r"|^(?:list of |initial |our )?(?:signatories|endorsers)\b|^(?:endorsed|signed) by\b"
    r"|^firma(?:n|ntes|do por)\b|^assina(?:m|do por|turas)\b|^suscriben\b"
    r"|^signataires\b|^signé par\b"
    r"|^(?:erst)?unterzeichn(?:er|ende|et)|^unterschriften\b|^firmatari\b|^подписи\b|^подписали\b"
    r"|^подписавшиеся\b|^підписи\b|^підписали\b|^підписанти\b|^서명|^연명|^签署|^簽署|^署名|^الموقعون",
    re.IGNORECASE,
)


def mark_after(blocks: Sequence[Block]) -> None:
    """Give the role "after" to what follows the statement: signers' list, pointers at its end."""
    open_blocks = [block for block in blocks if block.role is None]
    signers = _signers(open_blocks)
    for block in open_blocks[signers:]:
        block.role = "after"
    last_clause = max(_items(open_blocks[:signers]), default=-1)
    for place in range(signers - 1, max(last_clause, 0), -1):
        if open_blocks[place].shape in ("page", "rule"):
            continue
        if not _is_pointer(open_blocks[place]):
            break
        open_blocks[place].role = "after"
    if 0 <= last_clause < len(open_blocks) - 1 and _is_pointer(open_blocks[last_clause + 1]):
        open_blocks[last_clause + 1].role = "after"


def _signers(blocks: Sequence[Block]) -> int:
    """Where the list of signers begins: below the clauses, or in the second half of the text.

    A line that says nothing else ("Signatories:") begins it even above numbered lines: then it is
    the signers that are numbered.
    """
    items = list(_items(blocks))
    half = (len(blocks) + 1) // 2
    after_first, after_last = (items[0] + 1, items[-1] + 1) if items else (half, half)
    for place in range(after_first, len(blocks)):
        block = blocks[place]
        if block.shape not in ("text", "heading") or len(block.text) > LONGEST_LEAD:
            continue
        match = SIGNERS.search(block.text)
        if match and (place >= after_last or not block.text[match.end() :].strip(" :：")):
            return place
    return len(blocks)


def _items(blocks: Sequence[Block]) -> Iterator[int]:
    return (place for place, block in enumerate(blocks) if block.shape == "item")


def _is_pointer(block: Block) -> bool:
    return (
        block.shape in ("text", "heading")
        and len(block.text) <= LONGEST_POINTER
        and POINTER.search(block.text) is not None
    )
