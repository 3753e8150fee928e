"""Connecting to a receiver: nothing inside is ever reached, and who answers must show who it is."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tracker.actions import webhook_connections
from tracker.actions.webhook_calls import call_webhook
from tracker.choices import DeliveryProblem as Problem
from tracker.rules.deliveries import Tried
from tracker.rules.webhook_addresses import Reach, read_reach
from tracker.tests.receivers import BODY, HOST, Receiver, called, found
from tracker.tests.receivers import certificates as certificates
from tracker.tests.receivers import hasty as hasty
from tracker.tests.receivers import receiver as receiver


@pytest.mark.parametrize(
    "address, what",
    [
        ("127.0.0.1", "loopback"),
        ("10.0.0.7", "private"),
        ("169.254.169.254", "link-local, and metadata of clouds"),
        ("100.64.0.1", "shared by a provider's customers (CGNAT)"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "an IPv4 address inside (mapped)"),
        ("64:ff9b::7f00:1", "an IPv4 address inside (NAT64)"),
        ("fe80::1%lo", "link-local"),
    ],
)
def test_name_that_leads_inside_is_not_connected_to(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, address: str, what: str
) -> None:
    monkeypatch.setattr(webhook_connections, "_connected", lambda *given: pytest.fail(str(given)))
    reach = Reach(ports=frozenset({receiver.port}))

    outcome = called(receiver, reach=reach, resolve=lambda _host, port: found(address, port))

    assert outcome == Tried(Problem.NOT_PUBLIC, 0, what)
    assert receiver.connections == 0


def test_numbers_in_odd_forms_lead_inside_as_well(receiver: Receiver) -> None:
    reach = Reach(ports=frozenset({receiver.port}))
    for host in ("0x7f.1", "2130706433", "127.1", "0177.0.0.1", "localhost"):
        url = f"https://{host}:{receiver.port}/"

        outcome = call_webhook(url, {}, BODY, reach=reach, tls=receiver.trusting())

        assert outcome.problem == Problem.NOT_PUBLIC, host
    assert receiver.connections == 0


def test_of_several_addresses_only_those_outside_are_tried(receiver: Receiver) -> None:
    reach = read_reach([receiver.port], ["127.0.0.1/32"])
    asked = [*found("10.0.0.7", 1), *found("::1", 1), *found("127.0.0.1", receiver.port)]

    assert called(receiver, reach=reach, resolve=lambda _host, _port: asked) == Tried("", 200)


def test_name_is_asked_for_once_and_what_was_judged_is_connected_to(receiver: Receiver) -> None:
    """Answered differently the second time (“DNS rebinding”), a name leads nowhere else."""
    inside = Receiver(receiver.folder)
    answers = [found("127.0.0.1", receiver.port), found("127.0.0.2", inside.port)]
    asked: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> Iterable[Any]:
        asked.append((host, port))
        return answers.pop(0)

    only_the_first = read_reach([receiver.port], ["127.0.0.1/32"])
    assert called(receiver, reach=only_the_first, resolve=resolve) == Tried("", 200)
    assert asked == [(HOST, receiver.port)]

    outcome = called(receiver, reach=only_the_first, resolve=resolve)
    inside.close()

    assert outcome == Tried(Problem.NOT_PUBLIC, 0, "loopback")
    assert (receiver.connections, inside.connections) == (1, 0)


def test_proxies_of_the_environment_are_not_asked(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")

    assert called(receiver) == Tried("", 200)


@pytest.mark.parametrize("url", ["https://me:secret@hooks.example/", "http://hooks.example/", "x"])
def test_bad_address_is_never_looked_up(url: str) -> None:
    resolve = lambda *given: pytest.fail(str(given))  # noqa: E731

    assert call_webhook(url, {}, BODY, reach=Reach(), resolve=resolve) == Tried(Problem.BAD_ADDRESS)


def test_plain_http_goes_to_own_networks_only(receiver: Receiver, certificates: Path) -> None:
    plain = Receiver(certificates, is_secure=False)

    inside = called(plain)
    outside = called(plain, resolve=lambda _host, port: found("1.1.1.1", port))
    plain.close()

    assert inside == Tried("", 200)
    assert outside == Tried(Problem.NOT_PUBLIC, 0, "plain http")
    assert plain.received[0].headers["host"] == f"{HOST}:{plain.port}"


# --- Who answers ----------------------------------------------------------------------------------


def test_server_must_show_that_it_is_the_one(receiver: Receiver) -> None:
    untrusting = ssl.create_default_context()

    outcome = called(receiver, tls=untrusting)

    assert outcome.problem == Problem.NOT_TRUSTED
    assert "self-signed" in outcome.detail or "local issuer" in outcome.detail
    assert receiver.received == []


def test_certificate_is_checked_against_the_name(receiver: Receiver) -> None:
    url = receiver.url.replace(HOST, "other.example")

    outcome = call_webhook(
        url,
        {},
        BODY,
        reach=receiver.reach,
        tls=receiver.trusting(),
        resolve=receiver.resolve,
    )

    assert outcome.problem == Problem.NOT_TRUSTED
    assert "other.example" in outcome.detail
    assert receiver.received == []


def test_server_without_encryption_is_not_trusted(receiver: Receiver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        port = plain.getsockname()[1]
        thread = threading.Thread(target=refuse_plainly, args=(plain,))
        thread.start()

        outcome = called(receiver, resolve=lambda _host, _port: found("127.0.0.1", port))
        thread.join()

    assert outcome == Tried(Problem.NOT_TRUSTED, 0, "WRONG_VERSION_NUMBER")


def refuse_plainly(server: socket.socket) -> None:
    """Answer as a server does that is asked for encryption where it speaks without."""
    connected, _address = server.accept()
    with connected:
        connected.recv(65536)
        connected.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def test_server_that_is_not_there_could_not_be_reached(receiver: Receiver) -> None:
    receiver.close()

    assert called(receiver) == Tried(Problem.NO_CONNECTION, 0, "Connection refused")


def test_first_of_several_addresses_that_answers_is_used(receiver: Receiver) -> None:
    nobody = Receiver(receiver.folder)
    nobody.close()
    both = [*found("127.0.0.1", nobody.port), *found("127.0.0.1", receiver.port)]

    assert called(receiver, resolve=lambda _host, _port: both) == Tried("", 200)


@pytest.mark.parametrize(
    "error, problem",
    [
        (socket.gaierror(-2, "Name or service not known"), Problem.NO_NAME),
        (UnicodeError("label too long"), Problem.NO_NAME),
    ],
)
def test_name_that_nobody_knows(receiver: Receiver, error: Exception, problem: Problem) -> None:
    def resolve(_host: str, _port: int) -> Iterable[Any]:
        raise error

    outcome = called(receiver, resolve=resolve)

    assert outcome.problem == problem
    assert outcome.detail


def test_name_that_takes_too_long_ends_in_time(receiver: Receiver, hasty: None) -> None:
    over = threading.Event()

    def resolve(_host: str, port: int) -> Iterable[Any]:
        over.wait(30)
        return found("127.0.0.1", port)

    outcome = called(receiver, resolve=resolve)
    over.set()

    assert outcome == Tried(Problem.TOO_SLOW, 0, "name")
    assert receiver.connections == 0
