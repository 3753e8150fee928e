"""Names just recorded that are much like names which were known before."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from tracker.models import Duplicate, Signatory

MOST = 200


def known_duplicates(recorded: Sequence[Signatory]) -> QuerySet[Duplicate]:
    """Suggestions between these new signatories and older ones, the likeliest first; at most 200.

    Numbers only grow, so one comparison of numbers stands for a list of thousands.
    """
    if not recorded:
        return Duplicate.objects.none()
    oldest = min(one.pk for one in recorded)
    found = Duplicate.objects.filter(second__gte=oldest, first__lt=oldest, dismissed_by=None)
    return found.select_related("first", "second")[:MOST]
