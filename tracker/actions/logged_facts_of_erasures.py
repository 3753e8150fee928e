"""What the log tells of erasures: of what, on what ground, on which day; nothing of what it was."""

from __future__ import annotations

from tracker.actions.happened import Happened
from tracker.actions.logged import Telling
from tracker.actions.logged_facts_of_statements import is_published, stated

TOLD = ("erased", "ground", "day")


def erasure_telling(happened: Happened) -> Telling:
    """An erasure by the reference of its stub, where the public may read that."""
    row, statement = happened.submission, happened.statement
    is_public = row is not None and row.is_public and is_published(statement)
    facts = {name: happened.facts[name] for name in TOLD}
    facts |= {
        "reference": row.reference if row else "",
        "statement": statement.slug if statement else "",
    }
    return Telling(stated(facts) | {"released": is_public}, {}, is_public)
