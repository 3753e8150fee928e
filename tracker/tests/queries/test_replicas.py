"""What one process makes of the answers of its primary and of its replicas."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django import Settings

from tracker.queries import replicas
from tracker.queries.replicas import PRIMARY, STATE, Watch, reading_from, reads_from

Row = tuple[Any, ...]


class Servers:
    """What each database would answer, what it was asked, and the time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.position = 0
        self.replayed = {"one": 0, "two": 0}
        self.silent: set[str] = set()
        self.promoted: set[str] = set()
        self.patience = 0
        self.asked: Counter[str] = Counter()

    def answer(self, alias: str, sql: str, *values: str | None) -> Row:
        self.asked[alias] += 1
        if alias in self.silent:
            self.now += self.patience
            raise OperationalError("no answer")
        if alias == PRIMARY:
            return (str(self.position),)
        assert sql == STATE
        (position,) = values
        close = None if position is None else self.replayed[alias] >= int(position)
        return (alias not in self.promoted, close)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Servers:
    servers = Servers()
    settings.READ_DATABASES = {"one": {}, "two": {}}
    settings.READ_LAG_SECONDS = 2
    monkeypatch.setattr(replicas, "monotonic", lambda: servers.now)
    monkeypatch.setattr(replicas, "_asked", servers.answer)
    return servers


def chosen(watch: Watch) -> set[str]:
    return {watch.choose() for _ in range(4)}


def test_fit_replicas_take_turns(servers: Servers) -> None:
    watch = Watch()

    assert [watch.choose() for _ in range(4)] == ["one", "two", "one", "two"]


def test_replicas_are_looked_at_once_a_second(servers: Servers) -> None:
    watch = Watch()

    for servers.now in (0, 0.5, 0.99, 1, 1.5):
        chosen(watch)

    assert servers.asked == {PRIMARY: 2, "one": 2, "two": 2}


def test_the_replica_that_lags_is_passed_over(servers: Servers) -> None:
    watch = Watch()
    for servers.now in range(4):
        servers.position += 10
        servers.replayed = {"one": servers.position - 10, "two": 0}
        chosen(watch)

    # The first is a second behind, the second has stood still for three.
    assert chosen(watch) == {"one"}
    servers.now, servers.replayed["two"] = 4, servers.position
    assert chosen(watch) == {"one", "two"}


@pytest.mark.parametrize("replayed, expected", [(9, PRIMARY), (10, "one")])
def test_the_first_look_wants_replicas_in_step(
    servers: Servers, replayed: int, expected: str
) -> None:
    servers.position, servers.replayed = 10, {"one": replayed, "two": 0}

    assert chosen(Watch()) == {expected}


@pytest.mark.parametrize("trouble", ["silent", "promoted"])
def test_replicas_in_trouble_are_not_even_asked_for_a_while(servers: Servers, trouble: str) -> None:
    watch = Watch()
    getattr(servers, trouble).add("one")

    for servers.now in (0, 1, 5, 9):
        assert chosen(watch) == {"two"}
    assert (servers.asked["one"], servers.asked["two"]) == (1, 4)

    getattr(servers, trouble).clear()
    servers.now = 10
    assert chosen(watch) == {"one", "two"}


def test_replicas_are_read_while_the_primary_does_not_answer(servers: Servers) -> None:
    watch = Watch()
    servers.silent.add(PRIMARY)
    servers.replayed = {"one": -5, "two": -5}

    assert chosen(watch) == {"one", "two"}

    servers.silent.clear()
    servers.now = 1
    assert chosen(watch) == {PRIMARY}


def test_a_primary_that_lets_everybody_wait_is_not_asked_every_second(servers: Servers) -> None:
    watch = Watch()
    servers.silent.add(PRIMARY)
    servers.patience = 5

    assert chosen(watch) == {"one", "two"}
    for servers.now in (6, 8, 9):
        assert chosen(watch) == {"one", "two"}
    assert servers.asked[PRIMARY] == 1

    servers.silent.clear()
    servers.now = 10
    chosen(watch)
    assert servers.asked[PRIMARY] == 2


def test_without_any_replica_that_answers_the_primary_is_read(servers: Servers) -> None:
    servers.silent |= {"one", "two"}

    assert chosen(Watch()) == {PRIMARY}


def test_whom_a_reader_found_failing_is_looked_at_before_the_next(servers: Servers) -> None:
    watch = Watch()
    assert chosen(watch) == {"one", "two"}
    servers.silent.add("one")

    watch.distrust("one")

    assert chosen(watch) == {"two"}


def test_others_go_on_with_what_is_known_while_one_looks_but_not_for_long(
    servers: Servers,
) -> None:
    watch = Watch()
    chosen(watch)
    with watch._looking:
        servers.now = 2
        assert chosen(watch) == {"one", "two"}
        servers.now = 2.5
        assert chosen(watch) == {PRIMARY}

    assert servers.asked[PRIMARY] == 1


def test_reading_from_ends_with_its_block(servers: Servers) -> None:
    with reading_from("one"):
        replicas.read_from_primary()
        assert reads_from() == PRIMARY
        with reading_from("two"):
            assert reads_from() == "two"
    assert reads_from() == PRIMARY
