"""How every list of the API answers: a page of rows, with the addresses of those beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import Field, Schema

from tracker.api.problems import Problem
from tracker.queries.lists import ListFilters
from tracker.queries.pages import AFTER, BEFORE, SIZE, BadCursor, Page


class Listed(Schema):
    """One page of a list; “items”, which each list adds, are its rows."""

    next: str | None = Field(
        description=f"The address of the next page, of at most {SIZE} rows; null: this is the last."
    )
    previous: str | None = Field(description="The address of the page before; null: the first.")


def answer_list(
    request: HttpRequest, filters: ListFilters, told: Callable[[Any], list[Any]]
) -> dict[str, Any]:
    """The page as asked for; what cannot be read in the address is refused as a Problem."""
    refuse_unknown(request, [*filters.filters, AFTER, BEFORE])
    refuse_empty(request)
    if problems := filters.problems():
        detail, names = " ".join(problems), list(filters.errors)
        raise Problem(400, "bad-filter", detail, problems=problems, names=names)
    page = _page(request, filters)
    return {
        "items": told(page.rows),
        "next": page.next and _address(request, AFTER, page.next),
        "previous": page.previous and _address(request, BEFORE, page.previous),
    }


def refuse_unknown(request: HttpRequest, known: Sequence[str] = ()) -> None:
    """Refuse what stands in the address and is not known there, by its name."""
    names = [name for name in request.GET if name not in known]
    if not names:
        return
    told = ngettext(
        "%(names)s is not a filter at this address.",
        "%(names)s are not filters at this address.",
        len(names),
    )
    detail = told % {"names": _quoted(names)}
    raise Problem(400, "unknown-filter", detail, names=names, known=list(known))


def refuse_empty(request: HttpRequest) -> None:
    """Refuse a filter without a value: left out, it would not narrow anything either."""
    names = [name for name, values in request.GET.lists() if "" in values]
    if names:
        detail = _("Empty: %(names)s. Leave it out, or give it a value.")
        raise Problem(400, "bad-filter", detail % {"names": _quoted(names)}, names=names)


def _page(request: HttpRequest, filters: ListFilters) -> Page[Any]:
    after, before = request.GET.get(AFTER, ""), request.GET.get(BEFORE, "")
    try:
        return filters.page(after=after, before=before)
    except BadCursor:
        detail = _("The address of this page of the list is damaged. Start from its first page.")
        names = [BEFORE if before and not after else AFTER]
        raise Problem(400, "bad-cursor", detail, names=names) from None


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(_("“%(name)s”") % {"name": name} for name in names)


def _address(request: HttpRequest, name: str, cursor: str) -> str:
    """The address of another page of the same list."""
    kept = [(key, value) for key, value in request.GET.items() if key not in (AFTER, BEFORE)]
    return f"{settings.SITE_URL}{request.path}?{urlencode([*kept, (name, cursor)])}"
