"""The client of the bench, against servers that live for one test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import pytest

from tracker.management import visitors
from tracker.management.visitors import Address, drive, get
from tracker.management.web_servers import EMPTY, serving

ANSWER = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 400_000


@pytest.fixture(scope="module")
def empty() -> Iterator[Address]:
    with serving(EMPTY, {}) as server:
        yield server.address


def test_drive_counts_answers_of_the_empty_site(empty: Address) -> None:
    driven = drive(empty, lambda: get("/"), seconds=0.2, connections=4)

    assert driven.answers >= 4
    assert driven.seconds >= 0.2
    assert driven.rate == driven.answers / driven.seconds
    assert 0 < driven.at_work <= driven.seconds


def test_drive_refuses_to_count_refusals(empty: Address) -> None:
    with pytest.raises(
        RuntimeError, match=r"^answered b.HTTP/1\.1 404 Not Found.* instead of HTTP/1\.1 200 $"
    ):
        drive(empty, lambda: get("/statements/"), seconds=0.1)


def test_drive_takes_the_status_it_is_told(empty: Address) -> None:
    assert drive(empty, lambda: get("/gone/"), seconds=0, connections=1, status=404).answers == 1


def test_drive_keeps_to_its_connections_and_hears_each_answer_out() -> None:
    asked: list[int] = []

    def serve(listening: socket.socket) -> None:
        """Answer by threes, each three only once all of them have asked."""
        with suppress(OSError):
            while True:
                held = [listening.accept()[0] for _place in range(3)]
                listening.settimeout(0.05)
                with suppress(TimeoutError):
                    held.append(listening.accept()[0])
                listening.settimeout(None)
                asked.append(len(held))
                for connection in held:
                    with closing(connection):
                        connection.recv(1000)
                        connection.sendall(ANSWER)

    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor() as pool:
        pool.submit(serve, listening)
        driven = drive(listening.getsockname(), lambda: get("/"), seconds=0, connections=3)
        listening.shutdown(socket.SHUT_RDWR)

    assert driven.answers == 3
    assert asked == [3]


def test_drive_gives_up_on_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "PATIENCE", 0.05)
    silent = socket.create_server(("127.0.0.1", 0))
    with closing(silent), pytest.raises(TimeoutError, match="answers nothing"):
        drive(silent.getsockname(), lambda: get("/"), seconds=1, connections=1)


def test_get_carries_a_cookie_only_where_one_is_given() -> None:
    assert get("/a/") == (
        b"GET /a/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    )
    assert b"\r\nCookie: sessionid=1\r\n\r\n" in get("/a/", "sessionid=1")
