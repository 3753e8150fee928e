"""Where a statement begins inside the article that prints it: suggested, never acted on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.readers.drafts import LineReading

TEXT = frozenset(("preamble", "paragraph"))
NAMES_OF_STATEMENTS = re.compile(
    r"\b(?:declaration|statement|open letter|manifesto|resolution|appeal|petition|call|theses)\b"
    r"|declaraci|comunicado|carta abierta|manifiesto|resoluci|declaraç|carta aberta|manifesto"
    r"|déclaration|lettre ouverte|manifeste|résolution|appel\b|erklärung|offener brief|aufruf"
    r"|manifest|заявлени|декларац|открытое письмо|манифест|резолюц|заява|декларація|відкритий лист"
    r"|선언|성명|공개서한|宣言|声明|聲明|公开信|إعلان|بيان",
    re.IGNORECASE,
)


def guess_start(lines: Sequence[LineReading]) -> int | None:
    """The line of the heading under which the preamble and the first point stand; None if unclear.

    A heading counts if it names a kind of statement, or is the only one above the points; and only
    if other text stands before it, since otherwise the statement begins where the text does.
    """
    first = next((place for place, line in enumerate(lines) if line.role == "clause"), None)
    above = [line for line in lines[:first] if line.role in TEXT | {"heading"}]
    headings = [place for place, line in enumerate(above) if line.role == "heading"]
    if first is None or not headings:
        return None
    named = [place for place in headings if NAMES_OF_STATEMENTS.search(above[place].text)]
    start = named[-1] if named else headings[-1]
    has_text_below = any(line.role in TEXT for line in above[start:])
    is_clear = bool(named) or len(headings) == 1
    return above[start].number if start and has_text_below and is_clear else None
