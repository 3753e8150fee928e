"""Removing addresses and texts from letters that have done their work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.letters import cancel_letters, cancel_waiting
from tracker.choices import EventKind, Origin
from tracker.models import Letter, Submission, User

BATCH = 1000
EMPTY = {"to": "", "reply_to": "", "subject": "", "body": "", "unsubscribe_url": ""}


@transaction.atomic
def empty_old_letters() -> int:
    """Remove contact data from letters settled more than LETTER_DAYS ago; returns how many.

    That a letter was sent, when and about what stays. Records one letters-emptied if there are any.
    """
    before = timezone.now() - timedelta(days=settings.LETTER_DAYS)
    old = Letter.objects.full_and_over(before).select_for_update().order_by("pk")
    letters = list(old[:BATCH])
    _empty(letters, None, by=None, origin=Origin.CLOCK)
    return len(letters)


@transaction.atomic
def empty_letters_of(submission: Submission, *, by: User | None, origin: Origin) -> int:
    """Cancel what waits about a submission and remove all contact data; returns how many letters.

    For erasing whoever made it. Records one letters-emptied if there are any.
    """
    cancel_letters(submission, by=by, origin=origin)
    held = Letter.objects.filter(submission=submission, emptied_at=None)
    letters = list(held.select_for_update().order_by("pk"))
    _empty(letters, submission, by=by, origin=origin)
    return len(letters)


@transaction.atomic
def empty_letters_of_all(submissions: Iterable[Submission], *, origin: Origin) -> int:
    """empty_letters_of() for many at once; returns how many letters. Records one letters-emptied.

    Costs as much as for one, but for letters that still wait to go out.
    """
    held = Letter.objects.filter(submission__in=list(submissions), emptied_at=None)
    waiting = Submission.objects.filter(letters__in=held.waiting()).order_by("pk").distinct()
    for submission in waiting:
        cancel_letters(submission, by=None, origin=origin)
    letters = list(held.select_for_update(of=("self",)).order_by("pk"))
    _empty(letters, None, by=None, origin=origin)
    return len(letters)


@transaction.atomic
def empty_these_letters(
    letters: Sequence[Letter], *, by: User | None, origin: Origin = Origin.DESK
) -> int:
    """Cancel what waits among these and remove all contact data; returns how many were emptied.

    Records letter-cancelled for each that waited, and one letters-emptied if there are any.
    """
    these = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    cancel_waiting(these, by=by, origin=origin)
    held = these.filter(emptied_at=None).select_for_update().order_by("pk")
    full = list(held)
    _empty(full, None, by=by, origin=origin)
    # What a mail server said of a letter can quote its text.
    these.update(reason="")
    return len(full)


def _empty(
    letters: list[Letter], submission: Submission | None, *, by: User | None, origin: Origin
) -> None:
    if not letters:
        return
    emptied = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    emptied.update(**EMPTY, secrets=[], headers={}, emptied_at=timezone.now())
    happened = Happened(
        EventKind.LETTERS_EMPTIED,
        letters[0],
        statement=submission.statement if submission else None,
        submission=submission,
        facts={"letters": [letter.pk for letter in letters]},
    )
    record_event(happened, by=by, origin=origin)
