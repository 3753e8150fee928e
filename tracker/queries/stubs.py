"""What emptied a submission or a signatory of which only a stub is left."""

from __future__ import annotations

from tracker.models import Erasure, Signatory, Submission


def erasure_of(submission: Submission) -> Erasure | None:
    """What emptied this stub; None for one that is none, without asking the database."""
    if submission.erased_at is None:
        return None
    return Erasure.objects.of_submission(submission).first()


def public_erasure(signatory: Signatory, user: object) -> Erasure | None:
    """What emptied this signatory, as far as this user may know of it; None for who is no stub."""
    if signatory.erased_at is None:
        return None
    return Erasure.objects.visible_to(user).filter(signatory=signatory).first()
