"""A mailbox of malformed messages: none is lost, whichever way it comes and whatever breaks."""

from __future__ import annotations

import base64
import io
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from tracker.choices import MailKind, MailState, MailTrouble
from tracker.models import Event, IncomingMail
from tracker.tests.mail_samples import HEAD, MALFORMED, mixed
from tracker.tests.processes import Shared
from tracker.tests.processes import shared as shared
from tracker.tests.processes import sink as sink

PDF = b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
FORWARD = b"Content-Type: message/rfc822\n\n"
SCRIPTS = b"<p onclick='x()'>We <b>accept</b>.</p><script>alert(1)</script><style>p{}</style>"
# Shape: the message, what its text must say, what must stand among its troubles ("" for nothing).
SHAPES: dict[str, tuple[bytes, str, str]] = {
    "no message id": (MALFORMED["no message id"], "We accept.", MailTrouble.NO_MESSAGE_ID),
    "unknown charset": (MALFORMED["unknown charset"], "accept.", MailTrouble.WRONG_CHARSET),
    "wrong charset": (MALFORMED["wrong charset"], "aceptamos", MailTrouble.WRONG_CHARSET),
    "20 MB": (mixed(b"\nWe accept.\n", PDF + base64.encodebytes(bytes(14_900_000))), "accept", ""),
    "30 MB": (HEAD + b"\n" + b"We accept.\n" * 2_700_000, "", MailTrouble.TOO_LARGE),
    "forwards in a forward": (HEAD + FORWARD + HEAD + FORWARD + HEAD + b"\nWe accept.", "", ""),
    "a thousand forwards": (MALFORMED["forwards in forwards"], "", ""),
    "tnef": (MALFORMED["tnef"], "", MailTrouble.TNEF),
    "empty body": (MALFORMED["empty body"], "", MailTrouble.NO_TEXT),
    "header injection": (
        HEAD.replace(b"Rivers", b"=?utf-8?q?Hello=0D=0ABcc=3A_all=40rios.example?=")
        + b"\nWe accept.\n",
        "We accept.",
        "",
    ),
    "html with scripts": (HEAD + b"Content-Type: text/html\n\n" + SCRIPTS, "We accept.", ""),
    "a thousand parts": (MALFORMED["a thousand parts"], "accept", MailTrouble.TOO_MANY_PARTS),
    "no mail at all": (b"\xff\xfe\x00\xd8" * 100, "", MailTrouble.NO_HEADER),
}
WAYS = ("pipe", "file", "mbox")


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SHAPES)
def test_malformed_message_waits_in_the_holding_pen_with_every_byte(
    name: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, words, trouble = SHAPES[name]

    assert taken(raw, way, tmp_path, monkeypatch) == "1 taken in.\n"

    (mail,) = IncomingMail.objects.in_holding_pen()
    kept = Path(mail.file.path).read_bytes()
    # An mbox ends each message by an empty line of its own.
    assert (kept.rstrip(b"\n"), mail.size) == (raw.rstrip(b"\n"), len(kept))
    assert words in mail.text
    assert (trouble in mail.troubles) is bool(trouble)
    assert (mail.kind, mail.state) == (MailKind.MESSAGE, MailState.WAITING)
    assert "alert" not in mail.text
    assert "\n" not in mail.subject
    assert Event.objects.count() == 1


def taken(raw: bytes, way: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the command take in a message in one of the ways; returns what it says."""
    told, path = io.StringIO(), folder / "message"
    arguments = {"pipe": [], "file": [str(path)], "mbox": ["--mbox", str(path)]}[way]
    if way == "pipe":
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    else:
        line = b"From ana Mon Mar  7 10:15:00 2022\n" if way == "mbox" else b""
        path.write_bytes(line + raw + (b"\n\n" if way == "mbox" else b""))
    call_command("receive_mail", *arguments, stdout=told, stderr=told)
    return told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_message_that_finds_the_database_locked_comes_in_when_it_is_tried_again(
    shared: Shared,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite locks the whole database")
    shared.lend()
    shared.environment["DATABASE_URL"] += "?timeout=1"
    raw = SHAPES["no message id"][0]
    holder = sqlite3.connect(shared.file)
    holder.execute("BEGIN EXCLUSIVE")
    refused = shared.pipe(raw)
    holder.rollback()
    holder.close()

    assert (refused.returncode, b"OperationalError" in refused.stderr) == (75, True)
    assert shared.pipe(raw).returncode == 0
    shared.take_back()
    assert IncomingMail.objects.get().text == "We accept."


@pytest.mark.django_db(transaction=True)
def test_message_that_finds_the_disk_full_comes_in_when_it_is_tried_again(
    shared: Shared, tmp_path: Path
) -> None:
    shared.lend()
    raw = SHAPES["20 MB"][0]
    full = ("sh", "-c", 'ulimit -f 8 && exec "$@"', "sh")  # no file over 8 blocks

    refused = shared.pipe(raw, *full)

    assert (refused.returncode, b"OSError" in refused.stderr) == (75, True)
    assert [one for one in (tmp_path / "uploads").rglob("*") if one.is_file()] == []
    assert shared.pipe(raw).returncode == 0
    assert [one.read_bytes() for one in (tmp_path / "uploads").rglob("*.eml")] == [raw]
