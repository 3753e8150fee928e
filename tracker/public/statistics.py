"""Statistics of the whole record and of one statement: pictures, tables beside them, and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from tracker.models import Statement
from tracker.public.pictures import (
    GroupRow,
    answers,
    country_rows,
    kind_rows,
    over_time,
    standings,
    world_map,
)
from tracker.public.statements import STATEMENT
from tracker.queries.csv_cells import csv_lines
from tracker.queries.statistics import Statistics, issuer_rows, statistics_of
from tracker.queries.statistics_tables import Table, records_of, tables_of
from tracker.rules.names import fold
from tracker.rules.statistics import FEWEST

# The columns of the table of countries, by their names in addresses; numbers begin with the most.
COLUMNS: dict[str, Promise] = {
    "country": gettext_lazy("Country"),
    "submissions": gettext_lazy("Submissions"),
    "accepted": pgettext_lazy("how many", "Accepted"),
    "waiting": pgettext_lazy("how many", "Waiting"),
    "refused": pgettext_lazy("how many", "Refused or declined"),
    "withdrawn": pgettext_lazy("how many", "Withdrawn"),
}
SHOWN: dict[str, Promise] = {
    "accepted": pgettext_lazy("how many", "Accepted"),
    "submissions": gettext_lazy("All submissions"),
}
FORMATS = ("csv", "json")
# What an address may ask for, and what is meant where it does not.
ASKED = {"sort": "-submissions", "show": "accepted", "table": "", "format": ""}


@require_safe
def statistics(request: HttpRequest) -> HttpResponseBase:
    """The numbers of the whole public record."""
    return _answer(request, None)


@require_safe
def statement_statistics(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The numbers of one statement."""
    found = STATEMENT.rows(request.user, slug=slug)
    if not found:
        raise Http404
    return _answer(request, found[0])


def _answer(request: HttpRequest, statement: Statement | None) -> HttpResponseBase:
    today = timezone.localdate()
    numbers = statistics_of(statement, today)
    issuers = issuer_rows(today) if statement is None else None
    tables = tables_of(numbers, issuers)
    asked = {name: request.GET.get(name, usual) for name, usual in ASKED.items()}
    problems = _problems(request, asked, tables)
    if asked["format"]:
        return _refused(problems) if problems else _file(tables, asked, statement)
    asked = dict(ASKED) if problems else asked
    context: dict[str, Any] = {"statement": statement, "numbers": numbers, "issuers": issuers}
    context |= {"problems": problems, "fewest": FEWEST}
    context |= _pictures(numbers, asked) if numbers.is_enough else {}
    status = 400 if problems else 200
    return render(request, "statistics/page.html", context, status=status)


def _problems(request: HttpRequest, asked: dict[str, str], tables: dict[str, Table]) -> list[str]:
    """What cannot be read in the address, in words."""
    possible: dict[str, tuple[str, ...]] = {
        "sort": tuple(sign + name for name in COLUMNS for sign in ("", "-")),
        "show": tuple(SHOWN),
        "table": ("", *tables),
        "format": ("", *FORMATS),
    }
    wrong = [name for name, choices in possible.items() if asked[name] not in choices]
    strangers = [name for name in request.GET if name not in ASKED]
    problems = [
        _("“%(value)s” is no choice for “%(name)s”. Choose one of: %(choices)s.")
        % {"value": asked[name], "name": name, "choices": ", ".join(filter(None, possible[name]))}
        for name in wrong
    ]
    problems += [_("“%(name)s” cannot be asked for here.") % {"name": one} for one in strangers]
    if asked["format"] == "csv" and not asked["table"]:
        problems.append(_("A CSV file holds one table: name it by “table”."))
    return problems


def _refused(problems: list[str]) -> HttpResponse:
    text = "\n".join([*problems, ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)


def _file(
    tables: dict[str, Table], asked: dict[str, str], statement: Statement | None
) -> HttpResponse:
    chosen = asked["table"]
    parts = [statement.slug if statement else "", "statistics", chosen]
    name = "-".join(filter(None, parts))
    if asked["format"] == "csv":
        table = tables[chosen]
        text = csv_lines([table.columns]) + (csv_lines(table.rows) if table.rows else "")
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    else:
        told = {one: records_of(table) for one, table in tables.items() if chosen in ("", one)}
        response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Language"] = settings.LANGUAGE_CODE
    response["Content-Disposition"] = f'attachment; filename="{name}.{asked["format"]}"'
    return response


def _pictures(numbers: Statistics, asked: dict[str, str]) -> dict[str, Any]:
    rows = country_rows(numbers, _("country not stated"))
    return {
        "over_time": over_time(numbers.periods),
        "standings": standings(numbers.standings),
        "answers": answers(numbers),
        "kinds": kind_rows(numbers),
        "map": world_map(rows, asked["show"]),
        "shown": asked["show"],
        "shows": [(name, label, _link(asked, show=name)) for name, label in SHOWN.items()],
        "countries": _sorted(rows, asked["sort"]),
        "columns": [_column(name, label, asked) for name, label in COLUMNS.items()],
    }


def _sorted(rows: list[GroupRow], sort: str) -> list[GroupRow]:
    """The rows in this order; those that are alike by name."""
    by_name = sorted(rows, key=lambda row: fold(row.label))
    name = sort.removeprefix("-")
    key: Callable[[GroupRow], Any] = (
        (lambda row: fold(row.label)) if name == "country" else lambda row: getattr(row.group, name)
    )
    return sorted(by_name, key=key, reverse=sort.startswith("-"))


def _column(name: str, label: Promise, asked: dict[str, str]) -> dict[str, Any]:
    """A heading, the address that sorts by it, or the other way round, and how it sorts now."""
    usual = name if name == "country" else f"-{name}"
    other = f"-{name}" if name == "country" else name
    now = asked["sort"]
    sorts = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    return {
        "label": label,
        "url": _link(asked, sort=other if now == usual else usual),
        "sorts": sorts,
        "is_number": name != "country",
    }


def _link(asked: dict[str, str], **changed: str) -> str:
    """The address of this page with that changed; the place in it is that of the countries."""
    wanted = {name: asked[name] for name in ("sort", "show")} | changed
    told = {name: value for name, value in wanted.items() if value != ASKED[name]}
    return f"?{urlencode(told)}#countries"
