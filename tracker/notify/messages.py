"""From a letter to the bytes that a mail server gets."""

from __future__ import annotations

from datetime import datetime
from email.charset import QP, Charset
from email.utils import format_datetime

from django.core.mail import EmailMessage

from tracker.models import Letter

# Every line is ASCII and short: no server on the way has a reason to change anything.
UTF8_QP = Charset("utf-8")
UTF8_QP.body_encoding = QP


def message_bytes(letter: Letter, *, sender: str, dated: datetime) -> bytes:
    """The message with all its headers, plain text only, lines ending in CR LF.

    `sender` is the From header: an address, or a name with one. Raises ValueError for a header
    that would break out of its line; the outbox has refused those before.
    """
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=sender,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=_headers(letter, dated),
    )
    message.encoding = UTF8_QP
    return bytes(message.message().as_bytes(linesep="\r\n"))


def _headers(letter: Letter, dated: datetime) -> dict[str, str]:
    headers = dict(letter.headers)
    headers["Message-ID"] = letter.message_id
    headers["Date"] = format_datetime(dated)
    headers["Content-Language"] = letter.language
    # RFC 3834: no vacation programs, please.
    headers["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe_url:
        # RFC 8058: the reader's mail program posts to the address, without opening it.
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
