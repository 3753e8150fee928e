"""Who signed one statement, as signed: its public list of accepted endorsements, by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar, TypedDict

from django.db.models import CharField, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import SignatoryKind, Status, Visibility
from tracker.models import Statement, Submission
from tracker.queries.addresses import addresses_of
from tracker.queries.board_rows import exceptions_words
from tracker.queries.facets import Totals, endorsed
from tracker.queries.lists import choice_filter, stated, text_filter
from tracker.queries.matches import FARTHEST, NEWEST, Matches
from tracker.queries.pages import Order
from tracker.queries.prepared import Given
from tracker.queries.prepared_pages import NUMBER, Narrowed, PreparedPages
from tracker.queries.searched_lists import SearchedFilters
from tracker.queries.signatories import country_choices
from tracker.queries.submission_rows import as_rows, countries_in_words
from tracker.queries.walks import walked

BY_NAME = Order("sort_name", of="signed")
LISTED = (
    *("pk", "sort_name", "reference", "signed_name", "signed_kind"),
    *("signed_country", "signed_country_words"),
    *("signatory_slug", "revision_number", "positions_made"),
)


@cache
def _signed() -> QuerySet[Submission]:
    """Never evaluated itself: to build it for each request takes longer than to ask."""
    named = Submission.objects.filter(visibility=Visibility.NAMED)
    return as_rows(named.filter(is_public=True, status=Status.ACCEPTED))


class SignedFilters(SearchedFilters):
    """The filters of one statement's signatories. Withheld names are counted, not listed."""

    prepared: ClassVar[PreparedPages] = PreparedPages(
        lambda: (
            _signed().filter(statement=Given("statement", NUMBER)).values_list(*LISTED, named=True)
        ),
        {
            "country": Narrowed("signed_country", CharField(), stated),
            "kind": Narrowed("signed_kind", CharField()),
        },
    )

    searched: ClassVar[type[Submission]] = Submission
    q = text_filter(gettext_lazy("Name"), method="filter_named")
    country = choice_filter(gettext_lazy("Country"), country_choices, method="filter_country")
    kind = choice_filter(gettext_lazy("Kind"), SignatoryKind.choices, field_name="signed_kind")

    def __init__(self, data: QueryDict, *, today: date, statement: Statement) -> None:
        self.statement = statement
        super().__init__(data, today=today)

    def everything(self) -> QuerySet[Any]:
        """All public endorsements of the statement that stand under a name."""
        return _signed().filter(statement=self.statement)

    def as_read(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Rows as tuples of no more than a row shows."""
        return rows.values_list(*LISTED, named=True)

    def given(self) -> dict[str, Any]:
        """The statement."""
        return {"statement": self.statement.pk}

    @cached_property
    def totals(self) -> Totals:
        """How many signed the statement."""
        return endorsed(self.statement)

    @cached_property
    def matches(self) -> Matches | None:
        """What the search found, if that is many and the list is too long to walk through."""
        found = super().matches
        return found if found and self._is_long() else None

    def order(self) -> Order:
        """By name as signed, folded; where very many are found, the newest first."""
        return NEWEST if self.matches else BY_NAME

    def filter_named(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        is_many = self.names is not None and self.names.is_many
        if is_many and not self._is_long():
            return walked(rows, self.text)
        return self.named(rows)

    def _is_long(self) -> bool:
        return self.totals.accepted > FARTHEST

    def filter_country(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        return rows.filter(signed_country=stated(value))


class SignedRow(TypedDict):
    """One line of the list, in words: a dictionary, which templates read the quickest.

    `exceptions` is "" for whoever endorses all of it.
    """

    name: str
    signatory_url: str
    country: str
    kind: str
    exceptions: str
    url: str
    reference: str
    revision: str


def signed_rows(found: Sequence[Any]) -> list[SignedRow]:
    """The rows of what SignedFilters.listed() gives; every label is looked up once."""
    kinds = {kind.value: str(kind.label) for kind in SignatoryKind}
    submission, signatory = addresses_of("submission"), addresses_of("signatory")
    country, not_stated = countries_in_words(), _("not stated")
    revisions = {one.revision_number for one in found}
    words = {number: _("revision %(number)s") % {"number": number} for number in revisions}
    return [
        SignedRow(
            name=one.signed_name,
            signatory_url=signatory(one.signatory_slug),
            country=country(one) or not_stated,
            kind=kinds[one.signed_kind],
            exceptions=exceptions_words(one.positions_made),
            url=submission(one.reference),
            reference=one.reference,
            revision=words[one.revision_number],
        )
        for one in found
    ]
