"""The desk's first page: what waits, how much of it, and where to find it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.admin.links import list_url
from tracker.choices import CircularState, Lateness, LetterState, Party, Stage
from tracker.models import Circular, IncomingMail, Letter, Submission, User, Webhook
from tracker.queries.desk import (
    Amount,
    amount,
    assigned_to,
    escalated,
    in_review,
    in_time,
    possible_duplicates,
    unreleased,
    waiting_by_age,
    with_old_checks,
)
from tracker.queries.incoming_mails import mails_to_file
from tracker.queries.log import waiting_since
from tracker.queries.waiting_offers import longest_wait

# Events enter the log, and offers that wait are taken in, within seconds while a worker runs.
PATIENCE = timedelta(minutes=1)

NAMES = {
    "statement": _("Statements"),
    "submission": _("Submissions"),
    "signatory": _("Signatories"),
    "reply": _("Replies"),
    "check": _("Checks"),
    "correction": _("Corrections"),
}
BANDS = (
    (Lateness.LONG_OVERDUE, _("Long overdue"), True),
    (Lateness.OVERDUE, _("Overdue"), True),
    ("no-date", _("No date given"), False),
    (Lateness.IN_TIME, _("In time"), False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One queue: what waits in it, how many, and the list that shows them."""

    label: str | Promise
    amount: Amount
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Queues that belong together."""

    title: str | Promise
    lines: list[Line]

    @property
    def is_empty(self) -> bool:
        return all(line.amount.number == 0 for line in self.lines)


def work_queue(user: User, today: date) -> list[Block]:
    """All queues with their counts: a fixed number of queries, each bounded."""
    return [
        Block(_("Waits for release"), _by_model(unreleased(), release="waiting")),
        Block(_("Waits for the issuer"), _by_age(today)),
        Block(_("To look at"), _to_look_at(today)),
        Block(_("Mail"), _mail()),
        Block(_("Assigned to you"), _by_model(assigned_to(user), assigned="me")),
    ]


def log_stands_since(now: datetime) -> datetime | None:
    """Since when the log has stood still; None where it keeps up. One query."""
    since = waiting_since()
    return since if since and since + PATIENCE < now else None


def offers_wait_since(now: datetime) -> datetime | None:
    """Since when the first of the offers waits that are still to be taken in; None for no time
    worth telling. One query.
    """
    since = longest_wait()
    return since if since and since + PATIENCE < now else None


def _by_model(rows: dict[str, QuerySet[Any]], **filters: Any) -> list[Line]:
    return [
        Line(NAMES[model], amount(found), list_url(model, **filters))
        for model, found in rows.items()
    ]


def _by_age(today: date) -> list[Line]:
    submissions = Submission.objects.all()
    return [
        Line(label, _late(submissions, band, today), list_url("submission", age=band), is_late)
        for band, label, is_late in BANDS
    ]


def _late(rows: QuerySet[Submission], band: str, today: date) -> Amount:
    if band == Lateness.IN_TIME:
        return amount(*in_time(rows, today))
    return amount(waiting_by_age(rows, band, today))


def _to_look_at(today: date) -> list[Line]:
    submissions = Submission.objects.all()
    return list(
        _lines(
            (
                _("Reminded, and nobody acted"),
                escalated(submissions),
                "submission",
                {"escalated": "yes"},
            ),
            (_("Statements in review"), in_review(), "statement", {"stage__exact": Stage.REVIEW}),
            (
                _("Last checked over 90 days ago"),
                with_old_checks(submissions, today),
                "submission",
                {"checked": "long-ago"},
            ),
            (
                _("Waits for the signatory"),
                submissions.waiting_for(Party.SIGNATORY),
                "submission",
                {"awaiting": Party.SIGNATORY},
            ),
            (_("Held offers"), submissions.held(), "submission", {"held": "yes"}),
            (_("Contested"), submissions.contested(), "submission", {"contested": "yes"}),
            (_("Possible duplicates"), possible_duplicates(), "duplicate", {}),
            (
                _("Webhooks that fail"),
                Webhook.objects.failing(),
                "webhook",
                {"course": "failing"},
            ),
        )
    )


def _mail() -> list[Line]:
    """What came in and what goes out."""
    return list(
        _lines(
            (_("Mail to file"), mails_to_file(), "incomingmail", {"mail": "to-file"}),
            (
                _("Mail in the holding pen"),
                IncomingMail.objects.in_holding_pen(),
                "incomingmail",
                {"mail": "pen"},
            ),
            (
                _("Letters to review"),
                Letter.objects.filter(state=LetterState.DRAFTED),
                "letter",
                {"outbox": LetterState.DRAFTED},
            ),
            (
                _("Letters to signatories to review"),
                Circular.objects.filter(state=CircularState.DRAFTED),
                "circular",
                {"state__exact": CircularState.DRAFTED},
            ),
            (
                _("Letters that did not arrive, or may not have"),
                Letter.objects.troubled(),
                "letter",
                {"outbox": "troubled"},
            ),
            (
                _("Mail that would have been sent"),
                Letter.objects.filter(state=LetterState.KEPT),
                "letter",
                {"outbox": LetterState.KEPT},
            ),
        )
    )


def _lines(*rows: tuple[Any, QuerySet[Any], str, dict[str, Any]]) -> Iterable[Line]:
    for label, found, model, filters in rows:
        yield Line(label, amount(found), list_url(model, **filters))
