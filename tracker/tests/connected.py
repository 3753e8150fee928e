"""The site on a primary and its standby, which the tests start, with a clock that they move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections, router
from environ import Env
from pytest_django import DjangoDbBlocker, Settings

from tracker import replicas as doors
from tracker.public import freshness
from tracker.queries import replicas
from tracker.queries.replicas import ReplicaRouter, Watch
from tracker.tests.cast import Cast
from tracker.tests.clusters import Cluster, Pair


def database(cluster: Cluster) -> dict[str, Any]:
    return {"CONN_MAX_AGE": None} | Env.db_url_config(cluster.address)


@contextmanager
def connected(**databases: dict[str, Any]) -> Iterator[None]:
    """Have Django know just these databases, by their aliases, instead of that of the tests."""
    usual, own = connections.settings, connections["default"]
    connections.settings = connections.configure_settings(databases)
    for alias in databases:
        connections[alias] = connections.create_connection(alias)
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        for alias in databases:
            connections[alias].close()
            del connections[alias]
        connections.settings, connections["default"] = usual, own
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def two(django_db_blocker: DjangoDbBlocker) -> Iterator[Pair]:
    """A primary with the tables of the site, and a place for its standby."""
    pair = Pair()
    try:
        pair.begin()
        with django_db_blocker.unblock(), connected(default=database(pair.primary)):
            call_command("migrate", verbosity=0)
        yield pair
    finally:
        pair.end()


@pytest.fixture(scope="session")
def known() -> Cast:
    """What is on the primary from the first test to the last, made when first asked for."""
    return Cast()


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(replicas, "monotonic", clock)
    monkeypatch.setattr(freshness, "monotonic", clock)
    return clock


@pytest.fixture
def pair(
    two: Pair,
    clock: Clock,
    django_db_blocker: DjangoDbBlocker,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Pair]:
    """The site on the primary and a standby that has caught up with it."""
    two.follow()
    default, replica = database(two.primary), database(two.standby)
    settings.READ_DATABASES = {"replica1": replica}
    monkeypatch.setattr(router, "routers", [ReplicaRouter()])
    watch = Watch()
    for module in (doors, freshness):
        monkeypatch.setattr(module, "WATCH", watch)
    cache.clear()
    with django_db_blocker.unblock(), connected(default=default, replica1=replica):
        # PostgreSQL may just have noted something for itself.
        while watch.choose() == "default":
            clock.now += 1
            two.catch_up()
        yield two
