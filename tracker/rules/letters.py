"""What may happen to an outgoing e-mail, when it is tried again, and what may not stand in one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tracker.choices import LetterState
from tracker.rules.refusals import Refused


class Verb(StrEnum):
    """What people and workers do to a letter."""

    APPROVE = "approve"
    CHANGE = "change"
    CANCEL = "cancel"
    HURRY = "hurry"
    RETRY = "retry"
    SETTLE = "settle"
    BOUNCE = "bounce"


# In which states each is possible. A letter that is being sent is in the hands of one worker: only
# that one settles it, also late, when it was given up as lost and nobody has decided yet.
ALLOWED: dict[Verb, tuple[LetterState, ...]] = {
    Verb.APPROVE: (LetterState.DRAFTED,),
    Verb.CHANGE: (LetterState.DRAFTED, LetterState.QUEUED),
    Verb.CANCEL: (
        LetterState.DRAFTED,
        LetterState.QUEUED,
        LetterState.UNKNOWN,
        LetterState.FAILED,
    ),
    Verb.HURRY: (LetterState.QUEUED,),
    Verb.RETRY: (LetterState.FAILED, LetterState.UNKNOWN),
    Verb.SETTLE: (LetterState.SENDING, LetterState.UNKNOWN),
    Verb.BOUNCE: (LetterState.SENT, LetterState.UNKNOWN),
}
OVER = (
    LetterState.SENT,
    LetterState.KEPT,
    LetterState.BOUNCED,
    LetterState.FAILED,
    LetterState.CANCELLED,
)

# Pauses after each refusal for now. RFC 5321, 4.5.4.1: the first two or so soon, then at least half
# an hour apart, giving up after four to five days. The first ones are shorter: whoever waits for a
# confirmation sits before the screen, and a greylisting server lets pass after some minutes.
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 240, 480, 720))
BACK_OFF += (timedelta(days=1),) * 3
# Longer than any exchange with a server that keeps to the time limit of each step.
ABANDONED_AFTER = timedelta(minutes=20)
# How long a receipt waits for its entry in the log, which takes seconds; then it goes out with the
# promise of one.
RECEIPT_WAITS = timedelta(minutes=10)

HEADERS = ("In-Reply-To", "References", "List-Id")
ADDRESS_LIMIT = 254
SUBJECT_LIMIT = 300
HEADER_LIMIT = 900  # with its name in one line, of which RFC 5322 allows 998 characters
BODY_LIMIT = 60_000
REASON_LIMIT = 300
ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@(\[[^\s\]]*\]|[^\s<>()\[\],;:\"]+)")
LINK = re.compile(r"https?://[^\s<>,]+")
MESSAGE_IDS = re.compile(r"<[^\s<>]+>(\s*<[^\s<>]+>)*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try to send ended: the state it leads to, the server's code and words, or "".

    `queued` means: refused for now, nothing was accepted, so it is safe to try again.
    `is_unreached`: the server never heard of this letter; the next letter would fare alike.
    """

    state: LetterState
    code: int = 0
    reason: str = ""
    is_unreached: bool = False


def refused(code: int, reason: str) -> Outcome:
    """The outcome of a server's answer: 4xx means for now, everything else for good."""
    state = LetterState.QUEUED if 400 <= code < 500 else LetterState.FAILED
    return Outcome(state, code, without_addresses(reason), is_unreached=code == 421)


def next_try(tries: int) -> timedelta | None:
    """How long to wait after so many tries; None when it is time to give up."""
    return BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


def may(verb: Verb, state: str) -> bool:
    """Whether this can be done to a letter in this state."""
    return state in ALLOWED[verb]


def require_possible(verb: Verb, state: str) -> None:
    """Raise Refused unless this can be done to a letter in this state."""
    if not may(verb, state):
        raise Refused(
            _("The letter is “%(state)s”: that cannot be done to it any more, or not yet.")
            % {"state": LetterState(state).label}
        )


def without_addresses(words: str) -> str:
    """A server's words on one line, fit for a page and a log: addresses are left out."""
    printable = "".join(" " if is_control(one) else one for one in words)
    return ADDRESS.sub("…", " ".join(printable.split()))[:REASON_LIMIT]


def hide(secrets: list[str], body: str) -> str:
    """The body with each secret in it replaced by dots."""
    for secret in secrets:
        body = body.replace(secret, "…")
    return body


def is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    """A text of several lines that a letter can hold: what it cannot becomes a space."""
    return "".join(" " if is_control(one) and one not in "\n\t" else one for one in text)


def require_line(value: str, field: str, limit: int) -> None:
    """Raise Refused unless this can stand in a header: one line, not empty, not too long."""
    if not value.strip() or len(value) > limit or any(is_control(one) for one in value):
        raise Refused(
            _("A letter needs one line of at most %(limit)s characters here.") % {"limit": limit},
            field=field,
        )


def require_address(value: str, field: str) -> None:
    """Raise Refused unless this is one e-mail address that every server can take."""
    try:
        require_line(value, field, ADDRESS_LIMIT)
        validate_email(value)
        value.rpartition("@")[0].encode("ascii")
    except (ValidationError, UnicodeEncodeError) as error:
        raise Refused(_("Letters cannot be sent to this address."), field=field) from error


def require_body(value: str) -> None:
    """Raise Refused unless this is text that a letter can hold."""
    controls = any(is_control(one) for one in set(value) - {"\n", "\t"})
    if not value.strip() or len(value) > BODY_LIMIT or controls:
        raise Refused(
            _("A letter needs a text of at most %(limit)s characters, without control characters.")
            % {"limit": BODY_LIMIT},
            field="body",
        )


def require_headers(headers: Mapping[str, str]) -> None:
    """Raise Refused for a header that a draft may not set, or one that does not read as it must."""
    for name, value in headers.items():
        require_line(value, "headers", HEADER_LIMIT)
        known = name in HEADERS and (name == "List-Id" or MESSAGE_IDS.fullmatch(value))
        if not known or not value.isascii():
            raise Refused(_("A letter may not have this header."), field="headers")


def require_link(url: str) -> None:
    """Raise Refused unless this can stand in List-Unsubscribe."""
    if not LINK.fullmatch(url) or not url.isascii() or len(url) > HEADER_LIMIT:
        raise Refused(_("This is not the address of a page."), field="unsubscribe_url")
