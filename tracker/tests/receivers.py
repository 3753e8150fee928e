"""A receiver of webhooks on this machine: a real HTTPS server that answers as a test wants."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from tracker.actions.webhook_calls import call_webhook, trusting
from tracker.actions.webhook_connections import Deadline
from tracker.rules.deliveries import Tried
from tracker.rules.webhook_addresses import Reach, read_reach

HOST = "hooks.example"
LOOPBACK = ["127.0.0.0/8"]
BODY = b'{"type": "test"}'


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes
    server_name: str | None


@dataclass
class Receiver:
    """Takes what comes, and answers the next of `answers`: a status, raw bytes, or a function that
    is given the connection. Without any: 200.
    """

    folder: Path
    is_secure: bool = True
    answers: list[int | bytes | Callable[[socket.socket], None]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(self.folder / "server.pem")
        self.names: dict[int, str | None] = {}
        self.tls.sni_callback = lambda one, name, _context: self.names.update({id(one): name})
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"{'https' if self.is_secure else 'http'}://{HOST}:{self.port}/hook?a=b"

    @property
    def local_url(self) -> str:
        """The same by a name that every machine finds."""
        return self.url.replace(HOST, "localhost")

    @property
    def reach(self) -> Reach:
        return read_reach([self.port], LOOPBACK)

    def resolve(self, _host: str, port: int) -> list[Any]:
        return found("127.0.0.1", port)

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "root.pem"))

    def hang(self, _connected: socket.socket) -> None:
        """Answer nothing, for as long as the test takes."""
        self.over.wait(30)

    def close(self) -> None:
        self.over.set()
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)

    def _listen(self) -> None:
        while not self.over.is_set():
            try:
                plain, _address = self.listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        plain.settimeout(30)
        # Whoever calls may hang up at any moment.
        with plain, suppress(OSError):
            if not self.is_secure:
                self._answer(plain, None)
                return
            with self.tls.wrap_socket(plain, server_side=True) as secured:
                self._answer(secured, self.names.get(id(secured)))

    def _answer(self, connected: socket.socket, server_name: str | None) -> None:
        self.received.append(_read(connected, server_name))
        answer = self.answers.pop(0) if self.answers else 200
        if callable(answer):
            answer(connected)
        elif isinstance(answer, int):
            connected.sendall(f"HTTP/1.1 {answer} Hm\r\nContent-Length: 0\r\n\r\n".encode())
        else:
            connected.sendall(answer)


def called(receiver: Receiver, **options: Any) -> Tried:
    """What one call of the receiver comes to."""
    given = {"reach": receiver.reach, "tls": receiver.trusting(), "resolve": receiver.resolve}
    return call_webhook(receiver.url, {"webhook-id": "msg_1"}, BODY, **given | options)


def found(address: str, port: int) -> list[Any]:
    """What getaddrinfo() says of a name that leads to this address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    where = (address, port, 0, 0) if ":" in address else (address, port)
    return [(family, socket.SOCK_STREAM, 6, "", where)]


def endlessly(opening: bytes, piece: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    """An answer that never ends."""

    def answer(connected: socket.socket) -> None:
        connected.sendall(opening)
        quiet = threading.Event()
        while True:
            connected.sendall(piece)
            quiet.wait(pause)

    return answer


def _read(connected: socket.socket, server_name: str | None) -> Received:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := connected.recv(65536)):
            raise OSError
        data += piece
    head, _blank, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {
        name.lower(): value for name, _colon, value in (one.partition(": ") for one in lines)
    }
    while len(body) < int(headers.get("content-length", 0)):
        body += connected.recv(65536)
    return Received(first.split(" ")[1], headers, body, server_name)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with root.pem and with server.pem, for this machine and for HOST."""
    folder = tmp_path_factory.mktemp("certificates")
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate("A root for tests", root_key, "A root for tests", root_key, is_root=True)
    leaf = _certificate("A server for tests", key, "A root for tests", root_key, is_root=False)
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(private + leaf.public_bytes(Encoding.PEM))
    return folder


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    signing: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    name = lambda text: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])  # noqa: E731
    now = datetime.now(UTC)
    names = [x509.DNSName(HOST), x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    builder = x509.CertificateBuilder(
        issuer_name=name(issuer),
        subject_name=name(subject),
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(days=3650),
        not_valid_after=now + timedelta(days=3650),
    )
    builder = builder.add_extension(x509.BasicConstraints(is_root, None), critical=True)
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
    )
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
    )
    if not is_root:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(signing, hashes.SHA256())


@pytest.fixture
def receiver(certificates: Path) -> Iterator[Receiver]:
    receiver = Receiver(certificates)
    yield receiver
    receiver.close()


@pytest.fixture
def reached(
    receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Receiver]:
    """The receiver, which this site trusts and lets webhooks reach."""
    settings.WEBHOOK_PORTS, settings.WEBHOOK_NETWORKS = [str(receiver.port)], LOOPBACK
    monkeypatch.setenv("SSL_CERT_FILE", str(receiver.folder / "root.pem"))
    trusting.cache_clear()
    yield receiver
    trusting.cache_clear()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A try that ends as soon as it can be seen that it goes on."""
    monkeypatch.setattr(Deadline.__init__, "__defaults__", (0.3,))
