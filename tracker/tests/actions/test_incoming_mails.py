"""Receiving mail: kept whole, matched, never twice, never lost."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from tracker.actions import incoming_mails, mail_files
from tracker.actions.incoming_mails import receive_mail
from tracker.choices import (
    EventKind,
    MailKind,
    MailState,
    MailTrouble,
    Origin,
)
from tracker.models import Event, IncomingMail
from tracker.proof.wordings import file_sha256
from tracker.readers.mails import read_mail
from tracker.tests.cast import Cast
from tracker.tests.mail_samples import HEAD, shape

DAY = datetime(2022, 3, 9, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_settings(settings: Settings) -> Settings:
    settings.REPLY_ADDRESS = "reply+{secret}@undersigned.example"
    settings.AUTHSERV_ID = "mx.undersigned.example"
    return settings


def received(raw: bytes) -> IncomingMail:
    return receive_mail(raw, received_at=DAY)


def test_receive_mail_keeps_every_byte_and_what_it_says(upload_folder: Path) -> None:
    raw = shape("gmail-english")

    mail = received(raw)

    assert (upload_folder / mail.file.name).read_bytes() == raw
    assert mail.file.name == f"incoming/{mail.sha256[:2]}/{mail.sha256}.eml"
    assert (mail.sha256, mail.size) == (file_sha256(raw), len(raw))
    assert (mail.kind, mail.state) == (MailKind.MESSAGE, MailState.WAITING)
    assert (mail.sender_name, mail.sender_address) == ("Harbour Assembly", "office@harbour.example")
    assert mail.checks == {"spf": "pass", "dkim": "pass", "dmarc": "pass"}
    assert (mail.received_at, mail.sent_at) == (DAY, DAY)
    assert mail.text.startswith("Dear friends,")


def test_receive_mail_leaves_one_event_that_names_nobody() -> None:
    mail = receive_mail(shape("gmail-english"), received_at=DAY, origin=Origin.COMMAND)

    event = Event.objects.get()
    assert (event.kind, event.by, event.origin) == (EventKind.MAIL_RECEIVED, None, Origin.COMMAND)
    assert (event.is_public, event.changes) == (False, {})
    assert event.facts == {"kind": "message", "matched_by": "nothing"}
    assert event.subject_label == f"incoming mail {mail.pk}"


def test_receive_mail_writes_the_file_before_the_row(
    monkeypatch: pytest.MonkeyPatch, upload_folder: Path
) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(incoming_mails, "match_mail", fail)
    raw = shape("gmail-english")

    with pytest.raises(DatabaseError):
        received(raw)

    assert [one.read_bytes() for one in upload_folder.rglob("*.eml")] == [raw]
    assert not IncomingMail.objects.exists()


def test_receive_mail_leaves_nothing_when_the_disk_is_full(
    monkeypatch: pytest.MonkeyPatch, upload_folder: Path
) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mail_files.os, "fsync", fail)

    with pytest.raises(OSError, match="No space left"):
        received(shape("gmail-english"))

    assert [one for one in upload_folder.rglob("*") if one.is_file()] == []
    assert not IncomingMail.objects.exists()


@pytest.mark.usefixtures("upload_folder")
def test_receive_mail_syncs_file_and_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    real = os.fsync
    monkeypatch.setattr(mail_files.os, "fsync", lambda handle: synced.append(real(handle)))

    received(shape("gmail-english"))

    assert len(synced) == 3


def test_receive_mail_takes_the_same_bytes_once(upload_folder: Path) -> None:
    raw = b"Subject: without an id\n\nWe accept.\n"

    first, second = received(raw), received(raw)

    assert first == second
    assert len(list(upload_folder.rglob("*.eml"))) == 1
    assert Event.objects.count() == 1


def test_receive_mail_takes_copies_of_one_message_once(upload_folder: Path) -> None:
    first = received(HEAD + b"\nWe accept.\n")
    second = received(b"Delivered-To: office@undersigned.example\n" + HEAD + b"\nWe accept.\n")

    assert first == second
    assert [one.name for one in upload_folder.rglob("*.eml")] == [Path(first.file.name).name]


def test_receive_mail_keeps_another_message_under_the_same_id() -> None:
    first, second = received(HEAD + b"\nWe accept.\n"), received(HEAD + b"\nWe refuse.\n")

    assert (first.message_id, second.message_id) == ("one@harbour.example", "one@harbour.example")
    assert first != second


def test_receive_mail_takes_the_copy_that_another_process_was_faster_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = HEAD + b"\nWe accept.\n"
    first = received(raw)
    nobody = IncomingMail.objects.none()
    real = IncomingMail.objects.filter
    answers = [nobody]
    monkeypatch.setattr(
        type(IncomingMail.objects),
        "filter",
        lambda self, **values: answers.pop() if answers else real(**values),
    )

    assert received(raw) == first
    assert IncomingMail.objects.count() == 1


def test_receive_mail_keeps_attachments_of_allowed_types_only(upload_folder: Path) -> None:
    kinds = {b"a.pdf": b"%PDF-1.4 x", b"a.html": b"<p>x</p>", b"a.zip": b"PK\x03\x04\x00"}
    parts = b"".join(
        b"--x\nContent-Type: application/pdf; name=" + name + b"\n\n" + data + b"\n"
        for name, data in kinds.items()
    )

    mail = received(HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n" + parts + b"--x--\n")

    rows = list(mail.attachments.all())
    assert [(one.name, one.kept_type) for one in rows] == [
        ("a.pdf", "application/pdf"),
        ("a.html", ""),
        ("a.zip", ""),
    ]
    assert [(one.size, one.sha256) for one in rows] == [
        (len(data), file_sha256(data)) for data in kinds.values()
    ]
    assert (upload_folder / rows[0].file.name).read_bytes() == b"%PDF-1.4 x"
    assert [str(one.file) for one in rows[1:]] == ["", ""]


def test_receive_mail_only_lists_an_attachment_that_is_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(incoming_mails, "MAX_BYTES", 5)

    mail = received(HEAD + b"Content-Type: application/pdf\n\n%PDF-1.4")

    assert [(one.size, one.kept_type) for one in mail.attachments.all()] == [(8, "")]


def test_receive_mail_has_a_row_also_for_what_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, upload_folder: Path
) -> None:
    def fail(*args: object) -> None:
        raise RecursionError

    monkeypatch.setattr("tracker.readers.mails.divided", fail)
    raw = shape("gmail-english")

    mail = received(raw)

    assert mail.troubles == [MailTrouble.UNREADABLE]
    assert mail.trouble_words == ["Nothing of it could be read."]
    assert (upload_folder / mail.file.name).read_bytes() == raw
    assert list(IncomingMail.objects.in_holding_pen()) == [mail]


def test_receive_mail_is_for_the_desk_only(cast: Cast) -> None:
    mail = received(HEAD + b"\nPrivate words.\n")

    assert list(IncomingMail.objects.visible_to(cast.aud)) == [mail]
    assert list(IncomingMail.objects.visible_to(None)) == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory, it lets nobody wait")
@pytest.mark.django_db(transaction=True)
def test_receive_mail_at_the_same_moment_makes_one_row(upload_folder: Path) -> None:
    raw = HEAD + b"\nWe accept.\n"
    found: list[int] = []

    def take() -> None:
        found.append(received(raw).pk)
        connection.close()

    threads = [threading.Thread(target=take) for _number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(found) == 4
    assert set(found) == {IncomingMail.objects.get().pk}
    assert read_mail(raw).identity == IncomingMail.objects.get().identity
