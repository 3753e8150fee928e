"""Whole messages: the shapes mail programs write, the broken ones, and any bytes at all."""

from __future__ import annotations

import base64
import time
import tracemalloc
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.choices import MailKind, MailTrouble
from tracker.readers.mails import ReadMail, arrived_at, attachment_bytes, read_mail
from tracker.readers.quotes import own_words

MAILS = Path(__file__).parents[1] / "mails"
HEAD = (
    b"From: Ana <ana@harbour.example>\nTo: reply@undersigned.example\n"
    b"Message-ID: <one@harbour.example>\nSubject: Rivers\n"
)


def mail(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes()


def mixed(*parts: bytes, head: bytes = HEAD) -> bytes:
    inside = b"".join(b"--x\n" + part + b"\n" for part in parts)
    return head + b'Content-Type: multipart/mixed; boundary="x"\n\n' + inside + b"--x--\n"


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
    read = read_mail(mail(name))

    assert (read.sender_name, read.subject, own_words(read.text)) == (sender, subject, words)
    assert (read.kind, read.troubles) == (MailKind.MESSAGE, ())


def test_read_mail_tells_whom_it_answers_and_when_it_was_sent() -> None:
    read = read_mail(mail("gmail-spanish"))

    assert read.message_id == "CAF-es-1@mail.gmail.example"
    assert read.answers == ("letter-two@undersigned.example", "letter-one@undersigned.example")
    assert read.sender_address == "puerto@harbour.example"
    assert read.recipients == ("reply+7k3m9qxa7k3m9qxa7k3m9qxa7k@undersigned.example",)
    assert read.sent_at == datetime(2022, 3, 9, 12, 30, tzinfo=UTC)


def test_read_mail_believes_sender_checks_of_the_named_server_only() -> None:
    passed = {"dkim": "pass", "spf": "pass", "dmarc": "pass"}

    assert read_mail(mail("gmail-english"), server="mx.undersigned.example").checks == passed
    assert read_mail(mail("gmail-english")).checks == {}
    assert read_mail(mail("gmail-english"), server="mx.other.example").checks == {}


def test_read_mail_lists_attachments_with_their_hash() -> None:
    raw = mail("apple-english")
    (attachment,) = read_mail(raw).attachments

    assert (attachment.name, attachment.media_type) == ("minutes of the río.pdf", "application/pdf")
    assert attachment_bytes(raw, attachment) == b"%PDF-1.4\nminutes of the harbour\n"
    assert attachment.size == 32
    assert attachment.sha256 == sha256(b"%PDF-1.4\nminutes of the harbour\n").hexdigest()


@pytest.mark.parametrize("name", ["auto-reply-gmail", "auto-reply-outlook"])
def test_read_mail_recognises_automatic_replies(name: str) -> None:
    assert read_mail(mail(name)).kind == MailKind.AUTO_REPLY


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
    read = read_mail(mail(name))

    assert read.kind == MailKind.BOUNCE
    assert read.bounce is not None
    assert read.bounce.message_id == "letter-one@undersigned.example"
    assert (read.bounce.is_final, read.bounce.code) == (is_final, code)
    assert [one.recipient for one in read.bounce.failures] == recipients


MALFORMED = {
    "nothing": b"",
    "empty lines": b"\r\n\r\n\n",
    "zeros": bytes(5000),
    "no header": b"We accept.\n\nThe harbour\n",
    "header only": HEAD,
    "no message id": b"From: a@b.example\n\nWe accept.\n",
    "id without brackets": b"Message-ID: one two\n\nWe accept.\n",
    "only carriage returns": b"From: a@b.example\rSubject: x\r\rWe accept.\r",
    "mbox line": b"From ana Mon Mar  7 10:15:00 2022\n" + HEAD + b"\nWe accept.\n",
    "unknown charset": HEAD + b"Content-Type: text/plain; charset=x-none\n\nWe \xe9 accept.\n",
    "charset that is none": HEAD + b"Content-Type: text/plain; charset=rot13\n\nWe accept.\n",
    "charset with a zero": HEAD + b'Content-Type: text/plain; charset="a\0b"\n\nWe accept.\n',
    "wrong charset": HEAD + b"Content-Type: text/plain; charset=euc-kr\n\nS\xed, aceptamos \xff\n",
    "wrong packing": HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\nend\n",
    "torn base64": HEAD + b"Content-Transfer-Encoding: base64\n\nV2UgYWNjZXB0L*g\n",
    "torn quoted printable": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\nWe =E9=\n=",
    "empty body": HEAD + b"\n",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\n\nWe accept.\n",
    "boundary never seen": HEAD + b"Content-Type: multipart/mixed; boundary=q\n\nWe accept.\n",
    "boundary never closed": HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n--q\n\nWe\n",
    "type of one word": HEAD + b"Content-Type: text\n\nWe accept.\n",
    "type of parameters": HEAD + b'Content-Type: ;;="\n\nWe accept.\n',
    "torn parameter": HEAD + b"Content-Type: text/plain; name*9*=x; name*a*0='\n\nWe accept.\n",
    "two types": HEAD + b"Content-Type: text/plain\nContent-Type: image/png\n\nWe accept.\n",
    "a thousand parts": mixed(*[b"\nWe accept."] * 1000),
    "deep parts": HEAD
    + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    ),
    "forwards in forwards": HEAD + b"Content-Type: message/rfc822\n\nSubject: x\n" * 1000,
    "tnef": mixed(b'Content-Type: application/ms-tnef; name=winmail.dat\n\nx\x9f>"\x01'),
    "encrypted": HEAD
    + b"Content-Type: multipart/encrypted; boundary=q\n\n--q\n"
    + b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n--q--\n",
    "nested comments": b"From: " + b"(" * 10_000 + b"\nMessage-ID: <x@y.example>\n\nWe accept.\n",
    "impossible date": HEAD + b"Date: Mon, 99 Foo 99999 99:99:99 +99999999\n\nWe accept.\n",
    "torn words": HEAD + b"Subject: =?utf-8?b?w?= =?x?q?=ZZ?= =?utf-8?q?\n\nWe accept.\n",
    "endless header": b"X: y\n" * 100_000 + b"\nWe accept.\n",
    "endless line": b"Subject: " + b"x" * 500_000,
    "deep html": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 50_000 + b"We accept",
    "html of nothing": HEAD + b"Content-Type: text/html\n\n<!-- -->",
    "report of nothing": HEAD
    + b"Content-Type: multipart/report; report-type=delivery-status; boundary=q\n\n--q\n"
    + b"Content-Type: message/delivery-status\n\n\n\n\n--q--\n",
}


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


def test_read_mail_identity_is_that_of_the_content() -> None:
    first = HEAD + b"\nWe accept.\n"
    by_another_way = b"Delivered-To: other@undersigned.example\n" + first
    same_id_only = HEAD + b"\nWe refuse.\n"
    no_id = b"Subject: x\n\nWe accept.\n"

    assert read_mail(first).identity == read_mail(by_another_way).identity
    assert read_mail(first).identity != read_mail(same_id_only).identity
    assert read_mail(no_id).identity != read_mail(b"X-Way: 2\n" + no_id).identity


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
    assert arrived_at(mail("gmail-english")) == datetime(2022, 3, 9, 8, 30, 12, tzinfo=UTC)
    assert arrived_at(b"Received: by mx; yesterday\n\n") is None


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
