"""A record large enough for a database to plan in earnest, copied in bulk from a small one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

from django.db import connection

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.log import sequence_events
from tracker.actions.signatories import record_membership
from tracker.actions.tallies import fold_events
from tracker.choices import EventKind, ReplyKind, SignatoryKind, Status
from tracker.models import (
    Check,
    Correction,
    Event,
    LogEntry,
    Membership,
    Reply,
    Signatory,
    Submission,
)
from tracker.rules.names import fold
from tracker.tests.admin.multiplied import multiply
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

MANY = 4000
HUNDREDS = 600
FEW = 6
COUNTRIES = ("DE", "BR", "", "FR", "KE")
KINDS = (SignatoryKind.ORGANISATION, SignatoryKind.PERSON, SignatoryKind.NETWORK)
STATUSES = (Status.UNANSWERED, Status.ACCEPTED, Status.ACCEPTED, Status.ACCEPTED, Status.REFUSED)
STEMS = ("Mill", "Harbour Union", "강과 바다", "Observatory", "Ferry")


def name_of(number: int) -> str:
    """One of a few names with a number: Observatory once in a thousand."""
    stem = STEMS[number % 3] if number % 1000 else STEMS[3]
    return f"{stem} {number:05d}"


def mass(cast: Cast) -> Submission:
    """So many public rows of everything; returns one of those copied. The database knows it."""
    template = _one_of_everything(cast)
    submissions = _submissions(template)
    _answers(submissions)
    _events(submissions)
    signatories = list(Signatory.objects.filter(slug__startswith="copied-"))
    multiply(Membership.objects.get(), HUNDREDS, member=lambda n: signatories[n])
    multiply(
        cast.letter,
        HUNDREDS,
        slug=lambda n: f"letter-{n}",
        title=lambda n: f"Letter {n}",
        issuer=lambda n: signatories[n],
        issued_latest=lambda n: date(2022, 5, 1) - timedelta(days=n),
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The database may be at it by itself: wait, whatever a test has set before.
            cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("ANALYZE")
    return submissions[-1]


def _one_of_everything(cast: Cast) -> Submission:
    first, second, *others = crowd(cast, FEW)
    reply = cast.release(cast.reply(ReplyKind.ACCEPTANCE, first, *others))
    cast.release(cast.check(second))
    record_membership({"network": cast.network, "member": first.signatory}, by=cast.anna)
    for subject in (cast.letter, reply):
        said = {"what": "x", "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
        release_correction(record_correction(subject, said, by=cast.anna), by=cast.ben)
    fold_events()
    sequence_events()
    return Submission.objects.select_related("signatory").get(pk=second.pk)


def _submissions(template: Submission) -> list[Submission]:
    """Public offers with all kinds of statuses, days, countries, kinds and names."""
    drawn = {
        "country": lambda n: COUNTRIES[n % 5],
        "kind": lambda n: KINDS[n % 3],
        "folded": lambda n: fold(name_of(n)),
        "sort_name": lambda n: fold(name_of(n)),
        "name": name_of,
        "slug": lambda n: f"copied-{n}",
    }
    signatories = multiply(template.signatory, MANY, **drawn)
    day = template.offered_latest

    def offered(number: int) -> Any:
        return day - timedelta(days=number % 400)

    def waiting(number: int) -> Any:
        return offered(number) if STATUSES[number % 5] == Status.UNANSWERED else None

    return multiply(
        template,
        MANY,
        reference=lambda n: f"COPY-{n}",
        signatory=lambda n: signatories[n - 1],
        signed_name=name_of,
        folded=lambda n: fold(name_of(n)),
        sort_name=lambda n: fold(name_of(n)),
        signed_country=lambda n: COUNTRIES[n % 5],
        signed_kind=lambda n: KINDS[n % 3],
        status=lambda n: STATUSES[n % 5],
        awaiting=lambda n: "issuer" if waiting(n) else "nobody",
        waiting_since=waiting,
        overdue_from=lambda n: waiting(n) and waiting(n) + timedelta(days=30),
        long_overdue_from=lambda n: waiting(n) and waiting(n) + timedelta(days=90),
        offered_latest=offered,
        offered_earliest=offered,
        is_contested=lambda n: n % 50 == 0,
        released_at=lambda n: template.released_at + timedelta(seconds=n),
    )


def _answers(submissions: Sequence[Submission]) -> None:
    for model in (Reply, Check):
        row = model._default_manager.order_by("pk").first()
        assert row is not None
        first = row.released_at
        later = {"released_at": lambda n, first=first: first + timedelta(seconds=n)}
        copies: list[Any] = multiply(row, HUNDREDS, **later)
        through = model._meta.get_field("submissions").remote_field.through
        column = f"{model._meta.model_name}_id"
        about = zip(submissions, cycle(copies))
        through._default_manager.bulk_create(
            [through(**{column: one.pk, "submission_id": row.pk}) for row, one in about]
        )
    for correction in list(Correction.objects.all()):
        day, first = correction.since, correction.released_at
        multiply(
            correction,
            HUNDREDS,
            since=lambda n, day=day: day - timedelta(days=n % 90),
            released_at=lambda n, first=first: first + timedelta(seconds=n),
        )


def _events(submissions: Sequence[Submission]) -> None:
    """Two events for each submission, and some of what is told of replies, all in the log."""
    kinds = {
        EventKind.SUBMISSION_RECORDED: MANY,
        EventKind.SUBMISSION_RELEASED: MANY,
        EventKind.REPLY_RELEASED: HUNDREDS,
        EventKind.CHECK_RELEASED: HUNDREDS,
    }
    copies: list[Event] = []
    for kind, amount in kinds.items():
        event = Event.objects.filter(kind=kind).order_by("pk").first()
        assert event is not None
        about = list(islice(cycle(submissions), amount))
        is_own = event.submission_id is not None
        own = {"submission": lambda n, about=about: about[n - 1]} if is_own else {}
        copies += multiply(event, amount, **own)
    entry = LogEntry.objects.latest("index")
    LogEntry.objects.bulk_create(
        LogEntry(index=entry.index + n, event=event, leaf=entry.leaf)
        for n, event in enumerate(copies, start=1)
    )
