"""Who signed one statement, as signed: its public list of accepted endorsements, by name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from tracker.choices import SignatoryKind, Status, Visibility
from tracker.models import Statement, Submission
from tracker.queries.lists import NOT_STATED, ListFilters, choice_filter, text_filter
from tracker.queries.pages import Order
from tracker.queries.search import signers_named
from tracker.queries.signatories import country_choices
from tracker.queries.submission_rows import as_rows
from tracker.rules.names import fold

BY_NAME = Order("sort_name")


class SignedFilters(ListFilters):
    """The filters of one statement's signatories. Withheld names are counted, not listed."""

    q = text_filter(gettext_lazy("Name"), method="filter_named")
    country = choice_filter(gettext_lazy("Country"), country_choices, method="filter_country")
    kind = choice_filter(gettext_lazy("Kind"), SignatoryKind.choices, field_name="signed_kind")

    def __init__(self, data: QueryDict, *, today: date, statement: Statement) -> None:
        self.statement = statement
        super().__init__(data, today=today)

    def everything(self) -> QuerySet[Any]:
        """All public endorsements of the statement that stand under a name."""
        signed = Submission.objects.filter(
            statement=self.statement,
            is_public=True,
            status=Status.ACCEPTED,
            visibility=Visibility.NAMED,
        )
        return as_rows(signed)

    def order(self) -> Order:
        """By name as signed, folded."""
        return BY_NAME

    def filter_named(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        return signers_named(rows, fold(value))

    def filter_country(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        return rows.filter(signed_country="" if value == NOT_STATED else value)
