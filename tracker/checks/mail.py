"""Checks of the mail: where letters go, and where answers arrive."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tracker.checks.surroundings import is_local
from tracker.proof.tokens import LENGTH
from tracker.rules.reply_addresses import PLACE, reply_address

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def check_mail(**_: Any) -> list[CheckMessage]:
    """E007 and W008: letters are sent by SMTP, or written to a folder that nobody reads."""
    if settings.MAIL_FOLDER is None and settings.EMAIL_BACKEND != SMTP:
        return [
            Error(
                "EMAIL_URL does not name an SMTP server.",
                hint="Set EMAIL_URL=smtp+tls://user:password@host:587, or unset it: letters are "
                "then written to a folder and can be read on the desk.",
                id="undersigned.E007",
            )
        ]
    if settings.MAIL_FOLDER is None or is_local():
        return []
    return [
        Warning(
            f"Letters are not sent: they are written to {settings.MAIL_FOLDER}.",
            hint="Set EMAIL_URL to your mail server, e.g. smtp+tls://user:password@host:587.",
            id="undersigned.W008",
        )
    ]


def check_reply_address(**_: Any) -> list[CheckMessage]:
    """E009: an answer finds its submission by the secret in the address that it is sent to."""
    pattern = settings.REPLY_ADDRESS
    local = pattern.partition("@")[0]
    try:
        validate_email(reply_address(pattern, "0" * LENGTH) or "none@site.example")
    except ValidationError:
        local = ""
    if not pattern or local.count(PLACE) == 1:
        return []
    return [
        Error(
            f"REPLY_ADDRESS is {pattern!r}, which is no address with {PLACE} before the @.",
            hint="Set it like reply+{secret}@mail.example, or unset it to receive no mail.",
            id="undersigned.E009",
        )
    ]
