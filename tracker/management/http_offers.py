"""What script/bench measures of offers over HTTP: one form sent until it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import sleep

from django.conf import settings
from django.urls import reverse

from tracker.management.bench_databases import database_url
from tracker.management.bench_figures import MADE, Figure
from tracker.management.benches import STATEMENT
from tracker.management.http_benches import WARM_UP, Driven, Effort, driven, in_turns
from tracker.management.rush_offers import offers_of, opened_form
from tracker.management.web_servers import EMPTY, SITE, Server, serving
from tracker.models import Event, Revision
from tracker.rules.offers import LEAST_TIME

BUDGET = 0.06
# More than are answered in a second; they are made up before, as that takes longer than to answer.
MOST_RATE = 600
# As the site takes them, and with no line to be put in.
WAYS = {
    "one offer, POST to committed": {},
    "one offer, taken at once": {"RUSH_FROM": "0"},
}


def measure_offers(only: str, *, rows: int, effort: Effort) -> Iterator[Figure]:
    """Send offers in turns with visits to an empty view, each of somebody else; they stay."""
    for number, (name, setting) in enumerate(WAYS.items()):
        if only not in name:
            continue
        environment = {
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "VAR_DIR": str(settings.VAR_DIR),
            # Everybody comes from this machine, and says from which network.
            "TRUSTED_PROXIES": "1",
        }
        with serving(EMPTY, {}) as empty, serving(SITE, environment | setting) as site:
            turn = partial(_offer, site, _made_up(site, effort, number))
            turn(WARM_UP)
            rate, share, at_work = in_turns(empty, turn, effort)
            yield Figure(rows, name, MADE, rate, share, at_work, BUDGET)


def _offer(site: Server, offers: Iterator[bytes], seconds: float) -> Driven:
    return driven(site, lambda: next(offers), seconds, 302)


def _made_up(site: Server, effort: Effort, number: int) -> Iterator[bytes]:
    revision = Revision.objects.select_related("statement").get(statement__slug=STATEMENT)
    path = reverse("offer", args=[STATEMENT])
    form = opened_form(site.address, path)
    count = int((WARM_UP + effort.rounds * effort.seconds) * MOST_RATE)
    offers = list(offers_of(revision, form, path, count, seed=Event.objects.count() + number))
    # The form is not taken from whoever is quicker.
    sleep(LEAST_TIME.total_seconds())
    return iter(offers)
