"""The list of corrections: what the record had wrong, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tracker.models import Correction, Membership, Signatory, Statement, Submission
from tracker.queries.lists import Columns, ListFilters
from tracker.queries.pages import Order, read_day

NEWEST = Order("since", is_descending=True, read=read_day)
SUBJECTS = (
    "statement",
    "signatory",
    "membership__member",
    "membership__network",
    "submission__statement",
    "reply__statement",
    "check_made__statement",
)


class CorrectionFilters(ListFilters):
    """The list of corrections has an order, and nothing to narrow it by."""

    def everything(self) -> QuerySet[Any]:
        """All public corrections, with what they are about."""
        return Correction.objects.visible_to(None).select_related(*SUBJECTS)

    def order(self) -> Order:
        """Newest first."""
        return NEWEST


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction; its texts are "" where they could show a withheld name."""

    pk: int
    about: str
    url: str
    what: str
    was: str
    now: str
    why: str
    since: date
    is_withheld: bool


CORRECTION_COLUMNS: Columns[CorrectionRow] = {
    "since": lambda row: row.since.isoformat(),
    "about": lambda row: row.about,
    "address": lambda row: row.url,
    "which_fact": lambda row: row.what,
    "it_said": lambda row: row.was,
    "it_says_now": lambda row: row.now,
    "why": lambda row: row.why,
}


def correction_rows(corrections: Iterable[Correction]) -> list[CorrectionRow]:
    """The rows of corrections read by CorrectionFilters.everything()."""
    return [_row(one) for one in corrections]


def _row(correction: Correction) -> CorrectionRow:
    about, url = _about(correction.subject)
    submission = correction.submission
    # Of a stub nothing is left to withhold.
    is_withheld = bool(submission and submission.is_withheld and not submission.erased_at)
    return CorrectionRow(
        pk=correction.pk,
        about=about,
        url=url,
        what="" if is_withheld else correction.what,
        was="" if is_withheld else correction.was,
        now="" if is_withheld else correction.now,
        why="" if is_withheld else correction.why,
        since=correction.since,
        is_withheld=is_withheld,
    )


def _about(subject: Any) -> tuple[str, str]:
    """The name and address of the page on which a corrected fact stands."""
    if isinstance(subject, Statement):
        return subject.title, subject.get_absolute_url()
    if isinstance(subject, Signatory):
        return subject.name, subject.get_absolute_url()
    if isinstance(subject, Membership):
        return str(subject), subject.member.get_absolute_url()
    if isinstance(subject, Submission):
        return f"{subject.statement.title}, {subject.reference}", subject.get_absolute_url()
    return subject.statement.title, subject.statement.get_absolute_url()
