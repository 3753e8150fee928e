"""The bytes of a letter: headers that mail programs understand, text that nobody breaks."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from tracker.models import Letter
from tracker.notify.drafts import Attachment
from tracker.notify.messages import message_bytes

SENDER = "The record <record@rivers.example>"
DATED = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def letter(**values: object) -> Letter:
    facts = {"to": "mara@rios.example", "subject": "Your offer", "body": "It was received.\n"}
    return Letter(**facts | {"message_id": "<1@rivers.example>"} | values)


def raw(row: Letter) -> bytes:
    return message_bytes(row, sender=SENDER, dated=DATED)


def read(row: Letter) -> EmailMessage:
    return message_from_bytes(raw(row), policy=policy.default)  # type: ignore[return-value, arg-type]


def test_message_has_the_headers_of_a_letter_by_a_machine() -> None:
    message = read(letter(reply_to="r+1@rivers.example", headers={"In-Reply-To": "<a@b.example>"}))

    assert dict(message.items()) == {
        "From": SENDER,
        "To": "mara@rios.example",
        "Subject": "Your offer",
        "Date": "Mon, 04 May 2026 12:30:00 +0000",
        "Message-ID": "<1@rivers.example>",
        "Content-Language": "en",
        "Auto-Submitted": "auto-generated",
        "Reply-To": "r+1@rivers.example",
        "In-Reply-To": "<a@b.example>",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }


def test_name_of_the_sender_may_have_any_letters() -> None:
    content = message_bytes(letter(), sender="Ríos <r@ríos.example>", dated=DATED)

    assert content.startswith(b"From: =?utf-8?b?UsOtb3M=?= <r@xn--ros-rma.example>\r\n")


def test_long_identifiers_stay_in_the_line_of_their_header() -> None:
    known = "<" + "a" * 200 + "@b.example>"
    content = raw(letter(headers={"References": f"{known} {known}"}))

    assert f"\r\nReferences: {known} {known}\r\n".encode() in content


def test_message_can_be_unsubscribed_from_in_one_click() -> None:
    url = "https://rivers.example/follow/stop/" + "0123456789abcdefghjkmnpqrs" * 8 + "/"
    content = raw(letter(unsubscribe_url=url))

    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in content
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content


@pytest.mark.parametrize(
    "subject, body",
    [
        ("Réponse à votre offre", "Bien reçu, señora Okonjo.\n"),
        ("Ваше предложение получено, и вот что с ним будет дальше, подробно", "Спасибо.\n"),
        ("서명해 주셔서 감사합니다", "감사합니다.\n"),
        ("Your offer", "x" * 5000 + "\nFrom here\n.\n..\n"),
        ("Your offer", "https://rivers.example/track/" + "0123456789abcdefghjkmnpqrs\n" * 3),
        ("x " * 149, "a = b; trailing space \n\n\n"),
    ],
)
def test_text_arrives_as_written_in_short_ascii_lines(subject: str, body: str) -> None:
    content = raw(letter(subject=subject.strip(), body=body))
    message = message_from_bytes(content, policy=policy.default)

    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert message["Subject"] == subject.strip()
    assert message.get_content().replace("\r\n", "\n") == body  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "values",
    [
        {"subject": "Hello\nBcc: all@rios.example"},
        {"to": "mara@rios.example\nBcc: all@rios.example"},
        {"reply_to": "r@rivers.example\r\nBcc: all@rios.example"},
        {"headers": {"In-Reply-To": "<a>\nBcc: all@rios.example"}},
        {"message_id": "<1@rivers.example>\nBcc: all@rios.example"},
        {"unsubscribe_url": "https://rivers.example/\nBcc: all@rios.example"},
    ],
)
def test_message_never_gets_a_second_header_out_of_one(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"newlines|Invalid address"):
        raw(letter(**values))


def test_attachment_is_the_same_bytes_beside_the_same_text() -> None:
    data = "c2sp.org/tlog-proof@v1\n— é\r\n.\nFrom x\n".encode() * 100
    attached = [Attachment("FL-1-7.tlog-proof", data)]
    content = message_bytes(letter(), sender=SENDER, dated=DATED, attached=attached)
    message: EmailMessage = message_from_bytes(content, policy=policy.default)  # type: ignore[assignment, arg-type]
    [part] = message.iter_attachments()
    body = message.get_body()

    assert message["Message-ID"] == "<1@rivers.example>"
    assert message.get_content_type() == "multipart/mixed"
    assert body is not None
    assert body.get_content() == "It was received.\r\n"
    assert (part.get_filename(), part.get_content_type()) == (
        "FL-1-7.tlog-proof",
        "application/octet-stream",
    )
    assert part.get_payload(decode=True) == data
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")
