"""Calling a receiver: what its answers come to, however they come."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from tracker.actions.webhook_calls import call_webhook
from tracker.actions.webhook_connections import MOST_READ, Answer, Deadline
from tracker.choices import DeliveryProblem as Problem
from tracker.rules.deliveries import Tried
from tracker.rules.webhook_addresses import read_reach
from tracker.tests.receivers import BODY, HOST, LOOPBACK, Receiver, called, endlessly, found
from tracker.tests.receivers import certificates as certificates
from tracker.tests.receivers import hasty as hasty
from tracker.tests.receivers import receiver as receiver

OK = b"HTTP/1.1 200 OK\r\n"


def test_receiver_gets_what_is_sent(receiver: Receiver) -> None:
    assert called(receiver) == Tried("", 200)

    (request,) = receiver.received
    assert (request.path, request.body, request.server_name) == ("/hook?a=b", BODY, HOST)
    assert request.headers == {
        "host": f"{HOST}:{receiver.port}",
        "accept-encoding": "identity",
        "content-length": str(len(BODY)),
        "webhook-id": "msg_1",
        "connection": "close",
    }


@pytest.mark.parametrize(
    "answer, outcome",
    [
        (204, Tried("", 204)),
        (400, Tried(Problem.UNWILLING, 400)),
        (410, Tried(Problem.GONE, 410)),
        (500, Tried(Problem.UNWILLING, 500)),
        (OK + b"\r\n" + b"x" * 100_000, Tried("", 200)),
        (OK + b"Content-Length: 5000000000\r\n\r\nx", Tried("", 200)),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\n", Tried("", 200)),
        (b"", Tried(Problem.NOT_HTTP, 0, "RemoteDisconnected")),
        (b"220 mail.example ESMTP\r\n", Tried(Problem.NOT_HTTP, 0, "BadStatusLine")),
        (b"HTTP/1.1 2000 OK\r\n\r\n", Tried(Problem.NOT_HTTP, 0, "BadStatusLine")),
        (OK + b"x: y\r\n" * 200 + b"\r\n", Tried(Problem.NOT_HTTP, 0, "HTTPException")),
        (OK + b"x: " + b"y" * 70_000, Tried(Problem.NOT_HTTP, 0, "too long")),
    ],
)
def test_answer_comes_to(receiver: Receiver, answer: int | bytes, outcome: Tried) -> None:
    receiver.answers = [answer]

    assert called(receiver) == outcome


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["http://127.0.0.1:{port}/", "https://hooks.example:{port}/"])
def test_redirect_is_not_followed(receiver: Receiver, code: int, where: str) -> None:
    told = f"HTTP/1.1 {code} Moved\r\nLocation: {where.format(port=receiver.port)}\r\n\r\n"
    receiver.answers = [told.encode()]

    assert called(receiver) == Tried(Problem.REDIRECT, code)
    assert receiver.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        endlessly(b"", b"x", 0.02),
        endlessly(OK, b"x", 0.02),
        endlessly(OK, b"x: y\r\n", 0.02),
        endlessly(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
    ],
)
def test_answer_that_comes_too_slowly_ends_in_time(
    receiver: Receiver, hasty: None, answer: Callable[[socket.socket], None]
) -> None:
    receiver.answers = [answer]

    assert called(receiver).problem == Problem.TOO_SLOW


def test_server_that_hangs_ends_in_time(receiver: Receiver, hasty: None) -> None:
    receiver.answers = [receiver.hang]

    assert called(receiver) == Tried(Problem.TOO_SLOW)


def test_server_that_says_nothing_of_itself_ends_in_time(receiver: Receiver, hasty: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        where = {"resolve": lambda _host, _port: found("127.0.0.1", port)}

        assert called(receiver, **where) == Tried(Problem.TOO_SLOW)


@pytest.mark.parametrize(
    "answer, outcome",
    [
        (endlessly(OK + b"\r\n", b"x" * 65536), Tried("", 200)),
        (endlessly(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), Tried("", 200)),
        (endlessly(b"", b"x" * 65536), Tried(Problem.NOT_HTTP, 0, "too long")),
        (
            endlessly(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
            Tried(Problem.NOT_HTTP, 0, "too long"),
        ),
    ],
)
def test_answer_without_end_is_not_read_to_the_end(
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[socket.socket], None],
    outcome: Tried,
) -> None:
    receiver.answers = [answer]
    read: list[int] = []
    readinto = Answer.readinto

    def counted(answer: Answer, buffer: Any) -> int:
        read.append(readinto(answer, buffer))
        return read[-1]

    monkeypatch.setattr(Answer, "readinto", counted)

    assert called(receiver) == outcome
    assert 0 < sum(read) <= MOST_READ + 8192


def test_body_that_nobody_takes_ends_in_time(receiver: Receiver, hasty: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        reach = read_reach([silent.getsockname()[1]], LOOPBACK)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"

        outcome = call_webhook(url, {}, b"x" * 50_000_000, reach=reach)

    assert outcome == Tried(Problem.TOO_SLOW)


def test_after_its_end_nothing_is_waited_for() -> None:
    with pytest.raises(TimeoutError):
        Deadline(0).left()
    assert 0 < Deadline(30).left() <= 30
