"""The calendar of an editor: whose address it is, and by when what waits should be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import ClockName, LinkPurpose, Party, Visibility
from tracker.models import Link, Submission, User
from tracker.models.users import reads_desk
from tracker.proof.tokens import token_sha256
from tracker.queries.exports import site_address
from tracker.rules.calendars import DayEntry
from tracker.rules.wording import nameless_words

# Submissions of which a calendar tells at most: what is due next, and what became late last.
MOST = 300

DUE: dict[ClockName, Promise] = {
    ClockName.ACKNOWLEDGING: gettext_lazy(
        "To acknowledge: the offer of %(name)s to sign “%(statement)s”"
    ),
    ClockName.DECIDING: gettext_lazy("To decide: the offer of %(name)s to sign “%(statement)s”"),
}


def calendar_links(user: User, now: datetime) -> QuerySet[Link]:
    """The addresses of this editor's calendar that are good: one at most."""
    good = Link.objects.filter(purpose=LinkPurpose.CALENDAR, revoked_at=None, expires_at__gt=now)
    return good.filter(made_by=user)


def calendar_owner(token: str, now: datetime) -> User | None:
    """Whose calendar a secret in an address opens; None also once they may not read the desk."""
    links = Link.objects.filter(purpose=LinkPurpose.CALENDAR, token_sha256=token_sha256(token))
    link = links.filter(revoked_at=None, expires_at__gt=now).select_related("made_by").first()
    owner = link and link.made_by
    return owner if owner and reads_desk(owner) else None


def due_entries(user: User, today: date) -> Iterator[DayEntry]:
    """The days by which what waits for an issuer should be acknowledged and decided; two queries.

    First what is due next, then what is late, the latest of it first. Where nothing is known after
    the last check, no day lies ahead.
    """
    waiting = Submission.objects.visible_to(user).filter(awaiting=Party.ISSUER)
    told = waiting.select_related("statement")
    for rows in (
        told.filter(overdue_from__gt=today).order_by("overdue_from", "pk"),
        told.filter(overdue_from__lte=today).order_by("-overdue_from", "-pk"),
    ):
        for submission in rows[:MOST]:
            yield from _entries(submission)


def _entries(submission: Submission) -> Iterator[DayEntry]:
    clocks = (
        (ClockName.ACKNOWLEDGING, submission.acknowledge_by),
        (ClockName.DECIDING, submission.decide_by),
    )
    for clock, day in clocks:
        if day is not None:
            yield _entry(submission, clock, day)


def _entry(submission: Submission, clock: ClockName, day: date) -> DayEntry:
    """A withheld name is not told: a calendar goes through programs of others."""
    is_named = submission.visibility == Visibility.NAMED
    told: dict[str, Any] = {
        "name": submission.signed_name if is_named else nameless_words(is_erased=False),
        "statement": submission.statement.title,
        "reference": submission.reference,
    }
    path = reverse("admin:tracker_submission_change", args=[submission.pk])
    return DayEntry(
        uid=f"{submission.reference}-{clock.value}@{settings.SITE_HOST}",
        day=day,
        summary=str(DUE[clock]) % told,
        description=_("Reference: %(reference)s") % told,
        url=site_address(path) or "",
    )
