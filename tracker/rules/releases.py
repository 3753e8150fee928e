"""What must hold before something becomes public: evidence, and a second pair of eyes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.choices import Custody, Direction, ReplyKind, Status
from tracker.rules.permissions import Actor
from tracker.rules.refusals import Refused

NEGATIVE_KINDS = frozenset({ReplyKind.REFUSAL, ReplyKind.DISPUTE})


def offer_is_negative(custody: str, direction: str, status: str) -> bool:
    """An unanswered offer shows as “no reply recorded”: a negative claim about the issuer."""
    waits = direction == Direction.OFFER and status == Status.UNANSWERED
    return custody == Custody.OBSERVED and waits


def reply_is_negative(custody: str, kind: str) -> bool:
    """Refusals and disputes are negative claims where the other side does not use this site."""
    return custody == Custody.OBSERVED and kind in NEGATIVE_KINDS


def check_is_negative(custody: str) -> bool:
    """A check that found nothing says of an observed party that it did not answer or list."""
    return custody == Custody.OBSERVED


def silence_is_released(
    custody: str, *, author_pk: int | None, released_by_pk: int | None, sources: int
) -> bool:
    """Whether an offer was released with what telling of an observed party's silence asks for."""
    by_another = released_by_pk is not None and released_by_pk != author_pk
    return custody == Custody.HOSTED or (by_another and sources > 0)


def require_release(
    actor: Actor, *, author_pk: int | None, is_negative: bool, sources: int
) -> None:
    """Pass if this may become public now; otherwise raise Refused.

    Negative claims about observed parties need a source and a second editor (DESIGN, section 8).
    """
    if not is_negative:
        return
    if sources == 0:
        raise Refused(
            _("A claim about somebody who does not use this site needs a source. Add one first.")
        )
    if actor.pk == author_pk:
        raise Refused(
            _(
                "You recorded this claim, so somebody else must release it. "
                "It waits on the desk under “waiting for release”."
            )
        )
