"""Whether something is public or has been: what readers could read does not change silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from tracker.choices import EventKind, Visibility
from tracker.models import Check, Event, Membership, Reply, Signatory, Statement, Submission


def was_public(row: Model) -> bool:
    """Whether everybody can read this row of the record, or could before.

    What was taken from the public since counts: it could be changed there and brought back.
    """
    return _TESTS[type(row)](row)


def is_public_now(row: Submission | Reply | Check) -> bool:
    """Whether everybody can read this row of the record as it is stored now."""
    # Any: the three have the same QuerySet methods and no common class for them.
    rows: Any = type(row)._default_manager
    return bool(rows.visible_to(None).filter(pk=row.pk).exists())


def was_named(submissions: QuerySet[Submission]) -> bool:
    """Whether readers know or knew the name of one of these, and what is kept with a name."""
    released = _released(submissions)
    if released.filter(visibility=Visibility.NAMED).exists():
        return True
    changed = Event.objects.filter(
        kind=EventKind.SUBMISSION_CHANGED,
        submission__in=released.values("pk"),
        recorded_at__gte=F("submission__released_at"),
    )
    return changed.filter(changes__visibility__0=Visibility.NAMED).exists()


def name_was_public(row: Submission | Reply | Check) -> bool:
    """Whether readers know or knew whom this is about: without, its texts and sources are kept."""
    return was_named(_concerned(row))


def evidence_was_public(row: Model) -> bool:
    """Whether everybody can read the sources of this row, or could before."""
    is_told = not isinstance(row, Submission | Reply | Check) or name_was_public(row)
    return was_public(row) and is_told


def shown_references(submissions: Iterable[Submission]) -> list[str]:
    """The references among these that readers know or knew, in order."""
    known = _released(Submission.objects.filter(pk__in=[one.pk for one in submissions]))
    return list(known.order_by("pk").values_list("reference", flat=True))


def _released(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    return submissions.exclude(released_at=None).exclude(statement__published_at=None)


def _concerned(row: Submission | Reply | Check) -> QuerySet[Submission]:
    if isinstance(row, Submission):
        return Submission.objects.filter(pk=row.pk)
    return row.submissions.all()


def _statement(row: Statement) -> bool:
    return row.published_at is not None


def _answered(row: Submission | Reply | Check) -> bool:
    return row.released_at is not None and _released(_concerned(row)).exists()


def _signatory(row: Signatory) -> bool:
    """It signed under its name, was asked, issued, or has a member that did."""
    if Statement.objects.filter(issuer=row).exclude(published_at=None).exists():
        return True
    members = Membership.objects.filter(network=row).values("member")
    return was_named(Submission.objects.filter(Q(signatory=row) | Q(signatory__in=members)))


def _membership(row: Membership) -> bool:
    return _signatory(row.member) and _signatory(row.network)


_TESTS: dict[type[Model], Callable[[Any], bool]] = {
    Statement: _statement,
    Submission: _answered,
    Reply: _answered,
    Check: _answered,
    Signatory: _signatory,
    Membership: _membership,
}
