"""What an issuer's answer is, when it may be given, and when it becomes public."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _

from tracker.choices import Custody, LetterState, Party, ReplyKind, Status
from tracker.rules.refusals import Refused
from tracker.rules.status import LEADS

# What an issuer says to a signatory, each with a letter of its own (notify.wordings).
ANSWERS = (
    ReplyKind.ACKNOWLEDGEMENT,
    ReplyKind.QUESTION,
    ReplyKind.DEFERRAL,
    ReplyKind.ACCEPTANCE,
    ReplyKind.REFUSAL,
)
# What a party says through a personal link; what it disputes is the other side's, or the record.
SAID_BY_LINK: dict[str, tuple[ReplyKind, ...]] = {
    Party.ISSUER: (*ANSWERS, ReplyKind.DISPUTE, ReplyKind.NOTE),
    Party.SIGNATORY: (
        ReplyKind.ANSWER,
        ReplyKind.AGREEMENT,
        ReplyKind.DECLINE,
        ReplyKind.WITHDRAWAL,
        ReplyKind.DISPUTE,
        ReplyKind.NOTE,
    ),
}
IN_WORDS = (ReplyKind.QUESTION, ReplyKind.ANSWER, ReplyKind.DISPUTE, ReplyKind.NOTE)
ON_THE_WAY = (LetterState.DRAFTED, LetterState.QUEUED, LetterState.SENDING)


class Telling(StrEnum):
    """How far an answer has come that is told first and public after."""

    WAITS = "waits"
    TOLD = "told"
    TAKEN_BACK = "taken-back"


def is_told_first(custody: str, speaker: str, kind: str) -> bool:
    """Whether whoever is answered hears of it by letter before it is public."""
    return custody == Custody.HOSTED and speaker == Party.ISSUER and kind in ANSWERS


def telling(states: Iterable[str]) -> Telling:
    """From the states of an answer's letters: nobody may read in public what is on its way.

    A letter that failed or may be lost has been tried: the answer does not wait for it for ever.
    """
    known = set(states)
    if known & set(ON_THE_WAY):
        return Telling.WAITS
    return Telling.TAKEN_BACK if known <= {LetterState.CANCELLED} else Telling.TOLD


def require_answer(custody: str, kind: str, text: str) -> None:
    """Raise Refused unless this is an answer that this site gives in the issuer's name."""
    if custody != Custody.HOSTED:
        raise Refused(
            _("The issuer does not use this site. Record what it wrote as a reply instead.")
        )
    if kind not in ANSWERS:
        raise Refused(_("Choose what to answer."), field="kind")
    if kind == ReplyKind.QUESTION and not text.strip():
        raise Refused(_("Write the question."), field="text")


def require_sayable(party: str, kind: str, text: str) -> None:
    """Raise Refused unless this party can say this by a personal link, in words if need be."""
    if kind not in SAID_BY_LINK[party]:
        raise Refused(_("Choose what to say."), field="kind")
    if kind in IN_WORDS and not text.strip():
        raise Refused(_("Write it in your words."), field="text")


def require_movable(kind: str, standings: Iterable[tuple[str, str]]) -> None:
    """Raise Refused where the answer would change nothing; `standings`: reference and status."""
    idle = [
        f"{name} ({Status(status).label})" for name, status in standings if not _moves(kind, status)
    ]
    if idle:
        raise Refused(
            _("This answer would change nothing for: %(which)s. Leave them out.")
            % {"which": ", ".join(idle[:10])},
            field="kind",
        )


def _moves(kind: str, status: str) -> bool:
    return status in LEADS[kind][1]
