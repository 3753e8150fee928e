"""Connecting to a receiver of webhooks: only to an address that was judged, within bounds."""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from threading import Thread
from time import monotonic
from typing import Any, TypeAlias

from tracker.choices import DeliveryProblem
from tracker.rules.webhook_addresses import Reach, Target, why_not_reached

# One try takes no longer than this, from looking up the name to the answer; and no connection to
# one of several addresses longer than its part.
PATIENCE_SECONDS = 10.0
CONNECTING_SECONDS = 4.0
# Of an answer only the status is read; what comes before it is done may not be longer than this.
MOST_READ = 64 * 1024

# What getaddrinfo() tells of one address: family, kind, protocol, name, and what connect() takes.
Found: TypeAlias = tuple[Any, Any, int, str, Any]
Resolver: TypeAlias = Callable[[str, int], Iterable[Found]]


class Unreached(Exception):
    """Nothing was sent, or nothing was answered; says why."""

    def __init__(self, problem: DeliveryProblem, detail: object = "") -> None:
        super().__init__(detail)
        self.problem, self.detail = problem, detail


class Deadline:
    """When a try ends, whatever the other side does."""

    def __init__(self, seconds: float = PATIENCE_SECONDS) -> None:
        self.ends = monotonic() + seconds

    def left(self) -> float:
        """How many seconds there are left; raises TimeoutError if there are none."""
        seconds = self.ends - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class Wire:
    """A connection as http.client uses one, of which every step ends in time."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self.connected, self.deadline = connected, deadline

    def sendall(self, data: bytes) -> None:
        """Send all of it, however slowly the other side takes it, but in time."""
        left = memoryview(data)
        while left:
            self.connected.settimeout(self.deadline.left())
            left = left[self.connected.send(left) :]

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the answer is read from."""
        return io.BufferedReader(Answer(self))

    def close(self) -> None:
        """End the connection, whatever is still to come."""
        self.connected.close()


class Answer(io.RawIOBase):
    """The bytes that come back, in time and no more than MOST_READ."""

    def __init__(self, wire: Wire) -> None:
        self.wire, self.room = wire, MOST_READ

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Some of them; raises Unreached when there were too many."""
        if self.room <= 0:
            raise Unreached(DeliveryProblem.NOT_HTTP, "too long")
        self.wire.connected.settimeout(self.wire.deadline.left())
        number = self.wire.connected.recv_into(buffer)
        self.room -= number
        return number


def resolved(host: str, port: int) -> Iterable[Found]:
    """The addresses behind a name, as this machine finds them."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def connected_to(
    target: Target,
    reach: Reach,
    deadline: Deadline,
    *,
    tls: ssl.SSLContext,
    resolve: Resolver = resolved,
) -> Wire:
    """A connection to one of the addresses behind the name, and to no other.

    The name is looked up once: what was judged is what is connected to, however the name is
    answered afterwards. The certificate is checked against the name. Raises Unreached, OSError.
    """
    found = _looked_up(target, deadline, resolve)
    sockaddrs, refusals = [], []
    for family, _kind, _protocol, _name, sockaddr in found:
        why_not = why_not_reached(ip_address(sockaddr[0]), reach, is_secure=target.is_secure)
        if why_not:
            refusals.append(why_not)
        else:
            sockaddrs.append((family, sockaddr))
    if not sockaddrs:
        raise Unreached(DeliveryProblem.NOT_PUBLIC, ", ".join(dict.fromkeys(refusals)))
    plain = _connected(sockaddrs, deadline)
    return Wire(_secured(plain, target, deadline, tls) if target.is_secure else plain, deadline)


def _looked_up(target: Target, deadline: Deadline, resolve: Resolver) -> list[Found]:
    """The addresses behind a name; in a thread, since nothing else ends a slow look-up in time."""
    answers: list[Iterable[Found] | Exception] = []

    def ask() -> None:
        try:
            answers.append(list(resolve(target.host, target.port)))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = Thread(target=ask, name="name", daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not answers:
        raise Unreached(DeliveryProblem.TOO_SLOW, "name")
    if isinstance(answers[0], Exception):
        raise Unreached(DeliveryProblem.NO_NAME, answers[0])
    return list(answers[0])


def _connected(sockaddrs: list[tuple[Any, Any]], deadline: Deadline) -> socket.socket:
    """Connected to the first of them that answers; raises what the last one said."""
    last: OSError = TimeoutError()
    for family, sockaddr in sockaddrs:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(min(CONNECTING_SECONDS, deadline.left()))
            plain.connect(sockaddr)
        except OSError as error:
            plain.close()
            last = error
        else:
            return plain
    raise last


def _secured(
    plain: socket.socket, target: Target, deadline: Deadline, tls: ssl.SSLContext
) -> socket.socket:
    try:
        plain.settimeout(deadline.left())
        return tls.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise
