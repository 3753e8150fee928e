"""How every list answers: a page, its part for htmx, or all its rows as CSV or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from tracker.public.exports import csv_response, json_response
from tracker.queries.exports import record_of
from tracker.queries.lists import FORMAT, Columns, ListFilters
from tracker.queries.pages import AFTER, BEFORE, BadCursor, Page, page_of

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the name of its file, its template, and how its rows are shown and exported.

    `rows` makes what templates show from models; `columns` is what is exported of each of those;
    `more` are further formats by name, each answering for the filters.
    """

    name: str
    template: str
    rows: Callable[[Any], list[Any]]
    columns: Columns[Any]
    more: Mapping[str, Callable[[Any], HttpResponse]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, and the address of the list without it."""

    label: str
    value: str
    url: str


def answer_list(
    request: HttpRequest,
    listing: Listing,
    filters: ListFilters,
    context: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """The list as asked for. What cannot be read in the address is told, with status 400.

    A damaged cursor is refused as well instead of starting again at the first page: a program that
    follows "next" would otherwise go in circles.
    """
    untidy = _tidied(request)
    if untidy and not request.htmx:  # type: ignore[attr-defined] # set by the middleware
        return redirect(untidy)
    wanted = request.GET.get(FORMAT, "")
    if wanted:
        return _export(request, listing, filters, wanted)
    response = _page(request, listing, filters, context or {})
    return push_url(response, untidy) if untidy else response


def _page(
    request: HttpRequest, listing: Listing, filters: ListFilters, context: dict[str, Any]
) -> HttpResponse:
    problems = filters.problems()
    page: Page[Any] = Page([])
    try:
        after, before = request.GET.get(AFTER, ""), request.GET.get(BEFORE, "")
        page = page_of(filters.found(), filters.order(), after=after, before=before)
    except BadCursor:
        problems.append(
            _("The address of this page of the list is damaged. Start from its first page.")
        )
    shared = {
        "filters": filters,
        "problems": problems,
        "strangers": filters.strangers(),
        "rows": listing.rows(page.rows),
        "chips": _chips(request, filters),
        "list_url": request.path,
        "first_url": _url(request, {}),
        "next_url": page.next and _url(request, {AFTER: page.next}),
        "previous_url": page.previous and _url(request, {BEFORE: page.previous}),
        "csv_url": _url(request, {FORMAT: "csv"}),
        "json_url": _url(request, {FORMAT: "json"}),
        "more_urls": [(name, _url(request, {FORMAT: name})) for name in listing.more],
    }
    filters.offer_choices()
    status = 400 if problems else 200
    return render(request, listing.template, shared | context, status=status)


def _export(
    request: HttpRequest, listing: Listing, filters: ListFilters, wanted: str
) -> HttpResponseBase:
    problems = filters.problems() + [
        _("“%(name)s” is not a filter of this list.") % {"name": name}
        for name in filters.strangers()
    ]
    formats = ("csv", "json", *listing.more)
    if wanted not in formats:
        problems.append(
            _("There is no format “%(name)s”. Choose one of: %(formats)s.")
            % {"name": wanted, "formats": ", ".join(formats)}
        )
    if problems:
        return HttpResponse(
            "\n".join(problems) + "\n", content_type="text/plain; charset=utf-8", status=400
        )
    if wanted in listing.more:
        return listing.more[wanted](filters)
    rows = filters.found().order_by(*filters.order().by())
    records = (record_of(row, listing.columns) for row in _in_chunks(rows, listing))
    if wanted == "csv":
        return csv_response(records, listing.name, list(listing.columns))
    return json_response(records, listing.name)


def _in_chunks(rows: QuerySet[Any], listing: Listing) -> Iterator[Any]:
    found = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield from listing.rows(chunk)


def _chips(request: HttpRequest, filters: ListFilters) -> list[Chip]:
    return [
        Chip(one.label, one.value, _url(request, {}, without=one.name)) for one in filters.active()
    ]


def _tidied(request: HttpRequest) -> str:
    """The address without the filters left empty by the form; "" if there are none."""
    if all(value for values in dict(request.GET.lists()).values() for value in values):
        return ""
    tidy = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        for value in filter(None, values):
            tidy.appendlist(name, value)
    return _address(request, tidy)


def _url(request: HttpRequest, extra: dict[str, str], *, without: str = "") -> str:
    """The list's address with these filters: no cursor or format but those given here."""
    query = request.GET.copy()
    for name in (AFTER, BEFORE, FORMAT, without):
        query.pop(name, None)
    query.update(extra)
    return _address(request, query)


def _address(request: HttpRequest, query: QueryDict) -> str:
    return f"{request.path}?{query.urlencode()}" if query else request.path
