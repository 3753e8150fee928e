"""From a letter to the bytes that a mail server gets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr

from django.core.mail.message import sanitize_address

from tracker.models import Letter
from tracker.notify.drafts import Attachment
from tracker.rules.letters import is_control

# Every line of a text is ASCII and short: no server on the way has a reason to change anything.
UTF8_QP = Charset("utf-8")
UTF8_QP.body_encoding = QP
# RFC 2047: a line with encoded words has at most 76 characters.
SUBJECT_WIDTH = 76
# RFC 5322 allows 998. Folding sooner would leave a first line without content where an address or
# an identifier is long, and not all who look for one click find it on the second.
WIDTH = 990
POLICY = compat32.clone(linesep="\r\n", max_line_length=None)


def message_bytes(
    letter: Letter, *, sender: str, dated: datetime, attached: Iterable[Attachment] = ()
) -> bytes:
    """The message with all its headers, plain text, lines ending in CR LF; then what is attached.

    `sender` is the From header: an address, or a name with one. Raises ValueError for a header
    that would break out of its line; the outbox has refused those before.
    """
    message: Message = Message(policy=POLICY)
    for name, value in _headers(letter, sender, dated).items():
        message[name] = _folded(name, value)
    files = [_file(one) for one in attached]
    if files:
        message.add_header("Content-Type", "multipart/mixed")
        text: Message = Message(policy=POLICY)
        text.set_payload(letter.body, UTF8_QP)
        message.set_payload([text, *files])
    else:
        message.set_payload(letter.body, UTF8_QP)
    return message.as_bytes()


def envelope_address(address: str) -> str:
    """The address as it is given to a server: a domain with other letters in Punycode."""
    return sanitize_address(address, "utf-8")


def _headers(letter: Letter, sender: str, dated: datetime) -> dict[str, str]:
    name, address = parseaddr(sender)
    headers = {
        "From": formataddr((name, envelope_address(address))),
        "To": envelope_address(letter.to),
        "Subject": letter.subject,
        "Date": format_datetime(dated),
        "Message-ID": letter.message_id,
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no vacation programs, please
    }
    if letter.reply_to:
        headers["Reply-To"] = envelope_address(letter.reply_to)
    if letter.unsubscribe_url:
        # RFC 8058: the reader's mail program posts to the address, without opening it.
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    headers.update(letter.headers)
    return headers


def _file(attachment: Attachment) -> Message:
    """The attachment in base64: of a file with a signature no byte may change."""
    part = MIMEApplication(attachment.data, policy=POLICY)
    part.add_header("Content-Disposition", "attachment", filename=attachment.name)
    return part


def _folded(name: str, value: str) -> str:
    if any(is_control(character) for character in value):
        raise ValueError(f"newlines or control characters in {name}")
    width = SUBJECT_WIDTH if name == "Subject" else WIDTH
    return Header(value, header_name=name, maxlinelen=width).encode()
