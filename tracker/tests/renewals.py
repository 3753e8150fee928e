"""A text that gets a new wording after somebody has signed it."""

from __future__ import annotations

from typing import Any

from tracker.models import Revision
from tracker.tests.cast import Cast
from tracker.tests.steps import add_revision

NEW_POINTS = [
    {"number": "1", "kind": "point", "text": "Every ferry is public."},
    {"number": "2", "kind": "point", "text": "Rivers run to the sea."},
]


def revised(cast: Cast, **values: Any) -> Revision:
    """The next wording of the hosted letter: its first point is second now, its second is gone."""
    facts = {"language": "en", "text": "Ferry Letter, mended.", "change_note": "Ferries added."}
    return add_revision(cast.letter, facts | values, NEW_POINTS, by=cast.ben)
