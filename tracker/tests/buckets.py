"""A server that speaks as much of S3 as keeping uploads needs, for one test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urlsplit


class Bucket(ThreadingHTTPServer):
    """Objects by path, and what was asked; `failure` is the status that everything gets instead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.objects: dict[str, bytes] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.failure = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bucket

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            data = _unchunked(data)
        if self._goes_on():
            self.server.objects[self._path()] = data
            self._say(200)

    def do_GET(self) -> None:
        data = self.server.objects.get(self._path())
        if self._goes_on():
            self._say(404 if data is None else 200, data or b"")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        if self._goes_on():
            self.server.objects.pop(self._path(), None)
            self._say(204)

    def log_message(self, *_: object) -> None:
        pass

    def _path(self) -> str:
        return unquote(urlsplit(self.path).path)

    def _goes_on(self) -> bool:
        asked = (self.command, self._path(), self.headers.get("Authorization", ""))
        self.server.asked.append(asked)
        if self.server.failure:
            self._say(self.server.failure)
        return not self.server.failure

    def _say(self, status: int, data: bytes = b"") -> None:
        self.send_response(status)
        # RFC 9110, 8.6: an answer without content says nothing of its length.
        if status != 204:
            self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 12:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _unchunked(data: bytes) -> bytes:
    """The content of a body in chunks, each after its length in hexadecimal digits."""
    found = b""
    while data:
        head, _, rest = data.partition(b"\r\n")
        length = int(head.partition(b";")[0], 16)
        if not length:
            break
        found, data = found + rest[:length], rest[length + 2 :]
    return found


@contextmanager
def serving() -> Iterator[Bucket]:
    with Bucket() as bucket:
        thread = Thread(target=bucket.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield bucket
        finally:
            bucket.shutdown()
            thread.join()
