"""A time-stamping authority of our own, with OpenSSL behind a real HTTP server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamping]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = it
[it]
serial = {folder}/serial
signer_cert = {folder}/stamping.pem
signer_key = {folder}/stamping.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = {digests}
"""


class Authority:
    """Its files in a folder; `roots` is the certificate to be believed."""

    def __init__(self, folder: Path, name: str = "An authority", digests: str = "sha256") -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.roots = folder, folder / "root.pem"
        (folder / "serial").write_text("01")
        words = CONFIGURATION.format(name=name, folder=folder, digests=digests)
        (folder / "configuration").write_text(words)
        self._certificate("root", "-x509")
        self._certificate("stamping", "-x509", "-CA", "root.pem", "-CAkey", "root.key")

    def _certificate(self, of: str, *how: str) -> None:
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        files = ("-keyout", f"{of}.key", "-out", f"{of}.pem", "-days", "3650")
        self.openssl("req", *how, *key, *files, "-config", "configuration", "-extensions", of)

    def openssl(self, *words: str) -> bytes:
        """Run one command in the folder; returns what it prints."""
        ran = subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)
        return ran.stdout

    def answer(self, question: bytes) -> bytes:
        """The time stamp for a question."""
        (self.folder / "question").write_bytes(question)
        words = ("-config", "configuration", "-queryfile", "question", "-out", "answer")
        self.openssl("ts", "-reply", *words)
        return (self.folder / "answer").read_bytes()

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Answer by HTTP on a free port; yields the address."""
        authority = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                answer = authority.answer(self.rfile.read(length))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Tests print nothing."""

        with HTTPServer(("127.0.0.1", 0), Door) as server:
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()
                thread.join()
