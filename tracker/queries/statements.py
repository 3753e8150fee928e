"""The list of statements: what the public filters leave, and how much waits at each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy
from django_filters import NumberFilter

from tracker.choices import Custody, Openness, StatementKind
from tracker.models import Signatory, Statement, Tally
from tracker.models.statements import DATED
from tracker.queries.addresses import address_of
from tracker.queries.facets import COUNTED
from tracker.queries.lists import Columns, ListFilters, choice_filter, row_filter, text_filter
from tracker.queries.pages import Order, read_day
from tracker.queries.search import statements_named
from tracker.rules.dates import StatedDate
from tracker.rules.names import fold

NEWEST = Order("dated", is_descending=True, read=read_day)
IN_RECORD = Order("pk", is_descending=True, of="statements")
SORTS = [("recorded", gettext_lazy("Recorded last"))]
NO_ISSUER = gettext_lazy("“%(value)s” is not the address of an issuer.")
NOT_A_YEAR = gettext_lazy("This is not a year. Write it as 1955.")
# Of each statement, by its number: each amount by its name.
Amounts = dict[int, dict[str, int]]
SHOWN = ("offered", "invited", "accepted", "waiting_issuer", "waiting_signatory")


def _year_filter(label: Any, method: str) -> NumberFilter:
    return NumberFilter(
        label=label,
        method=method,
        min_value=1,
        max_value=9999,
        decimal_places=0,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOT_A_YEAR),
    )


class StatementFilters(ListFilters):
    """The filters of the list of statements. Uncertain dates count by their last possible day."""

    tucked: ClassVar[tuple[str, ...]] = ("issuer", "year_from", "year_to", "sort")

    q = text_filter(gettext_lazy("Title"), method="filter_named")
    kind = choice_filter(gettext_lazy("Kind"), StatementKind.choices)
    openness = choice_filter(gettext_lazy("Who may sign"), Openness.choices)
    issuer = row_filter(
        gettext_lazy("Issuer"),
        lambda _request: (
            Signatory.objects.filter(issued__in=Statement.objects.published())
            .distinct()
            .order_by("sort_name", "pk")
        ),
        NO_ISSUER,
    )
    year_from = _year_filter(gettext_lazy("Issued from (year)"), "filter_from")
    year_to = _year_filter(gettext_lazy("Issued to (year)"), "filter_to")
    sort = choice_filter(
        gettext_lazy("Order"),
        SORTS,
        empty=gettext_lazy("Newest first"),
        method="filter_sorted",
    )

    def everything(self) -> QuerySet[Any]:
        """All published statements with their issuers, and `dated`, the day they sort by."""
        return Statement.objects.visible_to(None).annotate(dated=DATED).select_related("issuer")

    def order(self) -> Order:
        """By the day they were issued, or by the order in which they were recorded."""
        return IN_RECORD if self.value("sort") == "recorded" else NEWEST

    def filter_named(
        self, rows: QuerySet[Statement], _name: str, value: str
    ) -> QuerySet[Statement]:
        return statements_named(rows, fold(value))

    def filter_from(self, rows: QuerySet[Any], _name: str, value: int) -> QuerySet[Any]:
        return rows.filter(dated__gte=date(int(value), 1, 1), issued_latest__isnull=False)

    def filter_to(self, rows: QuerySet[Any], _name: str, value: int) -> QuerySet[Any]:
        return rows.filter(dated__lte=date(int(value), 12, 31), issued_latest__isnull=False)

    def filter_sorted(
        self, rows: QuerySet[Statement], _name: str, _value: str
    ) -> QuerySet[Statement]:
        return rows


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line of the list of statements, with the amounts that the tallies give."""

    pk: int
    title: str
    url: str
    kind: str
    issuer: str
    issuer_url: str
    issued: StatedDate | None
    issued_words: str
    openness: str
    custody: str
    amounts: dict[str, int]

    @property
    def kind_label(self) -> str:
        return str(StatementKind(self.kind).label)

    @property
    def openness_label(self) -> str:
        return str(Openness(self.openness).label)

    @property
    def is_observed(self) -> bool:
        return self.custody == Custody.OBSERVED

    @property
    def is_open(self) -> bool:
        return self.openness != Openness.NOBODY


def statement_rows(
    statements: Iterable[Statement], amounts: Amounts | None = None
) -> list[StatementRow]:
    """The rows of statements read with their issuers; one query for all amounts not given."""
    listed = list(statements)
    if amounts is None:
        cells = Tally.objects.filter(statement__in=[one.pk for one in listed])
        amounts = by_statement(summed(cells))
    nothing = dict.fromkeys(SHOWN, 0)
    return [_row(one, amounts.get(one.pk, nothing)) for one in listed]


# The row as CSV and JSON give it; `issued` as EDTF, addresses as paths.
STATEMENT_COLUMNS: Columns[StatementRow] = {
    "title": lambda row: row.title,
    "address": lambda row: row.url,
    "kind": lambda row: row.kind,
    "issuer": lambda row: row.issuer,
    "issuer_address": lambda row: row.issuer_url,
    "issued": lambda row: row.issued.edtf if row.issued else None,
    "issued_earliest": lambda row: row.issued.earliest.isoformat() if row.issued else None,
    "issued_latest": lambda row: row.issued.latest.isoformat() if row.issued else None,
    "issued_in_the_sources_words": lambda row: row.issued_words,
    "who_may_sign": lambda row: row.openness,
    "custody": lambda row: row.custody,
    "offered": lambda row: row.amounts["offered"],
    "invited": lambda row: row.amounts["invited"],
    "accepted": lambda row: row.amounts["accepted"],
    "waiting_issuer": lambda row: row.amounts["waiting_issuer"],
    "waiting_signatory": lambda row: row.amounts["waiting_signatory"],
}


def summed(cells: QuerySet[Tally]) -> QuerySet[Any, Any]:
    """The number of each statement in these cells, and its amounts in the order of SHOWN."""
    sums = {name: Sum("amount", filter=COUNTED[name], default=0) for name in SHOWN}
    return cells.order_by().values("statement").annotate(**sums).values_list("statement", *SHOWN)


def by_statement(rows: Iterable[tuple[int, ...]]) -> Amounts:
    """The rows of summed() by the number of the statement."""
    return {pk: dict(zip(SHOWN, amounts, strict=True)) for pk, *amounts in rows}


def _row(statement: Statement, amounts: dict[str, int]) -> StatementRow:
    return StatementRow(
        pk=statement.pk,
        title=statement.title,
        url=address_of("statement", statement.slug),
        kind=statement.kind,
        issuer=statement.issuer.name,
        issuer_url=address_of("signatory", statement.issuer.slug),
        issued=statement.stated,
        issued_words=statement.issued_words,
        openness=statement.openness,
        custody=statement.custody,
        amounts=amounts,
    )
