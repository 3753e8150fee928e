"""Many of the same, made in bulk by the actions: for lists, pages and counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.actions.releases import release_submissions
from tracker.actions.signatories import record_signatories
from tracker.actions.submissions import record_submissions
from tracker.actions.tallies import fold_events
from tracker.choices import SignatoryKind
from tracker.models import Submission
from tracker.tests.cast import Cast


def crowd(
    cast: Cast, amount: int, *, stem: str = "Mill", offered: str = "2022-03-01", **values: Any
) -> list[Submission]:
    """So many released offers to sign the letter (hosted), by as many organisations, and folded."""
    rows: list[Mapping[str, Any]] = [
        {"name": f"{stem} {number:04d}", "kind": SignatoryKind.ORGANISATION}
        for number in range(amount)
    ]
    signatories = record_signatories(rows, by=cast.anna)
    revision = values.pop("revision", None) or cast.letter_wording
    facts = {"revision": revision, "offered": offered, "channel": "email"} | values
    recorded = record_submissions([facts | {"signatory": one} for one in signatories], by=cast.anna)
    release_submissions(recorded, by=cast.ben)
    fold_events()
    return list(Submission.objects.filter(pk__in=[one.pk for one in recorded]).order_by("pk"))
