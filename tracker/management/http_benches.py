"""What script/bench measures over HTTP: how many pages a second, against an empty Django view."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tracker.choices import SignatoryKind, Status
from tracker.management.bench_databases import database_url
from tracker.management.benches import FREQUENT, NOWHERE, RARE, STATEMENT
from tracker.management.visitors import drive, get
from tracker.management.web_servers import EMPTY, SITE, Server, serving
from tracker.models import Submission, User
from tracker.queries.pages import SIZE, cursor_of
from tracker.queries.signed import BY_NAME
from tracker.queries.submissions import NEWEST

WARM_UP = 0.3  # seconds, so that both workers have met the page


@dataclass(frozen=True, slots=True)
class Page:
    """One page to measure. `budget` is the least share of the empty view's rate; 0: none is set."""

    name: str
    path: str
    budget: float = 0.0
    is_desk: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """Pages a second, and the share of the empty view's rate beside it: medians of the rounds.

    `at_work` is the processor time of one page in milliseconds, system calls included. It hardly
    depends on what else the machine does, as the rates do; 0 where the system does not tell.
    """

    page: Page
    rate: float
    share: float
    at_work: float

    @property
    def is_met(self) -> bool:
        return self.share >= self.page.budget


def pages() -> list[Page]:
    """What is measured, with addresses that exist in the database that is open now."""
    return [*_signed(), *_public(), *_desk()]


def measure_pages(
    chosen: Iterable[Page], editor: User, *, rounds: int, seconds: float
) -> Iterator[Measured]:
    """Drive the site and an empty one in turns, each page in so many rounds of so many seconds.

    The empty view is measured anew before every round of every page: whatever else the machine
    does meets both alike. Yields the empty view itself first, as a page whose share is 1.
    """
    environment = {
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(settings.VAR_DIR),
    }
    cookie = _session(editor)
    with serving(EMPTY, {}) as empty, serving(SITE, environment) as site:
        _drive(empty, get("/"), WARM_UP)
        bare = _drive(empty, get("/"), seconds)
        yield Measured(Page("empty view", "/"), bare.rate, 1.0, bare.at_work)
        for page in chosen:
            yield _measured(page, cookie, empty, site, rounds=rounds, seconds=seconds)


def surroundings() -> dict[str, str]:
    """What the figures depend on: day, processors, versions."""
    return {
        "day": timezone.localdate().isoformat(),
        "processors": str(os.cpu_count()),
        "python": platform.python_version(),
        "django": django.get_version(),
        "gunicorn": version("gunicorn"),
        "database": f"{connection.display_name} {_dotted(connection.get_database_version())}",
    }


def _dotted(numbers: Iterable[int]) -> str:
    return ".".join(str(number) for number in numbers)


def _measured(
    page: Page, cookie: str, empty: Server, site: Server, *, rounds: int, seconds: float
) -> Measured:
    request = get(page.path, cookie if page.is_desk else "")
    _drive(site, request, WARM_UP)
    driven, shares = [], []
    for _round in range(rounds):
        bare = _drive(empty, get("/"), seconds / 2)
        driven.append(_drive(site, request, seconds))
        shares.append(driven[-1].rate / bare.rate)
    rate = median(one.rate for one in driven)
    return Measured(page, rate, median(shares), median(one.at_work for one in driven))


@dataclass(frozen=True, slots=True)
class _Driven:
    """Answers a second, and the milliseconds that the server was at work for each."""

    rate: float
    at_work: float


def _drive(server: Server, request: bytes, seconds: float) -> _Driven:
    before = server.at_work()
    driven = drive(server.address, lambda: request, seconds=seconds)
    return _Driven(driven.rate, (server.at_work() - before) * 1000 / driven.answers)


def _session(editor: User) -> str:
    """The cookie of somebody signed in at the desk."""
    client = Client()
    client.force_login(editor)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _signed() -> Iterator[Page]:
    path = reverse("statement_signatories", args=[STATEMENT])
    rows = Submission.objects.filter(
        statement__slug=STATEMENT, is_public=True, status=Status.ACCEPTED, visibility="named"
    )
    some = {"country": "BR", "kind": SignatoryKind.PERSON}
    yield Page("who signed, first page", path, 0.08)
    yield Page("who signed, deepest page", _last_page(path, rows, BY_NAME), 0.08)
    yield Page("who signed, by country and kind", _with(path, some), 0.07)
    yield Page("who signed, a common name", _with(path, {"q": FREQUENT}), _named(0.045, 0.025))
    yield Page("who signed, a rare name", _with(path, {"q": RARE}), _named(0.025, 0.02))
    yield Page("who signed, nobody's name", _with(path, {"q": NOWHERE}), _named(0.15, 0.1))


def _public() -> Iterator[Page]:
    board = reverse("submissions")
    yield Page("statement", reverse("statement", args=[STATEMENT]), 0.09)
    yield Page("status board, first page", board, 0.07)
    newest = Submission.objects.visible_to(None)
    yield Page("status board, deepest page", _last_page(board, newest, NEWEST), 0.07)
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
