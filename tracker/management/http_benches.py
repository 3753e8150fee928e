"""What script/bench measures over HTTP: how many pages a second, against an empty Django view."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from statistics import median
from typing import TypeAlias

from django.conf import settings
from django.test import Client

from tracker.management.bench_databases import database_url
from tracker.management.bench_figures import KEPT, KNOWN, MADE, Figure
from tracker.management.http_pages import Page
from tracker.management.raw_reads import LIST, ROW, raw_rate
from tracker.management.visitors import PIECE, drive, get
from tracker.management.web_servers import EMPTY, SITE, WORKERS, Server, serving
from tracker.models import User

WARM_UP = 0.2  # seconds, so that both workers have met the page
# What is asked of pages that are not made anew.
KEPT_BUDGET = 0.5
EMPTY_VIEW = "empty view"


@dataclass(frozen=True, slots=True)
class Servers:
    """What is driven in turns: an empty site, one that makes each page, and one that keeps them."""

    empty: Server
    making: Server
    keeping: Server


@dataclass(frozen=True, slots=True)
class Driven:
    """Answers a second, and the milliseconds that the server was at work for each.

    The processor time, system calls included, hardly depends on what else the machine does, as the
    rate does; it is 0 where the system does not tell.
    """

    rate: float
    at_work: float


# Something that is driven for so many seconds.
Turn: TypeAlias = Callable[[float], Driven]


@dataclass(frozen=True, slots=True)
class Effort:
    """In how many rounds a page is measured, and of how many seconds each is."""

    rounds: int
    seconds: float


def measure_pages(
    chosen: Iterable[Page], editor: User, *, rows: int, effort: Effort
) -> Iterator[Figure]:
    """Drive the site and an empty one in turns; yields the empty view itself first.

    The empty view is measured anew before every round of every page, and half as long: whatever
    else the machine does meets both alike. Then come raw reads of the database, `rate` by as many
    processes as the site has, and then each page as it is made, kept, and known to who asks.
    """
    cookie = _session(editor)
    with _servers() as servers:
        _drive(servers.empty, get("/"), WARM_UP)
        bare = _drive(servers.empty, get("/"), effort.seconds)
        yield Figure(rows, EMPTY_VIEW, MADE, bare.rate, 1.0, bare.at_work)
        raw = {}
        for name in (LIST, ROW):
            raw[name] = WORKERS * raw_rate(name, effort.seconds)
            yield Figure(rows, name, MADE, raw[name], raw[name] / bare.rate, 0.0)
        for page in chosen:
            for figure in _measured(servers, page, cookie, effort):
                yield replace(figure, rows=rows, of_raw=figure.rate / raw[page.raw])


def _measured(servers: Servers, page: Page, cookie: str, effort: Effort) -> Iterator[Figure]:
    """One page in each way in which somebody can get it."""
    request = get(page.path, cookie if page.is_desk else "")
    shown = _answer(servers.making, request).count(b"<tr")
    for way, budget, turn in _ways(servers, page, request):
        turn(WARM_UP)
        rate, share, at_work = in_turns(servers.empty, turn, effort)
        yield Figure(0, page.name, way, rate, share, at_work, budget, shown)


def _ways(servers: Servers, page: Page, request: bytes) -> Iterator[tuple[str, float, Turn]]:
    yield MADE, page.budget, lambda seconds: _drive(servers.making, request, seconds)
    if page.is_kept:
        keeping = servers.keeping
        yield KEPT, KEPT_BUDGET, lambda seconds: _drive(keeping, request, seconds)
        yield KNOWN, KEPT_BUDGET, lambda seconds: _drive_known(keeping, page.path, seconds)


def in_turns(empty: Server, turn: Turn, effort: Effort) -> tuple[float, float, float]:
    """Rate, share of the empty view's and processor time: medians of the rounds."""
    turns, shares = [], []
    for _round in range(effort.rounds):
        bare = _drive(empty, get("/"), effort.seconds / 2)
        turns.append(turn(effort.seconds))
        shares.append(turns[-1].rate / bare.rate)
    rate, at_work = (median(getattr(one, name) for one in turns) for name in ("rate", "at_work"))
    return rate, median(shares), at_work


def _drive(server: Server, request: bytes, seconds: float, status: int = 200) -> Driven:
    return driven(server, lambda: request, seconds, status)


def driven(server: Server, request: Callable[[], bytes], seconds: float, status: int) -> Driven:
    """Drive a server with these requests for so long; RuntimeError for another status."""
    before = server.at_work()
    done = drive(server.address, request, seconds=seconds, status=status)
    return Driven(done.rate, (server.at_work() - before) * 1000 / done.answers)


def _drive_known(server: Server, path: str, seconds: float) -> Driven:
    """By those who have the page already: "304 Not Modified", without it.

    Once in ten minutes every page is made anew, and known to nobody: then once more.
    """
    with suppress(RuntimeError):
        return _drive(server, _known(server, path), seconds, 304)
    return _drive(server, _known(server, path), seconds, 304)


def _known(server: Server, path: str) -> bytes:
    """The request of somebody who has just got this page."""
    head = _answer(server, get(path)).partition(b"\r\n\r\n")[0].decode("latin-1")
    found = re.search(r"(?im)^etag: *(\S+)", head)
    if found is None:
        raise RuntimeError(f"{path} has no tag")
    return get(path, etag=found[1])


def _answer(server: Server, request: bytes) -> bytes:
    """All that is answered to one request."""
    with socket.create_connection(server.address) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(PIECE), b""))


@contextmanager
def _servers() -> Iterator[Servers]:
    environment = {
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(settings.VAR_DIR),
    }
    with (
        serving(EMPTY, {}) as empty,
        serving(SITE, environment | {"PAGE_MEMORY": "0"}) as making,
        serving(SITE, environment | {"PAGE_MEMORY": "16"}) as keeping,
    ):
        yield Servers(empty, making, keeping)


def _session(editor: User) -> str:
    """The cookie of somebody signed in at the desk."""
    client = Client()
    client.force_login(editor)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
