"""How many connections wait: the kernel's table, and a real socket that nobody accepts from."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tracker.queries import backlog

TABLE = """
   0: 0100007F:1F40 00000000:0000 0A 00000000:0000001F 00:00000000 00000000     0        0 1 1
   1: 00000000:1F40 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 2 1
   2: 0100007F:1538 00000000:0000 0A 00000000:000000FF 00:00000000 00000000   101        0 3 1
"""


@pytest.fixture(autouse=True)
def unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that another test saw is remembered."""
    monkeypatch.setattr(backlog, "_looked", {})
    monkeypatch.setattr(backlog, "_known", {})


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0), backlog=20) as server:
        yield server


@pytest.mark.parametrize("port, expected", [(8000, 31), (5432, 255), (8001, 0)])
def test_waiting_is_the_longest_queue_of_the_port(port: int, expected: int) -> None:
    assert backlog.waiting_in(TABLE.strip("\n").splitlines(), port) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
@pytest.mark.parametrize("own", [backlog.OWN, Path("/nowhere")], ids=["socket", "tables"])
def test_waiting_counts_who_was_not_accepted(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch, own: Path
) -> None:
    monkeypatch.setattr(backlog, "AS_LONG_AS", 0)
    monkeypatch.setattr(backlog, "AS_OFTEN", 0)
    monkeypatch.setattr(backlog, "OWN", own)
    address = listener.getsockname()
    with ExitStack() as visitors:
        for _visitor in range(5):
            visitors.enter_context(socket.create_connection(address))
        assert backlog.waiting(address[1]) == 5
        for _visitor in range(2):
            visitors.enter_context(listener.accept()[0])
        assert backlog.waiting(address[1]) == 3
    assert listener.fileno() > 0  # still open


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_waiting_looks_seldom(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([10.0, 10.0, 10.1, 10.3, 10.3])
    monkeypatch.setattr(backlog, "monotonic", lambda: next(times))
    address = listener.getsockname()
    assert backlog.waiting(address[1]) == 0
    with socket.create_connection(address):
        assert [backlog.waiting(address[1]), backlog.waiting(address[1])] == [0, 1]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_waiting_finds_the_socket_that_took_the_place_of_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert backlog.waiting(port) == 0
        known = backlog._known[port]
    backlog._looked.clear()
    with open(os.devnull) as _other, socket.create_server(("127.0.0.1", port)) as server:
        with socket.create_connection(server.getsockname()):
            assert backlog.waiting(port) == 1
        assert backlog._known[port] == server.fileno() != known


def test_long_look_holds_the_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([10.0, 12.0, 31.9, 32.0, 32.0])
    looks = iter([5, 7])
    monkeypatch.setattr(backlog, "monotonic", lambda: next(times))
    monkeypatch.setattr(backlog, "_look", lambda _port: next(looks))

    assert [backlog.waiting(1) for _time in range(3)] == [5, 5, 7]


def test_waiting_is_none_where_the_system_does_not_tell(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(backlog, "TABLES", (tmp_path_factory.mktemp("proc") / "tcp",))

    assert backlog.waiting(8000) == 0
