"""What whoever offered may do on the page of its own submission, and what that becomes."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import ReplyKind, Status
from tracker.rules.refusals import Refused
from tracker.rules.status import LEADS

MOST_WAITING = 10  # messages of one submitter that nobody has read yet


class Deed(StrEnum):
    """One thing to do there; each is the last part of an address."""

    MESSAGE = "message"
    RESEND = "resend"
    WITHDRAW = "withdraw"
    VISIBILITY = "visibility"
    CORRECT = "correct"
    ERASE = "erase"  # forget how to reach them
    ERASE_ME = "erase-me"  # take them out of the record


WAITS_FOR_ISSUER = frozenset({Status.UNANSWERED, Status.ACKNOWLEDGED, Status.DEFERRED})
WITHDRAWABLE = LEADS[ReplyKind.WITHDRAWAL][1]
ENDED = frozenset({Status.UNCONFIRMED, Status.VOID})

# What the page says first, to whoever offered.
TURNS: dict[str, Promise] = {
    Status.UNCONFIRMED: gettext_lazy("It is your turn: confirm your offer by the letter you got."),
    Status.INVITED: gettext_lazy("It is your turn: the issuer invited you and waits for you."),
    Status.UNANSWERED: gettext_lazy("It is the issuer's turn: your offer waits for its answer."),
    Status.ACKNOWLEDGED: gettext_lazy(
        "It is the issuer's turn: it has your offer and has not decided."
    ),
    Status.QUERIED: gettext_lazy("It is your turn: the issuer asked you something."),
    Status.DEFERRED: gettext_lazy("It is the issuer's turn: it needs more time."),
    Status.ACCEPTED: gettext_lazy("It is nobody's turn: your endorsement stands."),
    Status.REFUSED: gettext_lazy("It is nobody's turn: the issuer has not accepted your offer."),
    Status.DECLINED: gettext_lazy("It is nobody's turn: you declined."),
    Status.WITHDRAWN: gettext_lazy("It is nobody's turn: you withdrew your offer."),
    Status.VOID: gettext_lazy("It is nobody's turn: editors took this out of the record."),
}


def deeds(status: str) -> frozenset[Deed]:
    """What can be done while a submission has this status."""
    if status in ENDED:
        return frozenset({Deed.ERASE, Deed.ERASE_ME})
    found = {Deed.MESSAGE, Deed.VISIBILITY, Deed.CORRECT, Deed.ERASE, Deed.ERASE_ME}
    found |= {Deed.WITHDRAW} if status in WITHDRAWABLE else set()
    return frozenset(found | ({Deed.RESEND} if status in WAITS_FOR_ISSUER else set()))


def require_deed(deed: Deed, status: str) -> None:
    """Raise Refused unless this can be done now."""
    if deed not in deeds(status):
        raise Refused(
            _("This cannot be done while it is “%(status)s”. Nothing was changed.")
            % {"status": Status(status).label}
        )


def unseen_words(status: str, *, is_released: bool, is_published: bool) -> str:
    """Why the public sees nothing of a submission; "" where it does."""
    if status == Status.VOID:
        return _("Nothing: it was taken out of the record.")
    if status == Status.UNCONFIRMED:
        return _("Nothing, and never before it is confirmed.")
    if not is_released:
        return _("Nothing yet: somebody looks at every offer before it is public.")
    return "" if is_published else _("Nothing: the statement itself is not public now.")
