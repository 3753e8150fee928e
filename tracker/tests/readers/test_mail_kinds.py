"""Who or what wrote a mail, what came back, and what the receiving server found out."""

from __future__ import annotations

import pytest

from tracker.choices import MailKind
from tracker.readers.bounces import Bounce, Failure, read_bounce
from tracker.readers.mail_checks import sender_checks
from tracker.readers.mail_headers import read_header
from tracker.readers.mail_kinds import mail_kind
from tracker.readers.mail_parts import divided


@pytest.mark.parametrize(
    "fields, kind",
    [
        ("Subject: Re: your offer", MailKind.MESSAGE),
        ("Auto-Submitted: no", MailKind.MESSAGE),
        ("Auto-Submitted: auto-replied; owner-email=x", MailKind.AUTO_REPLY),
        ("Auto-Submitted: auto-generated", MailKind.AUTO_REPLY),
        ("X-Autoreply: yes", MailKind.AUTO_REPLY),
        ("Precedence: auto_reply", MailKind.AUTO_REPLY),
        ("Return-Path: <>", MailKind.AUTO_REPLY),
        ("Return-Path: <ana@harbour.example>", MailKind.MESSAGE),
        ("Subject: Automatic reply: your offer", MailKind.AUTO_REPLY),
        ("Subject: Out of the office", MailKind.AUTO_REPLY),
        ("Subject: Respuesta automática: su oferta", MailKind.AUTO_REPLY),
        ("Subject: Resposta automática: sua oferta", MailKind.AUTO_REPLY),
        ("Subject: Автоматический ответ: ваше предложение", MailKind.AUTO_REPLY),
        ("Subject: 자동 회신: 제안", MailKind.AUTO_REPLY),
        ("Subject: 부재중: 제안", MailKind.AUTO_REPLY),
        ("Subject: Re: Out of office furniture", MailKind.MESSAGE),
        ("X-Auto-Response-Suppress: OOF, AutoReply", MailKind.MESSAGE),
        ("X-Auto-Response-Suppress: All", MailKind.AUTO_REPLY),
        ("Precedence: list", MailKind.BULK),
        ("List-Id: <rivers.lists.example>", MailKind.BULK),
        ("Precedence: bulk\nX-Autorespond: yes", MailKind.AUTO_REPLY),
        ("Content-Type: multipart/report; report-type=delivery-status", MailKind.BOUNCE),
        ("Content-Type: multipart/report; report-type=disposition-notification", "auto-reply"),
        ("Content-Type: multipart/report; report-type=feedback-report", MailKind.AUTO_REPLY),
        ("X-Failed-Recipients: a@b.example", MailKind.BOUNCE),
        ("Return-Path: <>\nSubject: Undeliverable: your offer", MailKind.BOUNCE),
        ("From: MAILER-DAEMON@mx.example\nSubject: failure notice", MailKind.BOUNCE),
        ("From: postmaster@mx.example\nSubject: Welcome", MailKind.MESSAGE),
        ("From: ana@harbour.example\nSubject: Undeliverable: your offer", MailKind.MESSAGE),
    ],
)
def test_mail_kind(fields: str, kind: str) -> None:
    assert mail_kind(read_header(fields.encode() + b"\n\n")) == kind


def bounce(text: bytes) -> Bounce:
    return read_bounce(text, read_header(text), divided(text).leaves)


def test_read_bounce_reads_every_address_of_a_report() -> None:
    found = bounce(
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
        b"Final-Recipient: rfc822; a@b.example\nAction: delivered\nStatus: 2.0.0\n\n"
        b"Final-Recipient: c@d.example\nAction: failed\nStatus: 5.2.2 (full)\n"
    )

    assert found.failures == (
        Failure("a@b.example", "delivered", "2.0.0", ""),
        Failure("c@d.example", "failed", "5.2.2", ""),
    )
    assert (found.is_final, found.code, found.message_id) == (True, 0, "")


@pytest.mark.parametrize(
    "failure, is_final, code",
    [
        (Failure("", "failed", "", "smtp 550 5.1.1 gone"), True, 550),
        (Failure("", "delayed", "4.4.1", "451 later"), False, 451),
        (Failure("", "relayed", "5.0.0", "see 192.0.2.550"), False, 0),
        (Failure("", "", "5.1.1", ""), True, 0),
        (Failure("", "", "4.4.1", ""), False, 0),
        (Failure("", "", "", ""), True, 0),
    ],
)
def test_bounce_tells_whether_it_is_final(failure: Failure, is_final: bool, code: int) -> None:
    assert (Bounce("", (failure,)).is_final, Bounce("", (failure,)).code) == (is_final, code)


def test_read_bounce_takes_no_report_that_is_none() -> None:
    found = bounce(b"Content-Type: message/delivery-status\n\nThis is not\na report.\n")

    assert found.failures == (Failure("", "", "", ""),)


def test_read_bounce_without_a_report_finds_what_the_text_says() -> None:
    found = bounce(b"Subject: failure notice\n\nStatus 5.1.1: gone\nMessage-Id:\n <one@here>\n")

    assert found == Bounce("one@here", (Failure("", "", "5.1.1", ""),))
    assert bounce(b"Subject: failure notice\n\n").failures == (Failure("", "", "", ""),)
    assert read_bounce(b"", read_header(b""), ()).failures == (Failure("", "", "", ""),)


@pytest.mark.parametrize(
    "value, expected",
    [
        (
            "mx.example; spf=pass smtp.mailfrom=a; dkim=fail (bad; key)",
            {"spf": "pass", "dkim": "fail"},
        ),
        ("mx.example 1; dmarc=none", {"dmarc": "none"}),
        ("MX.Example; dmarc/1=Fail", {"dmarc": "fail"}),
        ("mx.example; dkim=fail; dkim=pass; dkim=fail", {"dkim": "pass"}),
        ("mx.example; spf=fail; spf=none", {"spf": "fail"}),
        ("mx.example; none", {}),
        ("mx.example; arc=pass; spf=splendid; spf", {}),
        ("mx.other.example; spf=pass", {}),
        ("spf=pass", {}),
    ],
)
def test_sender_checks(value: str, expected: dict[str, str]) -> None:
    header = read_header(f"Authentication-Results: {value}\n\n".encode())

    assert sender_checks(header, "mx.example") == expected


def test_sender_checks_let_no_later_field_improve_an_earlier_one() -> None:
    fields = b"Authentication-Results: mx; dmarc=fail\nAuthentication-Results: mx; dmarc=pass\n\n"

    assert sender_checks(read_header(fields), "mx") == {"dmarc": "fail"}
