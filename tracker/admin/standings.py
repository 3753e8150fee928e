"""Where a submission stands, as the desk shows and filters it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tracker.admin.changelists import ChoiceFilter, RowFilter
from tracker.choices import Lateness, Party, Status
from tracker.models import Reply, Submission
from tracker.queries.desk import escalated, waiting_by_age, with_old_checks
from tracker.rules.clocks import (
    Reading,
    acknowledging,
    days_waiting,
    deciding,
    lateness,
    reading_day,
)
from tracker.rules.date_words import day_words
from tracker.rules.dates import StatedDate
from tracker.rules.wording import acknowledging_words, days_words, deciding_words, status_sentence

# Queues are read in the order of their index: whoever waits longest comes first, except where those
# who are not late yet, or only just, would be found behind all others.
LONGEST_FIRST = ("waiting_since", "pk")
ORDERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("age", Lateness.IN_TIME): ("-waiting_since", "-pk"),
    ("age", Lateness.OVERDUE): ("-overdue_from", "-long_overdue_from", "-pk"),
    ("age", Lateness.LONG_OVERDUE): LONGEST_FIRST,
    ("age", "no-date"): LONGEST_FIRST,
    ("escalated", "yes"): LONGEST_FIRST,
    ("checked", "long-ago"): ("known_until", "pk"),
    ("awaiting", Party.ISSUER): LONGEST_FIRST,
    ("awaiting", Party.SIGNATORY): LONGEST_FIRST,
}
NO_DATE = ("no-date", gettext_lazy("No date given"))


def queue_order(asked: Mapping[str, str]) -> tuple[str, ...]:
    """The order of a list narrowed to a queue; empty where it is no queue."""
    return next((ORDERS[pair] for pair in asked.items() if pair in ORDERS), ())


class AwaitingFilter(ChoiceFilter):
    title = gettext_lazy("who must act")
    parameter_name = "awaiting"
    options = tuple(Party.choices)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(awaiting=value)


class LatenessFilter(ChoiceFilter):
    """Among those that wait for the issuer: by how late its answer is."""

    title = gettext_lazy("waiting for the issuer")
    parameter_name = "age"
    options = (*Lateness.choices, NO_DATE)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return waiting_by_age(rows, value, localdate())


class OldCheckFilter(ChoiceFilter):
    title = gettext_lazy("last check")
    parameter_name = "checked"
    options = (("long-ago", gettext_lazy("More than 90 days ago")),)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return with_old_checks(rows, localdate())


class EscalatedFilter(ChoiceFilter):
    """Reminders did not help: the editors were told."""

    title = gettext_lazy("reminders")
    parameter_name = "escalated"
    options = (("yes", gettext_lazy("Reminded, and nobody acted")),)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return escalated(rows)


class ContestedFilter(ChoiceFilter):
    title = gettext_lazy("contested")
    parameter_name = "contested"
    options = (("yes", gettext_lazy("Contested")),)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(is_contested=True)


class ReplyFilter(RowFilter):
    title = gettext_lazy("reply")
    parameter_name = "replies"
    model = Reply


def named(submission: Submission) -> str:
    """The name as signed, with the reference by which both sides call it."""
    return format_html("{} <small>{}</small>", submission.signed_name, submission.reference)


named.short_description = gettext_lazy("submission")  # type: ignore[attr-defined]


def is_out(row: Any) -> str:
    """Whether a record is public, waits for release, or is void."""
    if row.voided_at is not None:
        return str(row.get_void_reason_display())
    return _("Released") if row.released_at is not None else _("Waiting")


is_out.short_description = gettext_lazy("release")  # type: ignore[attr-defined]


def status_shown(submission: Submission) -> str:
    """The status by word and shape; contested ones say so."""
    shown = format_html(
        '<span class="status status-{}">{}</span>',
        submission.status,
        Status(submission.status).label,
    )
    if not submission.is_contested:
        return shown
    return format_html('{} <span class="late">{}</span>', shown, _("contested"))


status_shown.short_description = gettext_lazy("status")  # type: ignore[attr-defined]


def late_shown(submission: Submission) -> str:
    """Who must act, since when, and whether it is late."""
    if submission.awaiting == Party.NOBODY:
        return "–"
    today = localdate()
    day = reading_day(submission.known_until, today)
    late = lateness(submission.overdue_from, submission.long_overdue_from, day)
    words = str(Party(submission.awaiting).label)
    waited = days_waiting(submission.awaiting, submission.waiting_since, day)
    if waited:
        words = _("%(who)s, %(days)s") % {"who": words, "days": days_words(waited)}
    if late == Lateness.IN_TIME:
        is_undated = submission.status == Status.DEFERRED and submission.decide_by is None
        return _("%(waits)s; no date given") % {"waits": words} if is_undated else words
    return format_html('{} <span class="late">{}</span>', words, Lateness(late).label)


late_shown.short_description = pgettext_lazy("column", "waits for")  # type: ignore[attr-defined]


def standing_facts(submission: Submission, today: date) -> list[tuple[Any, Any]]:
    """What follows from the replies (read before), in the words that everybody reads."""
    known = submission.known_until
    day = reading_day(known, today)
    first = acknowledging(submission.acknowledge_by, submission.acknowledged_on, day)
    second = deciding(
        submission.status,
        submission.decide_by,
        submission.decided_on,
        submission.waiting_since,
        day,
    )
    said = [submission.stated, *(reply.stated for reply in submission.replies.all())]
    shown: list[tuple[Any, Any]] = [
        (_("Status"), status_shown(submission)),
        (_("Meaning"), status_sentence(submission.status, submission.decide_by)),
        (_("Waits for"), late_shown(submission)),
        (_("Acknowledging"), acknowledging_words(first, known, is_vague=_is_vague(first, said))),
        (_("Deciding"), deciding_words(second, known, is_vague=_is_vague(second, said))),
    ]
    for label, on in (
        (_("Published by the signatory"), submission.published_on),
        (_("Listed"), submission.listed_on),
    ):
        if on is not None:
            shown.append((label, day_words(on)))
    return shown


def _is_vague(reading: Reading, said: list[StatedDate]) -> bool:
    """Whether a clock was stopped by a message whose day is not known exactly."""
    stopping = [stated for stated in said if stated.latest == reading.stopped_on]
    return bool(stopping) and not any(stated.is_one_day for stated in stopping)
