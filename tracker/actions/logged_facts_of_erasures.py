"""What the log tells of erasures: of what, on what ground, on which day; nothing of what it was."""

from __future__ import annotations

from tracker.actions.happened import Happened
from tracker.actions.logged import Telling
from tracker.actions.logged_facts_of_statements import is_published
from tracker.actions.logged_facts_of_submissions import Hashes, submission_facts
from tracker.choices import Visibility

TOLD = ("erased", "ground", "day")


def erasure_telling(happened: Happened, hashes: Hashes) -> Telling:
    """An erasure, with where its stub stands, whose earlier entries may not be opened any more."""
    row, facts = happened.submission, {name: happened.facts[name] for name in TOLD}
    if row is None:
        return Telling(facts | {"released": False})
    # The row at hand may have been read before it was emptied.
    stub = submission_facts(happened, hashes) | {"visibility": Visibility.WITHHELD.value}
    return Telling(stub | facts, is_public=row.is_public and is_published(happened.statement))
