"""What every public list shares: a GET form that narrows rows, says what is wrong, and orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, DateFilter, Filter, FilterSet, ModelChoiceFilter

from tracker.queries.pages import AFTER, BEFORE, Order, Page, page_of
from tracker.queries.prepared_pages import PreparedPages
from tracker.queries.search import SHORTEST, is_searchable
from tracker.queries.selects import PlainChoiceFilter, PlainDateInput, PlainSelect, PlainTextInput
from tracker.rules.date_words import day_words
from tracker.rules.names import fold

FORMAT, SEARCH = "format", "q"
RESERVED = frozenset({AFTER, BEFORE, FORMAT})
# Added by whoever passes a link on; they mean nothing here.
TRACKING = ("utm_", "fbclid", "gclid", "mc_")
NOT_STATED = "none"
LONGEST_QUERY = 100

Row = TypeVar("Row")
# What a list exports: the name of each column, and its value in a row.
Columns = Mapping[str, Callable[[Row], Any]]

ANY = gettext_lazy("Any")
NOT_A_CHOICE = gettext_lazy("“%(value)s” is not one of the choices.")
NOT_A_DAY = gettext_lazy("This is not a day. Write it as 2022-01-30.")
TOO_SHORT = gettext_lazy("Write at least two letters of it.")


@dataclass(frozen=True, slots=True)
class Active:
    """One filter in use: its name in the address, its label, and its value in words."""

    name: str
    label: str
    value: str


class ListFilters(FilterSet):  # type: ignore[misc] # django-filter has no types
    """The filters of one list. Pages, exports and the API read the same `found()` and `order()`."""

    # What narrows the rows in a way that the tallies do not know: then no choice has a count.
    off_cube: ClassVar[frozenset[str]] = frozenset()
    # What a page tucks away under "More filters", until one of them is in use.
    tucked: ClassVar[tuple[str, ...]] = ()
    # Reads a page as long as no other filter is in use than those it narrows by.
    prepared: ClassVar[PreparedPages | None] = None

    def __init__(self, data: QueryDict, *, today: date) -> None:
        """Not django-filter's, which copies filters deep and builds rows that few pages need."""
        self.today = today
        self.data, self.is_bound = data, True
        self.request = self.form_prefix = None
        self.filters = {name: _copied(one, self) for name, one in self.base_filters.items()}

    @cached_property
    def queryset(self) -> QuerySet[Any]:
        """All rows, as the filters narrow them."""
        return self.everything()

    def everything(self) -> QuerySet[Any]:
        """All rows that everybody may read."""
        raise NotImplementedError

    def order(self) -> Order:
        """The order in which the rows are shown."""
        raise NotImplementedError

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrowed by every filter."""
        return self.narrowed(queryset, self.form.cleaned_data)

    def narrowed(self, rows: QuerySet[Any], values: Mapping[str, Any]) -> QuerySet[Any]:
        """Rows that these values of filters leave."""
        for name, value in values.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def get_form_class(self) -> type[forms.Form]:
        """Made once: each form has copies of its own of the fields."""
        made: Any = type(self)
        return _form_class(made)

    def found(self) -> QuerySet[Any]:
        """The rows that the filters leave; none at all while something is wrong with a filter."""
        found: QuerySet[Any] = self.queryset.none() if self.problems() else self.qs
        return found

    def listed(self) -> QuerySet[Any, Any]:
        """What is found as a page of the list reads it."""
        return self.as_read(self.found())

    def as_read(self, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
        """Rows with no more columns than a page shows."""
        return rows

    def page(self, *, after: str, before: str) -> Page[Any]:
        """The page of what is found after (or before) this cursor; raises BadCursor."""
        chosen = self.chosen()
        prepared, order = self.prepared, self.order()
        if prepared and chosen.keys() <= prepared.narrowed.keys() and not self.problems():
            return prepared.page(chosen, order, after=after, before=before, given=self.given())
        return page_of(self.listed(), order, after=after, before=before)

    def given(self) -> dict[str, Any]:
        """What prepared pages take besides the values of filters."""
        return {}

    def value(self, name: str) -> Any:
        """A filter's cleaned value; None or "" where it is not in use or not valid."""
        return self.form.cleaned_data.get(name) if self.is_valid() else None

    def problems(self) -> list[str]:
        """What is wrong with the filters, in words for the person who typed them."""
        return list(self._problems)

    @cached_property
    def _problems(self) -> list[str]:
        errors = {name: list(told) for name, told in self.errors.items()}
        told = [
            f"{self.label(name)}: {one}" for name, all_told in errors.items() for one in all_told
        ]
        return told + self._repeated() + self._upside_down()

    def strangers(self) -> list[str]:
        """Names in the address that are no filter of this list."""
        known = set(self.filters) | RESERVED
        return [name for name in self.data if name not in known and not name.startswith(TRACKING)]

    def active(self) -> list[Active]:
        """The filters in use, in the order of the form."""
        chosen = self.chosen().items()
        return [Active(name, self.label(name), self._words(name, value)) for name, value in chosen]

    def chosen(self) -> dict[str, Any]:
        """The cleaned values of the filters in use; none while one is wrong."""
        cleaned = self.form.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in cleaned.items() if value not in (None, "")}

    def shows_tucked(self) -> bool:
        """Whether a filter that is tucked away is in use, rightly or wrongly."""
        return any(self.data.get(name) for name in self.tucked)

    def counts_hold(self) -> bool:
        """Whether the tallies can count the choices: no filter is in use that they do not know."""
        return self.is_valid() and not any(self.value(name) for name in self.off_cube)

    def label(self, name: str) -> str:
        """A filter's label."""
        return str(self.filters[name].label)

    def offer_choices(self) -> None:
        """Fill selects whose choices are read from the record; asked for by pages only."""

    def choose_from(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer these choices for a filter, after the empty one; what is chosen stays chosen."""
        field = self.form.fields[name]
        field.widget.choices = [("", _("Any")), *choices]

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return day_words(value)
        field = self.form.fields[name]
        choices: Any = getattr(field, "choices", ()) if isinstance(value, str) else ()
        return str(dict(choices).get(value, value))

    def _repeated(self) -> list[str]:
        lists: dict[str, list[Any]] = dict(self.data.lists())
        return [
            _("%(label)s: given twice. Choose one.") % {"label": self.label(name)}
            for name, values in lists.items()
            if name in self.filters and len(values) > 1
        ]

    def _upside_down(self) -> list[str]:
        """Every pair of x_from and x_to must be in order."""
        told = []
        for name in self.filters:
            first, last = self.value(name), self.value(name.replace("_from", "_to"))
            if name.endswith("_from") and first and last and first > last:
                told.append(
                    _("%(label)s: lies after the end of the span.") % {"label": self.label(name)}
                )
        return told


def _copied(one: Filter, parent: ListFilters) -> Filter:
    """A filter for one request."""
    copied = copy(one)
    copied.parent, copied.model = parent, None
    # Whatever calls a method of the parent is bound to the filter, too.
    copied.method = one.method
    return copied


@cache
def _form_class(filters: type[ListFilters]) -> type[forms.Form]:
    fields = {name: one.field for name, one in filters.base_filters.items()}
    return type(f"{filters.__name__}Form", (forms.Form,), fields)


def text_filter(label: Any, **options: Any) -> CharFilter:
    """A line of text to search for; told as wrong where it is too short to search for."""
    # While somebody types, nothing is asked, and nobody told off, before the second letter.
    attrs = {"type": "search", "autocomplete": "off", "minlength": SHORTEST}
    widget = PlainTextInput(attrs=attrs)
    return CharFilter(
        label=label,
        max_length=LONGEST_QUERY,
        widget=widget,
        validators=[_refuse_too_short],
        **options,
    )


def _refuse_too_short(text: str) -> None:
    if "\0" not in text and not is_searchable(fold(text)):
        raise ValidationError(TOO_SHORT)


def choice_filter(
    label: Any, choices: Any, *, empty: Any = ANY, **options: Any
) -> PlainChoiceFilter:
    """One of a closed list of choices, or `empty`; anything else is told as wrong."""
    return PlainChoiceFilter(
        label=label,
        choices=choices,
        empty_label=empty,
        error_messages={"invalid_choice": NOT_A_CHOICE},
        **options,
    )


def stated(country: str) -> str:
    """The country of a filter as columns have it: "" where none is stated."""
    return "" if country == NOT_STATED else country


def row_filter(label: Any, queryset: Any, told: Any, **options: Any) -> ModelChoiceFilter:
    """One row, named by its address; `told` is said of an address that nobody has."""
    return ModelChoiceFilter(
        label=label,
        queryset=queryset,
        to_field_name="slug",
        empty_label=ANY,
        widget=PlainSelect,
        error_messages={"invalid_choice": told},
        **options,
    )


def day_filter(label: Any, **options: Any) -> DateFilter:
    """A calendar day, as 2022-01-30."""
    return DateFilter(
        label=label,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": NOT_A_DAY},
        widget=PlainDateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        **options,
    )
