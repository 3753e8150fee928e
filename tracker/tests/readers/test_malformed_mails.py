"""Broken messages, hostile ones, large ones, and any bytes at all."""

from __future__ import annotations

import base64
import time
import tracemalloc
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.choices import MailTrouble
from tracker.readers.mails import ReadMail, arrived_at, read_mail
from tracker.tests.mail_samples import HEAD, MALFORMED, mixed


@pytest.mark.parametrize("name", MALFORMED)
def test_read_mail_reads_malformed_messages(name: str) -> None:
    read = read_mail(MALFORMED[name])

    assert MailTrouble.UNREADABLE not in read.troubles
    assert_keepable(read)


def test_read_mail_names_what_it_could_not_read() -> None:
    troubles = {name: read_mail(raw).troubles for name, raw in MALFORMED.items()}

    assert troubles["no header"] == (MailTrouble.NO_HEADER, MailTrouble.NO_MESSAGE_ID)
    assert troubles["no message id"] == (MailTrouble.NO_MESSAGE_ID,)
    assert troubles["unknown charset"] == (MailTrouble.WRONG_CHARSET,)
    assert troubles["wrong charset"] == (MailTrouble.WRONG_CHARSET,)
    assert troubles["wrong packing"] == (MailTrouble.WRONG_ENCODING,)
    assert troubles["empty body"] == (MailTrouble.NO_TEXT,)
    assert troubles["boundary never closed"] == (MailTrouble.BROKEN_PARTS,)
    assert troubles["a thousand parts"] == (MailTrouble.TOO_MANY_PARTS,)
    assert troubles["tnef"] == (MailTrouble.NO_TEXT, MailTrouble.TNEF)
    assert troubles["encrypted"] == (MailTrouble.NO_TEXT, MailTrouble.ENCRYPTED)
    assert troubles["mbox line"] == troubles["two types"] == ()


@pytest.mark.parametrize(
    "name",
    [
        "no boundary",
        "boundary never seen",
        "type of one word",
        "only carriage returns",
        "two types",
    ],
)
def test_read_mail_finds_the_text_of_malformed_messages(name: str) -> None:
    assert read_mail(MALFORMED[name]).text == "We accept."


@given(st.binary(max_size=3000))
def test_read_mail_survives_any_bytes(raw: bytes) -> None:
    read = read_mail(raw)

    assert MailTrouble.UNREADABLE not in read.troubles
    assert_keepable(read)


PIECES = [b"\n", b"\r\n", b"\n\n", b"--x", b"--x--", b"From: ", b"(", b'"', b"<", b">", b"@", b";"]
PIECES += [b"Content-Type: multipart/mixed; boundary=x\n\n", b"Content-Type: text/html\n\n", b"\0"]
PIECES += [b"Content-Type: multipart/report; boundary=x\n\n", b"Content-Disposition: attachment;"]
PIECES += [b"Content-Type: message/delivery-status\n\n", b"Action: failed\n", b"filename*0*=", b"'"]
PIECES += [b"=?utf-8?b?", b"=?utf-16?q?", b"?=", b"=E9", b"Subject: ", b"Date: ", b"References: "]
PIECES += [b"Content-Transfer-Encoding: base64\n", b"Received: ;", b"\xed\xa0\x80", b"\xff", b"a "]
PIECES += [b"Content-Type: text/plain; format=flowed; charset=utf-7\n\n", b"<p>", b"<blockquote>"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join))
def test_read_mail_survives_any_order_of_what_mails_are_made_of(raw: bytes) -> None:
    read = read_mail(raw, server="mx")

    assert MailTrouble.UNREADABLE not in read.troubles
    assert arrived_at(raw) is None or arrived_at(raw).tzinfo is UTC
    assert_keepable(read)


def test_read_mail_keeps_the_identity_when_reading_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RecursionError

    monkeypatch.setattr("tracker.readers.mails.divided", fail)
    read = read_mail(b"We accept.")

    assert read.troubles == (MailTrouble.UNREADABLE,)
    assert len(read.identity) == 64


def test_read_mail_lets_nobody_inject_fields_or_turn_names_around() -> None:
    raw = (
        b"From: =?utf-8?q?Ana=0D=0ABcc=3A_all?= <ana@harbour.example>\n"
        b"Subject: =?utf-8?q?Hello=0D=0ABcc=3A_all=E2=80=AEgnp?=\n"
        b'Content-Type: image/png; name="=?utf-8?q?..=2F..=2Fa=0Ab=E2=80=AEgnp=2Eexe?="\n\nx\n'
    )
    read = read_mail(raw)

    assert (read.sender_name, read.subject) == ("Ana Bcc: all", "Hello Bcc: allgnp")
    assert [one.name for one in read.attachments] == ["a bgnp.exe"]


def test_read_mail_takes_words_from_html_and_no_script() -> None:
    html = b"<style>p{}</style><script>alert(1)</script><p onclick='x()'>We <b>accept</b>.</p>"

    assert read_mail(HEAD + b"Content-Type: text/html\n\n" + html).text == "We accept."


def test_read_mail_reads_only_the_header_of_what_is_too_large() -> None:
    read = read_mail(HEAD + b"\n" + b"We accept.\n" * 2_300_000)

    assert (read.subject, read.text) == ("Rivers", "")
    assert read.troubles == (MailTrouble.TOO_LARGE,)


def test_read_mail_reads_twenty_megabytes_in_little_time_and_memory() -> None:
    packed = base64.encodebytes(b"%PDF-" + b"r" * 14_900_000)
    pdf = b"Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
    raw = mixed(b"\nWe accept.\n", pdf + packed)
    tracemalloc.start()
    started = time.monotonic()

    read = read_mail(raw)

    taken, peak = time.monotonic() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(raw) > 20_000_000
    assert [one.size for one in read.attachments] == [14_900_005]
    assert taken < 5
    assert peak < 4 * len(raw)


def assert_keepable(read: ReadMail) -> None:
    """Every database takes it: no zeros, no half characters, nothing longer than its column."""
    words = [read.message_id, *read.answers, read.sender_name, read.sender_address, read.subject]
    words += [read.text, *(one.name for one in read.attachments)]
    if read.bounce:
        words += [read.bounce.message_id]
        words += [word for one in read.bounce.failures for word in (one.recipient, one.words)]
    assert [word for word in words if "\0" in word or word.encode().decode() != word] == []
    assert [word for word in words if word != read.text and ("\n" in word or len(word) > 500)] == []
    assert max([len(one.name) for one in read.attachments], default=0) <= 200
    assert (len(read.sender_name) <= 300, len(read.sender_address) <= 254) == (True, True)
