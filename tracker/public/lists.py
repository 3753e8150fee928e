"""How every list answers: a page, its part for htmx, or all its rows as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import activate, gettext_lazy
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from tracker.public.export_files import (
    asked_file,
    is_exported_apart,
    is_long,
    list_name,
    shared_file,
)
from tracker.public.exports import export_response
from tracker.public.feeds import ATOM, list_feed
from tracker.queries.export_formats import FORMATS
from tracker.queries.exports import Export, has_more
from tracker.queries.list_feeds import LIST_FEEDS
from tracker.queries.lists import FORMAT, ListFilters
from tracker.queries.pages import AFTER, BEFORE, BadCursor, Page

FORMAT_NAMES = {"json": "JSON", "jsonl": gettext_lazy("JSON lines"), "xlsx": "Excel", ATOM: "Atom"}


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: the name of its file, its template, and how its rows are shown and exported.

    `rows` makes what templates show from models. Its feed is that of LIST_FEEDS.
    """

    name: str
    template: str
    rows: Callable[[Any], list[Any]]
    export: Export


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
        page = filters.page(after=after, before=before)
    except BadCursor:
        problems.append(
            _("The address of this page of the list is damaged. Start from its first page.")
        )
    shared = {
        "filters": filters,
        "problems": problems,
        "strangers": filters.strangers(),
        "rows": listing.rows(page.rows),
        "is_cut": page.is_cut,
        "chips": _chips(request, filters),
        "list_url": request.path,
        "first_url": _url(request, {}),
        "next_url": page.next and _url(request, {AFTER: page.next}),
        "previous_url": page.previous and _url(request, {BEFORE: page.previous}),
        "csv_url": _url(request, {FORMAT: "csv"}),
        "more_urls": [
            (words, _url(request, {FORMAT: name})) for name, words in FORMAT_NAMES.items()
        ],
        "feed_url": _url(request, {FORMAT: ATOM}),
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
    formats = (*FORMATS, ATOM)
    if wanted not in formats:
        problems.append(
            _("There is no format “%(name)s”. Choose one of: %(formats)s.")
            % {"name": wanted, "formats": ", ".join(formats)}
        )
    if problems:
        return _refused(problems)
    if wanted == ATOM:
        return list_feed(request, filters, LIST_FEEDS[list_name(request)])
    found, export = filters.found().order_by(*filters.order().by()), listing.export
    is_apart = is_exported_apart(request)
    if is_apart and (shared := shared_file(request, filters, wanted)):
        return shared
    is_apart = is_apart and is_long(request, filters, found)
    most = FORMATS[wanted].most_rows
    # What is not long fits, unless only more than a sheet holds would be long.
    may_not_fit = is_apart or not 0 < settings.EXPORT_ROWS <= (most or 0)
    if most is not None and may_not_fit and has_more(found, most):
        text = _(
            "More than %(most)s rows do not fit into this kind of file. Use filters to ask for "
            "fewer, or take another format."
        )
        return _refused([text % {"most": most}])
    if is_apart:
        return asked_file(request, filters, wanted)
    # Files say the same in every language. This stays so while rows are read, long after the view.
    activate(settings.LANGUAGE_CODE)
    return export_response(export.chunks(found), export.columns, listing.name, wanted)


def _refused(problems: list[str]) -> HttpResponse:
    return HttpResponse(
        "\n".join(problems) + "\n", content_type="text/plain; charset=utf-8", status=400
    )


def _chips(request: HttpRequest, filters: ListFilters) -> list[Chip]:
    return [
        Chip(one.label, one.value, _url(request, {}, without=one.name)) for one in filters.active()
    ]


def _tidied(request: HttpRequest) -> str:
    """The address without the filters left empty by the form; "" if there are none."""
    asked = _asked(request)
    full = [(name, value) for name, value in asked if value]
    return "" if full == asked else _address(request, full)


def _url(request: HttpRequest, extra: dict[str, str], *, without: str = "") -> str:
    """The list's address with these filters: no cursor or format but those given here."""
    gone = (AFTER, BEFORE, FORMAT, without)
    kept = [(name, value) for name, value in _asked(request) if name not in gone]
    return _address(request, [*kept, *extra.items()])


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What stands in the address, by name; those of one name together."""
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _address(request: HttpRequest, query: list[tuple[str, str]]) -> str:
    return f"{request.path}?{urlencode(query)}" if query else request.path
