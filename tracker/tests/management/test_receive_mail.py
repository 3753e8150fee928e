"""The command that takes in mail: a pipe, files, an mbox, an IMAP mailbox, and exit code 75."""

from __future__ import annotations

import io
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from tracker.choices import MailTrouble, Origin
from tracker.management import imap
from tracker.management.commands import receive_mail as command
from tracker.models import IncomingMail
from tracker.tests.architecture.sources import ROOT
from tracker.tests.mail_samples import MAILS, MALFORMED

RAW = b"From: Ana <ana@harbour.example>\nMessage-ID: <one@harbour.example>\n\nWe accept.\n"
UNREADABLE = [b"\xff\xfe\x00", b"Content-Type: multipart/mixed; boundary=\n\n--\n", bytes(300)]

pytestmark = pytest.mark.django_db


def run(*arguments: str, stdin: bytes = b"", monkeypatch: pytest.MonkeyPatch | None = None) -> str:
    if monkeypatch is not None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
    told = io.StringIO()
    call_command("receive_mail", *arguments, stdout=told, stderr=told)
    return told.getvalue()


def test_receive_mail_takes_one_message_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(stdin=RAW, monkeypatch=monkeypatch) == "1 taken in.\n"

    mail = IncomingMail.objects.get()
    assert (mail.origin, mail.text) == (Origin.MAIL, "We accept.")


def test_receive_mail_says_when_nothing_came(monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(stdin=b"\n", monkeypatch=monkeypatch)

    assert told == "An empty message: there is nothing to keep.\n0 taken in.\n"
    assert not IncomingMail.objects.exists()


def test_receive_mail_takes_files_with_the_time_the_server_wrote() -> None:
    files = [str(MAILS / f"{name}.eml") for name in ("gmail-english", "apple-spanish")]

    assert run(*files) == "2 taken in.\n"
    assert run(*files) == "2 taken in.\n"

    first, second = IncomingMail.objects.order_by("pk")
    assert first.origin == Origin.COMMAND
    assert first.received_at == datetime(2022, 3, 9, 8, 30, 12, tzinfo=UTC)
    assert second.received_at == second.recorded_at.replace(
        microsecond=second.received_at.microsecond
    )


def test_receive_mail_takes_an_mbox_of_malformed_messages_and_loses_none(tmp_path: Path) -> None:
    messages = [raw for raw in [*MALFORMED.values(), *UNREADABLE] if raw.strip()]
    box = tmp_path / "box"
    line = b"From ana Mon Mar  7 10:15:00 2022\n"
    whole = [
        # Those that have an identity get one of their own: else they would be copies.
        raw.removeprefix(line).replace(b"one@harbour", b"%d@harbour" % number)
        for number, raw in enumerate(messages)
    ]
    box.write_bytes(b"".join(line + raw + b"\n\n" for raw in whole))

    assert run("--mbox", str(box)) == f"{len(whole)} taken in.\n"

    kept = {Path(one.file.path).read_bytes().strip(b"\n") for one in IncomingMail.objects.all()}
    assert kept == {raw.strip(b"\n") for raw in whole}
    troubles = {code for one in IncomingMail.objects.all() for code in one.troubles}
    assert troubles >= {MailTrouble.NO_HEADER, MailTrouble.NO_TEXT, MailTrouble.TOO_MANY_PARTS}


@pytest.mark.parametrize(
    "error", [OperationalError("database is locked"), OSError(28, "No space"), MemoryError()]
)
def test_receive_mail_exits_75_when_it_has_to_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(command, "receive_mail", fail)

    with pytest.raises(CommandError, match="1 not taken in, 0 taken in") as caught:
        run(stdin=RAW, monkeypatch=monkeypatch)

    assert caught.value.returncode == os.EX_TEMPFAIL == 75


def test_receive_mail_goes_on_after_one_that_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = command.receive_mail

    def fail_once(raw: bytes, **options: Any) -> IncomingMail:
        if b"first" in raw:
            raise OperationalError
        return real(raw, **options)

    monkeypatch.setattr(command, "receive_mail", fail_once)
    files = [tmp_path / name for name in ("first", "second")]
    for one in files:
        one.write_bytes(b"Subject: " + one.name.encode() + b"\n\nYes.\n")

    with pytest.raises(CommandError, match="1 not taken in, 1 taken in"):
        run(*map(str, files))

    assert IncomingMail.objects.get().subject == "second"


def test_receive_mail_process_exits_75_without_a_database(tmp_path: Path) -> None:
    """The whole process, as a mail server starts it; nothing of the mail is told."""
    environment = {
        **os.environ,
        "SECRET_KEY": "k" * 50,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:////{tmp_path}/missing/folder.sqlite3",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "receive_mail"],
        input=RAW,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 75
    assert b"OperationalError" in done.stderr
    assert b"harbour" not in done.stdout + done.stderr
    assert [one.read_bytes() for one in (tmp_path / "uploads").rglob("*.eml")] == [RAW]


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["missing.eml"], "missing.eml cannot be read: No such file"),
        (["--mbox", "missing"], "missing cannot be read: No such file"),
        (["--mbox"], "Name the file"),
        (["--imap"], "Set IMAP_URL"),
    ],
)
def test_receive_mail_says_what_is_wrong_with_the_arguments(
    arguments: list[str], told: str
) -> None:
    with pytest.raises(CommandError, match=told) as caught:
        run(*arguments)

    assert caught.value.returncode == 1


class FakeImap(socketserver.StreamRequestHandler):
    """A mailbox as a server on this machine offers it; `server.seen` are the UIDs marked."""

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, words = line.decode().strip().partition(" ")
            self.server.lines.append(words)  # type: ignore[attr-defined]
            self.answer(tag, words)

    def answer(self, tag: str, words: str) -> None:
        messages: dict[str, bytes] = self.server.messages  # type: ignore[attr-defined]
        name, untagged, status = words.upper(), b"", "OK"
        if name.startswith("CAPABILITY"):
            untagged = b"* CAPABILITY IMAP4rev1\r\n"
        elif name.startswith("SELECT") and '"INBOX"' not in words:
            status = "NO"
        elif name.startswith("SELECT"):
            untagged = b"* %d EXISTS\r\n" % len(messages)
        elif name.startswith("UID SEARCH"):
            untagged = f"* SEARCH {' '.join([*messages, '99'])}\r\n".encode()
        elif name.startswith("UID FETCH") and words.split()[2] in messages:
            uid = words.split()[2]
            date = '"09-Mar-2022 08:30:00 +0000" ' if uid != "3" else '"" '
            head = f"* 1 FETCH (UID {uid} INTERNALDATE {date}BODY[] {{{len(messages[uid])}}}\r\n"
            untagged = head.encode() + messages[uid] + b")\r\n"
        elif name.startswith("UID STORE"):
            self.server.seen.append(words.split()[2])  # type: ignore[attr-defined]
        self.wfile.write(untagged + f"{tag} {status} done\r\n".encode())


@pytest.fixture
def server(settings: Settings) -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), FakeImap) as server:
        server.daemon_threads = True
        server.messages, server.seen, server.lines = {}, [], []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.IMAP_URL = f"imap://ana%40x:p%20w@127.0.0.1:{server.server_address[1]}/INBOX"
        yield server
        server.shutdown()


def test_receive_mail_reads_what_is_unseen_and_marks_it_after(server: Any) -> None:
    server.messages |= {"1": RAW, "2": b"Subject: two\n\nYes.\n", "3": b"Subject: three\n\nYes.\n"}

    assert run("--imap") == "3 taken in.\n"

    mails = IncomingMail.objects.order_by("pk")
    assert [one.text for one in mails] == ["We accept.", "Yes.", "Yes."]
    assert mails[0].received_at == datetime(2022, 3, 9, 8, 30, tzinfo=UTC)
    assert (mails[2].received_at - mails[2].recorded_at).total_seconds() < 1
    assert server.seen == ["1", "2", "3"]
    assert 'LOGIN ana@x "p w"' in server.lines
    assert [line for line in server.lines if "FETCH" in line and "PEEK" not in line] == []


def test_receive_mail_leaves_unseen_what_failed(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise OperationalError

    server.messages["1"] = RAW
    monkeypatch.setattr(command, "receive_mail", fail)

    with pytest.raises(CommandError) as caught:
        run("--imap")

    assert (caught.value.returncode, server.seen) == (75, [])


def test_receive_mail_exits_75_when_the_mailbox_cannot_be_opened(
    server: Any, settings: Settings
) -> None:
    settings.IMAP_URL = settings.IMAP_URL.replace("INBOX", "Other")

    with pytest.raises(CommandError, match="1 not taken in") as caught:
        run("--imap")

    assert caught.value.returncode == 75


def test_mailbox_is_encrypted_except_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, ...]] = []

    class Client:
        def __init__(self, host: str, port: int, timeout: int) -> None:
            made.append((host, port))

        def starttls(self) -> None:
            made.append(("starttls",))

    monkeypatch.setattr(imap.imaplib, "IMAP4", Client)
    monkeypatch.setattr(imap.imaplib, "IMAP4_SSL", Client)

    imap._client("imaps", "mail.example", None)
    imap._client("imap", "mail.example", None)
    imap._client("imap", "localhost", 1143)

    assert made == [
        ("mail.example", 993),
        ("mail.example", 143),
        ("starttls",),
        ("localhost", 1143),
    ]
