"""Offers that wait: put in line while too many come at once, and taken in one after the other."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from traceback import format_tb
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, QuerySet
from django.utils import timezone
from django.utils.translation import override

from tracker.actions.attempts import counted_tries, note_try
from tracker.actions.changes import Values
from tracker.actions.events import record_events
from tracker.actions.letters import told, written_letters
from tracker.actions.offers import offer_endorsement
from tracker.actions.vetting import lacks_proof, require_welcome
from tracker.choices import EventKind, Origin
from tracker.models import Clause, Revision, WaitingOffer
from tracker.notify.waiting_offers import not_taken_letter
from tracker.proof.tokens import keyed_sha256
from tracker.queries.prepared import Given, Prepared
from tracker.rules.limits import Counted, over
from tracker.rules.offers import Offer, Purpose, require_consents
from tracker.rules.refusals import Blocked
from tracker.rules.senders import folded_address, require_answerable

# How long it stays known that one was not taken in.
GIVEN_UP_FOR = timedelta(days=30)
# What fails is tried again after a minute, two, four … and once a day in the end.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)
BATCH = 500
EMPTY: dict[str, Any] = {
    "typed": {},
    "email_folded": "",
    "network": "",
    "proof": "",
    "identity": "",
}

logger = logging.getLogger(__name__)


def queue_offer(
    revision: Revision,
    offer: Offer,
    exceptions: Iterable[Values] = (),
    *,
    network: str = "",
    proof: str = "",
    is_vouched: bool = False,
) -> None:
    """Keep an offer as it was sent, to be taken in by take_next_offer(): one row, two queries.

    As offer_endorsement(), but limits, proof of work, earlier offers and the letter come later. The
    same sent twice waits once. Leaves no event: nothing is in the record yet. Raises Refused for
    what needs no counting: consents, the address, rules of the editors.
    """
    require_answerable(offer.email)
    require_consents({Purpose(name) for name in offer.consents})
    require_welcome(offer, network)
    now = timezone.now()
    typed = {"offer": asdict(offer), "exceptions": [_plain(one) for one in exceptions]}
    row = WaitingOffer(
        revision=revision,
        typed=typed,
        email_folded=folded_address(offer.email),
        network=network,
        proof=proof,
        identity=_identity(revision, typed),
        received_at=now,
        not_before=now,
        is_vouched=is_vouched,
    )
    WaitingOffer.objects.bulk_create([row], ignore_conflicts=True)


def take_next_offer(now: datetime) -> bool:
    """Take in the offer that has waited longest, judged by the moment it came; False for none.

    All or nothing in one transaction, so it is taken once whoever dies in between; several may do
    this at once. Records what offer_endorsement() records. What that refuses is told by letter
    (letter-queued), unless the editors block the address or it gets too many letters. What goes
    wrong in any other way is put off, and the next ones go on.
    """
    first = next(iter(FIRST.rows(now=now)), None)
    if first is None:
        return False
    # Remembered: others must not wait for it where only one can write.
    lacks_proof(first.revision, first.proof, first.received_at)
    row = None
    try:
        with transaction.atomic():
            row = next(iter(HELD.rows(now=now)), None)
            if row is not None:
                _take(row, now)
    except Exception as error:
        _put_off(row or first, error, now)
    return row is not None


def forget_waiting_offers() -> int:
    """Give up what could never be taken in, and forget that there was what was given up long ago.

    Until then whoever offered could have confirmed it, had it been taken in. Returns how many, a
    batch of each at most. Leaves no event, as none of it has been in the record.
    """
    now = timezone.now()
    failed = WaitingOffer.objects.in_line().filter(
        tries__gt=0, received_at__lt=now - 2 * timedelta(days=settings.CONFIRM_DAYS)
    )
    old = WaitingOffer.objects.given_up().filter(settled_at__lt=now - GIVEN_UP_FOR)
    forgotten = list(old.values_list("pk", flat=True)[:BATCH])
    WaitingOffer.objects.filter(pk__in=forgotten).delete()
    given_up = list(failed.values_list("pk", flat=True)[:BATCH])
    WaitingOffer.objects.filter(pk__in=given_up).update(settled_at=now, **EMPTY)
    return len(forgotten) + len(given_up)


def _take(row: WaitingOffer, now: datetime) -> None:
    offer = Offer(**row.typed["offer"])
    with override(offer.language):
        try:
            offer_endorsement(
                row.revision,
                offer,
                _exceptions(row),
                network=row.network,
                proof=row.proof,
                received=row.received_at,
                is_vouched=row.is_vouched,
            )
        except ValidationError as refused:
            _give_up(row, offer, refused, now)
        else:
            row.delete()


def _give_up(row: WaitingOffer, offer: Offer, refused: ValidationError, now: datetime) -> None:
    """Empty the row; the letter counts as a try of the address, which gets no more than others."""
    who = {Counted.ADDRESS: folded_address(offer.email)}
    is_told = not isinstance(refused, Blocked) and not over(counted_tries(who, now), hard=True)
    if is_told:
        note_try(who, now)
        draft = not_taken_letter(offer, row.revision.statement, row.received_at, refused.messages)
        letters = written_letters([(draft, None)], now, queued_by=None, origin=Origin.FORM)
        queued = [told(EventKind.LETTER_QUEUED, letter) for letter in letters]
        record_events(queued, by=None, origin=Origin.FORM)
    WaitingOffer.objects.filter(pk=row.pk).update(settled_at=now, is_told=is_told, **EMPTY)


def _put_off(row: WaitingOffer, error: Exception, now: datetime) -> None:
    """Let it be tried again later; raises what the database raises if that cannot be had."""
    # Not what the error says: that may name who offered.
    frames = "".join(format_tb(error.__traceback__))
    logger.error("offer %s waits on after %s\n%s", row.pk, type(error).__name__, frames)
    tries = row.tries + 1
    pause = min(FIRST_PAUSE * 2 ** min(row.tries, 20), LONGEST_PAUSE)
    WaitingOffer.objects.filter(pk=row.pk).update(tries=tries, not_before=now + pause)


def _exceptions(row: WaitingOffer) -> list[Values]:
    kept: list[dict[str, Any]] = row.typed["exceptions"]
    clauses = Clause.objects.in_bulk([one["clause"] for one in kept]) if kept else {}
    return [one | {"clause": clauses[one["clause"]]} for one in kept]


def _plain(exception: Values) -> dict[str, Any]:
    return {**exception, "clause": exception["clause"].pk}


def _identity(revision: Revision, typed: dict[str, Any]) -> str:
    words = json.dumps([revision.pk, typed], sort_keys=True)
    return keyed_sha256(settings.SECRET_KEY, f"waiting offer:{words}")


def _due() -> QuerySet[WaitingOffer]:
    due = WaitingOffer.objects.due(Given("now", DateTimeField()))  # type: ignore[arg-type]
    return due.select_related("revision__statement__issuer")


FIRST = Prepared(lambda: _due()[:1])
HELD = Prepared(lambda: _due().select_for_update(skip_locked=True, of=("self",))[:1])
