"""The pages that script/bench measures over HTTP, and what is asked of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from tracker.choices import SignatoryKind, Status
from tracker.management.benches import FREQUENT, NOWHERE, RARE, STATEMENT
from tracker.management.raw_reads import LIST, ROW
from tracker.models import Submission
from tracker.queries.pages import SIZE, cursor_of
from tracker.queries.signed import BY_NAME
from tracker.queries.submissions import NEWEST


@dataclass(frozen=True, slots=True)
class Page:
    """One page to measure. `budget` is the least share of the empty view's rate; 0: none is set.

    One that `is_kept` for everybody is measured three times: made, kept, and known to who asks.
    `raw` names the read of the database that its rate is compared with.
    """

    name: str
    path: str
    budget: float = 0.0
    is_desk: bool = False
    is_kept: bool = False
    raw: str = LIST


def pages() -> list[Page]:
    """What is measured, with addresses that exist in the database that is open now."""
    return [*_signed(), *_public(), *_desk()]


def _signed() -> Iterator[Page]:
    path = reverse("statement_signatories", args=[STATEMENT])
    rows = Submission.objects.filter(
        statement__slug=STATEMENT, is_public=True, status=Status.ACCEPTED, visibility="named"
    )
    some = {"country": "BR", "kind": SignatoryKind.PERSON}
    yield Page("who signed, first page", path, 0.08, is_kept=True)
    yield Page("who signed, deepest page", _last_page(path, rows, BY_NAME), 0.08, is_kept=True)
    yield Page("who signed, by country and kind", _with(path, some), 0.07, is_kept=True)
    yield Page("who signed, a common name", _with(path, {"q": FREQUENT}), _named(0.045, 0.025))
    yield Page("who signed, a rare name", _with(path, {"q": RARE}), _named(0.025, 0.02))
    yield Page("who signed, nobody's name", _with(path, {"q": NOWHERE}), _named(0.15, 0.1))


def _public() -> Iterator[Page]:
    board = reverse("submissions")
    yield Page("statement", reverse("statement", args=[STATEMENT]), 0.09, is_kept=True, raw=ROW)
    yield Page("status board, first page", board, 0.07, is_kept=True)
    newest = Submission.objects.visible_to(None)
    yield Page("status board, deepest page", _last_page(board, newest, NEWEST), 0.07, is_kept=True)
    yield Page("signatories", reverse("signatories"))
    yield Page("front page", reverse("front"))
    yield Page("“ok”, behind all middleware", reverse("healthz"))


def _desk() -> Iterator[Page]:
    board = reverse("admin:tracker_submission_changelist")
    yield Page("desk, first page", board, 0.01, is_desk=True)
    yield Page("desk, a common name", _with(board, {"q": FREQUENT}), 0.006, is_desk=True)
    yield Page("desk, nobody's name", _with(board, {"q": NOWHERE}), 0.006, is_desk=True)


def _named(sqlite: float, postgresql: float) -> float:
    return sqlite if connection.vendor == "sqlite" else postgresql


def _with(path: str, values: Mapping[str, object]) -> str:
    return f"{path}?{urlencode(values)}"


def _last_page(path: str, rows: QuerySet[Any], order: Any) -> str:
    """The address of the last full page; found from the end, whatever the size of the table."""
    last = list(rows.order_by(*order.by(is_reversed=True))[: SIZE + 1])
    return _with(path, {"after": cursor_of(last[-1], order)})
