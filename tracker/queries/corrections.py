"""The list of corrections: what the record had wrong, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from tracker.choices import Visibility
from tracker.models import Correction, Membership, Signatory, Statement, Submission
from tracker.queries.lists import Columns, ListFilters, choice_filter, day_filter, row_filter
from tracker.queries.pages import Order, read_day
from tracker.queries.statement_choices import NO_STATEMENT, offer_statements

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


# What can be corrected, and the columns that name it.
ABOUT = {
    "statement": (gettext_lazy("Statements"), ("statement",)),
    "signatory": (gettext_lazy("Signatories and memberships"), ("signatory", "membership")),
    "submission": (gettext_lazy("Offers and invitations"), ("submission",)),
    "reply": (gettext_lazy("Replies"), ("reply",)),
    "check": (gettext_lazy("Checks that found nothing"), ("check_made",)),
}


class CorrectionFilters(ListFilters):
    """The filters of the list of corrections; days are those since which it says so."""

    about = choice_filter(
        gettext_lazy("Concerns"),
        [(name, label) for name, (label, _columns) in ABOUT.items()],
        method="filter_about",
    )
    statement = row_filter(
        gettext_lazy("Statement"),
        lambda _request: Statement.objects.published(),
        NO_STATEMENT,
        method="filter_statement",
    )
    since_from = day_filter(gettext_lazy("Corrected from"), field_name="since", lookup_expr="gte")
    since_to = day_filter(gettext_lazy("Corrected to"), field_name="since", lookup_expr="lte")

    def everything(self) -> QuerySet[Any]:
        """All public corrections, with what they are about and whether their words are kept."""
        is_kept = ExpressionWrapper(kept_with_a_name(), output_field=BooleanField())
        visible = Correction.objects.visible_to(None).annotate(is_kept=is_kept)
        return visible.select_related(*SUBJECTS)

    def filter_about(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        wanted = Q()
        for column in ABOUT[value][1]:
            wanted |= Q(**{f"{column}__isnull": False})
        return rows.filter(wanted)

    def filter_statement(self, rows: QuerySet[Any], _name: str, value: Any) -> QuerySet[Any]:
        about = Q(statement=value) | Q(submission__statement=value)
        return rows.filter(about | Q(reply__statement=value) | Q(check_made__statement=value))

    def order(self) -> Order:
        """Newest first."""
        return NEWEST

    def offer_choices(self) -> None:
        """Fill the select of statements with the newest, and the one that is chosen."""
        offer_statements(self)


def kept_with_a_name() -> Q:
    """Corrections about submissions of which readers know no name: their words could show one.

    Of a stub nothing is left to withhold.
    """
    told = Submission.objects.public().filter(
        Q(visibility=Visibility.NAMED) | Q(erased_at__isnull=False)
    )
    return (
        Q(submission__isnull=False) & ~Q(Exists(told.filter(pk=OuterRef("submission"))))
        | Q(reply__isnull=False) & ~Q(Exists(told.filter(replies=OuterRef("reply"))))
        | Q(check_made__isnull=False) & ~Q(Exists(told.filter(checks=OuterRef("check_made"))))
    )


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
    is_withheld = bool(getattr(correction, "is_kept"))  # noqa: B009  # from everything()
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
