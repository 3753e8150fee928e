"""One call of every action on letters to all signatories, by editors and by others."""

from __future__ import annotations

from django.utils import timezone

from tracker.actions import circulars, letters
from tracker.choices import EventKind as Kind
from tracker.choices import Origin
from tracker.models import Circular
from tracker.queries.circulars import stop_token
from tracker.tests.actions.calls import Action, Call, Outside, call, part, releasing
from tracker.tests.cast import Cast
from tracker.tests.circulars import TEXT, drafted, released, signed


def to_release(cast: Cast) -> Circular:
    signed(cast)
    return drafted(cast)


def to_send(cast: Cast) -> Circular:
    signed(cast)
    return released(cast)


def half_sent(cast: Cast) -> Circular:
    circular = to_send(cast)
    circulars.write_circulars(timezone.now())
    return circular


def stop_link(cast: Cast) -> tuple[str, str]:
    submission = signed(cast)
    return submission.reference, stop_token(submission)


ON_CIRCULARS: dict[Action, Call] = {
    circulars.record_circular: call(
        Kind.CIRCULAR_DRAFTED,
        lambda cast: {"statement": cast.letter, "subject": "A meeting", "body": TEXT},
        lambda it, by: circulars.record_circular(it, by=by),
    ),
    circulars.change_circular: call(
        Kind.CIRCULAR_CHANGED,
        drafted,
        lambda it, by: circulars.change_circular(it, {"subject": "Another"}, by=by),
    ),
    circulars.release_circular: releasing(
        Kind.CIRCULAR_RELEASED,
        to_release,
        lambda it, by: circulars.release_circular(it, by=by),
    ),
    circulars.stop_circular: call(
        Kind.CIRCULAR_STOPPED,
        to_send,
        lambda it, by: circulars.stop_circular(it, by=by),
    ),
    letters.cancel_letters_of: part(
        half_sent,
        lambda it, by: letters.cancel_letters_of(it, by=by),
        Kind.LETTER_CANCELLED,
    ),
}
FROM_OUTSIDE: list[tuple[Action, Outside]] = [
    (
        circulars.write_circulars,
        Outside(
            to_send,
            lambda it: circulars.write_circulars(timezone.now()),
            [Kind.CIRCULAR_SENT],
            Origin.CLOCK,
        ),
    ),
    (
        circulars.end_circulars_to,
        Outside(
            stop_link,
            lambda it: circulars.end_circulars_to(*it),
            [Kind.CONSENT_ENDED],
            Origin.LINK,
        ),
    ),
]
