"""Whole messages in the shapes that mail programs write."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from tracker.choices import MailKind
from tracker.readers.mails import arrived_at, attachment_bytes, read_mail
from tracker.readers.quotes import own_words
from tracker.tests.mail_samples import HEAD, shape


@pytest.mark.parametrize(
    "name, sender, subject, words",
    [
        (
            "gmail-english",
            "Harbour Assembly",
            "Re: Ríos Libres offers to sign",
            "Dear friends,\n\nWe have received your offer. Our board needs more time to decide."
            "\n\nKind regards,\nHarbour Assembly",
        ),
        (
            "gmail-spanish",
            "Asamblea del Puerto, Secretaría",
            "Re: Declaración de los Ríos",
            "Estimadas compañeras:\n\nRecibimos su solicitud y la aceptamos con alegría."
            "\n\nUn saludo,\nAsamblea del Puerto",
        ),
        (
            "gmail-portuguese",
            "Assembleia do Cais",
            "Re: Declaração dos Rios",
            "Olá,\n\nPoderiam nos dizer quem representa a organização?",
        ),
        (
            "gmail-korean",
            "항구 회의",
            "답장: 강 선언 서명 제안에 대하여",
            "안녕하세요,\n\n귀 단체의 신청을 잘 받았습니다. "
            "논의 중이며 결정까지 시간이 더 필요합니다.\n\n항구 회의 드림",
        ),
        (
            "gmail-russian",
            "Собрание гавани",
            "Re: Декларация рек",
            "Здравствуйте!\n\nМы не можем принять вашу подпись.\n\nС уважением,\nСобрание гавани",
        ),
        (
            "outlook-english",
            "Harbour Assembly",
            "RE: Ríos Libres offers to sign",
            "Dear all,\n\nThank you for your message – we’ll come back to you.\n\nHarbour Assembly",
        ),
        (
            "outlook-spanish",
            "Asamblea del Puerto",
            "RE: Declaración de los Ríos",
            "Buenos días:\n\nTodavía no hemos decidido. Les avisaremos.",
        ),
        (
            "outlook-portuguese",
            "Assembléia do Cais",
            "RES: Declaração dos Rios",
            "Prezadas e prezados,\n\nNão podemos aceitar a assinatura.\n\nAssembléia do Cais",
        ),
        (
            "outlook-korean",
            "자유로운 강들",
            "RE: 강 선언",
            "안녕하세요.\n\n뷁 단체는 서명하겠습니다.",
        ),
        (
            "outlook-russian",
            "Свободные реки",
            "Ответ: Декларация рек",
            "Добрый день!\n\nГотовы подписать декларацию.",
        ),
        (
            "apple-english",
            "Ana Harbour",
            "Re: Your offer",
            "We accept. The minutes of the meeting at which this was decided are attached.\n\nAna",
        ),
        ("apple-spanish", "Puerto", "Re: 2022", "Hemos recibido su mensaje.\n\nPuerto"),
        ("apple-portuguese", "Cais", "Re: 2022", "Recebemos sua mensagem.\n\nCais"),
        ("apple-russian", "Гавань", "Re: 2022", "Мы получили ваше письмо.\n\nГавань"),
        ("apple-korean", "항구", "Re: 2022", "보내 주신 글을 받았습니다.\n\n항구"),
    ],
)
def test_read_mail_tells_what_each_program_wrote(
    name: str, sender: str, subject: str, words: str
) -> None:
    read = read_mail(shape(name))

    assert (read.sender_name, read.subject, own_words(read.text)) == (sender, subject, words)
    assert (read.kind, read.troubles) == (MailKind.MESSAGE, ())


def test_read_mail_tells_whom_it_answers_and_when_it_was_sent() -> None:
    read = read_mail(shape("gmail-spanish"))

    assert read.message_id == "CAF-es-1@mail.gmail.example"
    assert read.answers == ("letter-two@undersigned.example", "letter-one@undersigned.example")
    assert read.sender_address == "puerto@harbour.example"
    assert read.recipients == ("reply+7k3m9qxa7k3m9qxa7k3m9qxa7k@undersigned.example",)
    assert read.sent_at == datetime(2022, 3, 9, 12, 30, tzinfo=UTC)


def test_read_mail_believes_sender_checks_of_the_named_server_only() -> None:
    passed = {"dkim": "pass", "spf": "pass", "dmarc": "pass"}

    assert read_mail(shape("gmail-english"), server="mx.undersigned.example").checks == passed
    assert read_mail(shape("gmail-english")).checks == {}
    assert read_mail(shape("gmail-english"), server="mx.other.example").checks == {}


def test_read_mail_lists_attachments_with_their_hash() -> None:
    raw = shape("apple-english")
    (attachment,) = read_mail(raw).attachments

    assert (attachment.name, attachment.media_type) == ("minutes of the río.pdf", "application/pdf")
    assert attachment_bytes(raw, attachment) == b"%PDF-1.4\nminutes of the harbour\n"
    assert attachment.size == 32
    assert attachment.sha256 == sha256(b"%PDF-1.4\nminutes of the harbour\n").hexdigest()


@pytest.mark.parametrize("name", ["auto-reply-gmail", "auto-reply-outlook"])
def test_read_mail_recognises_automatic_replies(name: str) -> None:
    assert read_mail(shape(name)).kind == MailKind.AUTO_REPLY


@pytest.mark.parametrize(
    "name, is_final, code, recipients",
    [
        ("bounce-postfix", True, 550, ["gone@harbour.example"]),
        ("bounce-delayed", False, 451, ["slow@harbour.example"]),
        ("bounce-exim", True, 0, ["gone@harbour.example", "away@harbour.example"]),
    ],
)
def test_read_mail_recognises_bounces_and_what_came_back(
    name: str, is_final: bool, code: int, recipients: list[str]
) -> None:
    read = read_mail(shape(name))

    assert read.kind == MailKind.BOUNCE
    assert read.bounce is not None
    assert read.bounce.message_id == "letter-one@undersigned.example"
    assert (read.bounce.is_final, read.bounce.code) == (is_final, code)
    assert [one.recipient for one in read.bounce.failures] == recipients


def test_read_mail_identity_is_that_of_the_content() -> None:
    first = HEAD + b"\nWe accept.\n"
    by_another_way = b"Delivered-To: other@undersigned.example\n" + first
    same_id_only = HEAD + b"\nWe refuse.\n"
    no_id = b"Subject: x\n\nWe accept.\n"

    assert read_mail(first).identity == read_mail(by_another_way).identity
    assert read_mail(first).identity != read_mail(same_id_only).identity
    assert read_mail(no_id).identity != read_mail(b"X-Way: 2\n" + no_id).identity


@pytest.mark.parametrize(
    "field, name, address",
    [
        (b"From: ana@harbour.example", "", "ana@harbour.example"),
        (b'From: "Harbour, Ana" <Ana@Harbour.Example>', "Harbour, Ana", "ana@harbour.example"),
        (b"From: Ana Harbour", "Ana Harbour", ""),
        (b"From: Ana ana@harbour.example now", "Ana  now", "ana@harbour.example"),
        (b"Sender: ana@harbour.example", "", "ana@harbour.example"),
        (b"To: x@y.example", "", ""),
    ],
)
def test_read_mail_finds_the_sender(field: bytes, name: str, address: str) -> None:
    read = read_mail(field + b"\n\nWe accept.\n")

    assert (read.sender_name, read.sender_address) == (" ".join(name.split()), address)


def test_arrived_at_is_what_the_last_server_wrote() -> None:
    assert arrived_at(shape("gmail-english")) == datetime(2022, 3, 9, 8, 30, 12, tzinfo=UTC)
    assert arrived_at(b"Received: by mx; yesterday\n\n") is None
