"""The status board: which submissions the public filters leave, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from django.db.models import CharField, DateField, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import Lateness, Party, SignatoryKind, Status, Visibility
from tracker.models import Signatory, Statement, Submission
from tracker.queries.board_rows import LISTED
from tracker.queries.facets import facet_counts, statement_counts
from tracker.queries.lists import (
    NOT_STATED,
    ListFilters,
    choice_filter,
    day_filter,
    row_filter,
    stated,
    text_filter,
)
from tracker.queries.pages import Order, read_day
from tracker.queries.prepared_pages import NUMBER, Narrowed, PreparedPages, number_of
from tracker.queries.search import submissions_named
from tracker.queries.signatories import country_choices
from tracker.queries.submission_rows import as_rows
from tracker.rules.names import fold
from tracker.rules.status import awaits

NEWEST = Order("offered_latest", is_descending=True, read=read_day)
WAITING_LONGEST = Order("waiting_since", read=read_day)
LATEST = {
    Lateness.OVERDUE: Order("overdue_from", read=read_day),
    Lateness.LONG_OVERDUE: Order("long_overdue_from", read=read_day),
}

SORTS = [("waiting", gettext_lazy("Waiting longest"))]
LATE = [choice for choice in Lateness.choices if choice[0] != Lateness.IN_TIME]
NEVER_PUBLIC = (Status.UNCONFIRMED, Status.VOID)
PUBLIC_STATUSES = [choice for choice in Status.choices if choice[0] not in NEVER_PUBLIC]
CONTESTED = [("yes", gettext_lazy("Contested")), ("no", gettext_lazy("Not contested"))]
NO_STATEMENT = gettext_lazy("“%(value)s” is not the address of a public statement.")
NO_SIGNATORY = gettext_lazy("“%(value)s” is not the address of a public signatory.")


@cache
def _public() -> QuerySet[Submission]:
    """Never evaluated itself: to build it for each request takes longer than to ask."""
    return as_rows(Submission.objects.visible_to(None))


class SubmissionFilters(ListFilters):
    """The filters of the status board. Uncertain dates count by their last possible day."""

    off_cube: ClassVar[frozenset[str]] = frozenset(
        {"q", "lateness", "offered_from", "offered_to", "signatory"}
    )

    tucked: ClassVar[tuple[str, ...]] = (
        "statement",
        "country",
        "kind",
        "contested",
        "offered_from",
        "offered_to",
        "sort",
    )

    prepared: ClassVar[PreparedPages] = PreparedPages(
        lambda: _public().values_list(*LISTED, named=True),
        {
            "statement": Narrowed("statement", NUMBER, number_of),
            "status": Narrowed("status", CharField()),
            "awaiting": Narrowed("awaiting", CharField()),
            "country": Narrowed("signed_country", CharField(), stated),
            "kind": Narrowed("signed_kind", CharField()),
            "offered_from": Narrowed("offered_latest__gte", DateField()),
            "offered_to": Narrowed("offered_latest__lte", DateField()),
        },
    )

    q = text_filter(gettext_lazy("Signatory or statement"), method="filter_named")
    statement = row_filter(
        gettext_lazy("Statement"), lambda _request: Statement.objects.published(), NO_STATEMENT
    )
    status = choice_filter(gettext_lazy("Status"), PUBLIC_STATUSES)
    awaiting = choice_filter(gettext_lazy("Who must act"), Party.choices)
    lateness = choice_filter(gettext_lazy("Lateness"), LATE, method="filter_late")
    country = choice_filter(gettext_lazy("Country"), country_choices, method="filter_country")
    kind = choice_filter(
        gettext_lazy("Kind of signatory"), SignatoryKind.choices, field_name="signed_kind"
    )
    contested = choice_filter(gettext_lazy("Contested"), CONTESTED, method="filter_contested")
    offered_from = day_filter(
        gettext_lazy("Offered from"), field_name="offered_latest", lookup_expr="gte"
    )
    offered_to = day_filter(
        gettext_lazy("Offered to"), field_name="offered_latest", lookup_expr="lte"
    )
    signatory = row_filter(
        gettext_lazy("Signatory"),
        lambda _request: Signatory.objects.visible_to(None),
        NO_SIGNATORY,
        method="filter_signatory",
    )
    sort = choice_filter(
        gettext_lazy("Order"),
        SORTS,
        empty=gettext_lazy("Newest first"),
        method="filter_sorted",
    )

    def everything(self) -> QuerySet[Any]:
        """All public submissions, with what a row shows."""
        return _public().all()

    def as_read(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Rows as tuples of no more than a row shows."""
        return rows.values_list(*LISTED, named=True)

    def order(self) -> Order:
        """Newest first; those overdue longest, or waiting longest, when asked for."""
        if late := self.value("lateness"):
            return LATEST[Lateness(late)]
        return WAITING_LONGEST if self.value("sort") == "waiting" else NEWEST

    def order_words(self) -> str:
        """The order in words."""
        if self.value("lateness"):
            return _("Those that are overdue longest come first.")
        if self.value("sort") == "waiting":
            return _("Those that somebody has had to answer for longest come first.")
        return _("The newest come first; uncertain dates count by their last possible day.")

    def filter_named(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        return submissions_named(rows, fold(value))

    def filter_late(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        if self._nobody_waits():
            return rows.none()
        column = LATEST[Lateness(value)].column
        return rows.filter(**{f"{column}__lte": self.today})

    def filter_country(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        return rows.filter(signed_country=stated(value))

    def filter_contested(
        self, rows: QuerySet[Submission], _name: str, value: str
    ) -> QuerySet[Submission]:
        return rows.filter(is_contested=value == "yes")

    def filter_signatory(
        self, rows: QuerySet[Submission], _name: str, value: Signatory
    ) -> QuerySet[Submission]:
        # A withheld name must not be found by guessing whose it is.
        return rows.filter(signatory=value, visibility=Visibility.NAMED)

    def filter_sorted(
        self, rows: QuerySet[Submission], _name: str, _value: str
    ) -> QuerySet[Submission]:
        return rows.none() if self._nobody_waits() else rows.filter(waiting_since__isnull=False)

    def _nobody_waits(self) -> bool:
        """Whether the filters ask for those that nobody must act on: none of them can be late."""
        status, awaiting = self.value("status"), self.value("awaiting")
        return awaiting == Party.NOBODY or (status and awaits(status) == Party.NOBODY)

    def offer_choices(self) -> None:
        """Fill the selects with the choices that leave something and how much.

        While the tallies do not know what is asked, all choices are offered, without counts.
        """
        chosen = {
            name: value for name in CUBE_VALUES if (value := self._cube_value(name)) is not None
        }
        is_waiting_only, counts_hold = self.value("sort") == "waiting", self.counts_hold()
        words = _("%(label)s (%(amount)s)") if counts_hold else "%(label)s"
        statements = statement_counts(chosen, is_waiting_only=is_waiting_only)
        titles = [(slug, title) for slug, title, _amount in statements]
        amounts = {slug: amount for slug, _title, amount in statements}
        self._offer("statement", titles, amounts, words)
        if counts_hold:
            counts = facet_counts(chosen, is_waiting_only=is_waiting_only)
            for name, amounts in counts.items():
                self._offer(name, list(self.form.fields[name].choices)[1:], amounts, words)

    def _cube_value(self, name: str) -> Any:
        value = self.value(name)
        if name == "country":
            return stated(value) if value else None
        if name == "contested":
            return {"yes": True, "no": False}.get(value)
        return value or None

    def _offer(
        self, name: str, choices: list[tuple[str, Any]], amounts: Mapping[str, int], words: str
    ) -> None:
        """Offer those that leave something, each in these words, and the one that is chosen."""
        chosen = self.data.get(name, "")
        offered = []
        for choice, label in choices:
            amount = amounts.get("" if choice == NOT_STATED else choice, 0)
            if amount or choice == chosen:
                offered.append((choice, words % {"label": label, "amount": amount}))
        if chosen and chosen not in dict(offered):
            offered.append((chosen, str(self.value(name) or chosen)))
        self.choose_from(name, offered)


CUBE_VALUES = ("statement", "status", "awaiting", "country", "kind", "contested")
