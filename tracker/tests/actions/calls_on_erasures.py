"""Calls that erase: by an editor, and by whoever offered."""

from __future__ import annotations

from tracker.actions import erased_correspondence, erasures, letter_contents, letters
from tracker.choices import ErasureGround, Origin
from tracker.choices import EventKind as Kind
from tracker.models import Letter, Submission
from tracker.queries.erasures import scope_of_submission
from tracker.tests.actions.calls import Action, Call, Outside, part, releasing
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.outbox import NOON, queued

GROUND = ErasureGround.COURT_ORDER

ON_ERASURES: dict[Action, Call] = {
    erasures.erase_submission: releasing(
        Kind.PERSON_ERASED,
        lambda cast: cast.offered(),
        lambda it, by: erasures.erase_submission(it, GROUND, "File 12", by=by),
    ),
    erasures.erase_signatory: releasing(
        Kind.PERSON_ERASED,
        lambda cast: cast.offered().signatory,
        lambda it, by: erasures.erase_signatory(it, GROUND, "", by=by),
    ),
    erased_correspondence.empty_correspondence: part(
        lambda cast: scope_of_submission(_written_to(cast)),
        lambda it, by: erased_correspondence.empty_correspondence(
            it, NOON, by=by, origin=Origin.DESK
        ),
        Kind.LETTER_CANCELLED,
        Kind.LETTERS_EMPTIED,
    ),
    letter_contents.empty_these_letters: part(
        lambda cast: [queued(cast.offer())],
        lambda it, by: letter_contents.empty_these_letters(it, by=by),
        Kind.LETTER_CANCELLED,
        Kind.LETTERS_EMPTIED,
    ),
    letters.cancel_waiting: part(
        lambda cast: queued(cast.offer()),
        lambda it, by: letters.cancel_waiting(Letter.objects.all(), by=by, origin=Origin.DESK),
        Kind.LETTER_CANCELLED,
    ),
}
OWN_ERASURES: list[tuple[Action, Outside]] = [
    (
        erasures.erase_own,
        Outside(
            lambda cast: with_contact(cast.release(hosted(cast))),
            erasures.erase_own,
            [Kind.PERSON_ERASED],
            Origin.LINK,
        ),
    ),
]


def _written_to(cast: Cast) -> Submission:
    submission = cast.offer()
    queued(submission)
    return submission
