"""Carrying out what came through the API once: a request sent again gets the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.turns import take_turn_at_once
from tracker.models import ApiAnswer, ApiToken, Submission
from tracker.queries.api_answers import address_sha256, answer_identity, request_sha256
from tracker.rules.refusals import Conflict, Refused

KEPT = timedelta(hours=48)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request was answered: status, body and the address of what it made.

    `submissions` are those it is about and `address` the folded e-mail address in it: by these an
    erasure finds it. `is_again`: it was carried out before, and this is what was said then.
    """

    status: int
    answer: str
    location: str = ""
    submissions: Iterable[Submission] = ()
    address: str = ""
    is_again: bool = False


class InProgress(Refused):
    """The same request is being carried out at this moment."""


def answer_once(
    token: ApiToken, key: str, request: str, carry_out: Callable[[], Answered]
) -> Answered:
    """Carry out a request and keep its answer, all or nothing; without a key nothing is kept.

    The answer is written in the transaction of what was done, so whoever dies in between, a
    request is carried out once. What `carry_out` raises is not kept: nothing was changed, and the
    same key may be used again. Leaves no event but those of what is carried out. `request` is
    everything that was sent. Raises Conflict for a key that came with another request before, or
    whose answer was erased; InProgress while another process is at it.
    """
    with transaction.atomic():
        if not key:
            return carry_out()
        identity, sent = answer_identity(token, key), request_sha256(request)
        if not take_turn_at_once(f"api answer {identity}"):
            raise InProgress(_("The same request is being carried out just now. Ask again."))
        known = ApiAnswer.objects.filter(identity=identity).first()
        if known is not None:
            return _said_before(known, sent)
        answered = carry_out()
        _keep(ApiAnswer(token=token, identity=identity, request_sha256=sent), answered)
    return answered


def forget_api_answers() -> int:
    """Remove answers that nobody asks for again; returns how many, a batch at most.

    Leaves no event: what the requests did has its own.
    """
    old = ApiAnswer.objects.filter(made_at__lt=timezone.now() - KEPT)
    numbers = list(old.order_by("made_at").values_list("pk", flat=True)[:BATCH])
    ApiAnswer.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def empty_api_answers(answers: Iterable[ApiAnswer], now: datetime) -> int:
    """Empty kept answers; their requests are not carried out again. Returns how many.

    Part of an erasure, whose event speaks for it.
    """
    numbers = [one.pk for one in answers]
    kept = ApiAnswer.objects.filter(pk__in=numbers)
    return kept.update(answer="", location="", request_sha256="", address_sha256="", erased_at=now)


def _said_before(known: ApiAnswer, sent: str) -> Answered:
    if known.erased_at is not None:
        raise Conflict(_("What came with this key was erased since. Nothing was recorded."))
    if known.request_sha256 != sent:
        raise Conflict(
            _("This key came with another request before. Nothing was recorded: take a new key.")
        )
    return Answered(known.status, known.answer, known.location, is_again=True)


def _keep(row: ApiAnswer, answered: Answered) -> None:
    row.status, row.answer, row.location = answered.status, answered.answer, answered.location
    row.address_sha256, row.made_at = address_sha256(answered.address), timezone.now()
    row.save(force_insert=True)
    row.submissions.set(answered.submissions)
