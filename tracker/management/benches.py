"""What script/bench measures: the pages that must not get slower when the record grows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tracker.choices import Lateness, Party, SignatoryKind, Status
from tracker.models import Event, Signatory, Submission
from tracker.queries.log import log_size
from tracker.queries.pages import SIZE, Order, cursor_of
from tracker.queries.submissions import NEWEST, WAITING_LONGEST

STATEMENT = "bench"
DEEP = 1000
RARE, FREQUENT, NOWHERE = "observatory", "union", "zzxqzzxq"

# Every filter of the status board, alone, with values that leave much, little and nothing.
FILTERS: dict[str, dict[str, str]] = {
    "statement": {"statement": STATEMENT},
    "status: accepted": {"status": Status.ACCEPTED},
    "contested": {"contested": "yes"},
    "status: declined": {"status": Status.DECLINED},
    "who must act: issuer": {"awaiting": Party.ISSUER},
    "who must act: signatory": {"awaiting": Party.SIGNATORY},
    "overdue": {"lateness": Lateness.OVERDUE},
    "long overdue": {"lateness": Lateness.LONG_OVERDUE},
    "country, frequent": {"country": "BR"},
    "country, rare": {"country": "TV"},
    "country, nobody's": {"country": "AQ"},
    "kind: person": {"kind": SignatoryKind.PERSON},
    "kind: publication": {"kind": SignatoryKind.PUBLICATION},
    "waiting longest": {"sort": "waiting"},
    "three at once": {"status": Status.ACCEPTED, "country": "BR", "kind": SignatoryKind.PERSON},
    "name, frequent": {"q": FREQUENT},
    "name, rare": {"q": RARE},
    "name, no match": {"q": NOWHERE},
    "name, two letters": {"q": "un"},
    "name and status": {"q": FREQUENT, "status": Status.REFUSED},
}


@dataclass(frozen=True, slots=True)
class Probe:
    """One address to measure."""

    name: str
    path: str


def probes() -> list[Probe]:
    """What is measured, with addresses that exist in the database that is open now."""
    return [*_lists(), *_exports(), *_pages(), *_log(), *_desk()]


def measure(client: Client, probe: Probe) -> float:
    """Milliseconds until a page is there, or until the first bytes of an export are.

    Raises RuntimeError for an answer other than 200: a refusal would look quick.
    """
    start = perf_counter()
    response: Any = client.get(probe.path)
    if response.status_code != 200:
        raise RuntimeError(f"{probe.path}: {response.status_code}")
    if response.streaming:
        chunks = iter(response.streaming_content)
        next(chunks)
        next(chunks)  # after the header the first row
    taken = perf_counter() - start
    if response.streaming:
        # Not response.close(): it would also close the database, which a transaction may hold.
        response._iterator.close()
    return taken * 1000


def _lists() -> Iterator[Probe]:
    board = reverse("submissions")
    yield Probe("submissions, first page", board)
    newest = Submission.objects.visible_to(None)
    yield Probe("submissions, 1000th page", _deep(board, newest, NEWEST))
    waiting = newest.filter(waiting_since__isnull=False)
    sort = {"sort": "waiting"}
    yield Probe("waiting longest, 1000th page", _deep(board, waiting, WAITING_LONGEST, **sort))
    for name, values in FILTERS.items():
        yield Probe(f"submissions, {name}", _with(board, **values))
    today = timezone.localdate()
    span = {"offered_from": today - timedelta(days=60), "offered_to": today - timedelta(days=30)}
    yield Probe("submissions, offered in a month", _with(board, **span))
    signatory = Submission.objects.filter(visibility="named").latest("pk").signatory.slug
    yield Probe("submissions, signatory", _with(board, signatory=signatory))
    everybody = reverse("signatories")
    names = Signatory.objects.visible_to(None)
    yield Probe("signatories, first page", everybody)
    yield Probe("signatories, 1000th page", _deep(everybody, names, Order("sort_name")))
    yield Probe("signatories, name, frequent", _with(everybody, q=FREQUENT))
    yield Probe("signatories, name, rare", _with(everybody, q=RARE))
    yield Probe("signatories, country", _with(everybody, country="BR"))
    events = reverse("events")
    yield Probe("events, first page", events)
    found, order = Event.objects.visible_to(None), Order("pk", is_descending=True, of="events")
    yield Probe("events, 1000th page", _deep(events, found, order))
    yield Probe("statements", reverse("statements"))


def _exports() -> Iterator[Probe]:
    """Long lists are made into files outside of requests: what they take, --bulk tells."""
    signatory = Submission.objects.filter(visibility="named").latest("pk").signatory.slug
    narrowed = _with(reverse("submissions"), signatory=signatory, format="csv")
    yield Probe("submissions, signatory, as CSV, first bytes", narrowed)


def _pages() -> Iterator[Probe]:
    newest = Submission.objects.public().latest("pk")
    signed = reverse("statement_signatories", args=[STATEMENT])
    yield Probe("front page", reverse("front"))
    yield Probe("statement", reverse("statement", args=[STATEMENT]))
    yield Probe("statement, who signed", signed)
    yield Probe("statement, who signed, name", _with(signed, q=FREQUENT))
    yield Probe("statement, who signed, country", _with(signed, country="BR"))
    yield Probe("submission", newest.get_absolute_url())
    named = Submission.objects.public().filter(visibility="named").latest("pk")
    yield Probe("signatory", named.signatory.get_absolute_url())


def _log() -> Iterator[Probe]:
    middle = log_size() // 2
    yield Probe("log", reverse("log"))
    yield Probe("log, checkpoint", reverse("log_checkpoint"))
    yield Probe("log, entries, first page", reverse("log_entries"))
    yield Probe("log, an entry", reverse("log_entry", args=[middle]))
    yield Probe("log, a receipt", reverse("log_entry_receipt", args=[middle]))
    yield Probe("log, inclusion proof", _with(reverse("log_inclusion"), index=middle))
    yield Probe("log, consistency proof", _with(reverse("log_consistency"), **{"from": middle}))
    yield Probe("log, a tile of hashes", reverse("log_tile", args=["0/000"]))
    yield Probe("log, a bundle of entries", reverse("log_tile", args=["entries/000"]))


def _desk() -> Iterator[Probe]:
    board = reverse("admin:tracker_submission_changelist")
    yield Probe("desk, index", reverse("admin:index"))
    yield Probe("desk, submissions", board)
    yield Probe("desk, submissions, name, frequent", _with(board, q=FREQUENT))
    yield Probe("desk, submissions, name, no match", _with(board, q=NOWHERE))
    yield Probe("desk, signatories", reverse("admin:tracker_signatory_changelist"))
    yield Probe("desk, replies", reverse("admin:tracker_reply_changelist"))


def _with(path: str, **values: object) -> str:
    return f"{path}?{urlencode(values)}"


def _deep(path: str, rows: QuerySet[Any], order: Order, **values: object) -> str:
    """The address of the 1000th page, or of the last one where there are fewer."""
    shown_before = min(DEEP, (rows.count() - 1) // SIZE) * SIZE
    before = rows.order_by(*order.by())[max(shown_before, 1) - 1]
    return _with(path, after=cursor_of(before, order), **values)
