"""What the log will say of an event, as it is fixed when the event is recorded."""

from __future__ import annotations

import pytest

from tracker.actions.log_contents import LONGEST_OPEN, fix_log_contents
from tracker.actions.logged import LoggedFacts
from tracker.choices import EventKind
from tracker.models import Event


@pytest.mark.parametrize(
    "length, is_open", [(LONGEST_OPEN - 9, True), (LONGEST_OPEN - 8, False), (10**6, False)]
)
def test_facts_too_long_for_a_leaf_are_only_committed_to(length: int, is_open: bool) -> None:
    facts = {"list": "x" * (length - 2)}
    event = Event(kind=EventKind.STATEMENT_PUBLISHED)

    fix_log_contents(event, LoggedFacts(facts, {}))

    assert event.open_facts == (facts if is_open else None)
    assert event.shown_facts == {"kind": "statement-published", **facts}
