"""A public record of everything the API can tell, with what it must not tell beside it."""

from __future__ import annotations

from datetime import date

from tracker.actions.log import sequence_events
from tracker.actions.signatories import record_membership
from tracker.actions.tallies import fold_events
from tracker.choices import AliasKind, Party, ReplyKind, Visibility
from tracker.models import Submission
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.steps import (
    add_alias,
    add_source,
    record_correction,
    record_position,
    release_correction,
)

SECRET = "The Unseen Society"
LATER = date(2022, 9, 1)
REASON = {"was": "a mill", "now": "a dam", "why": "It was misread.", "since": "2022-05-01"}


def fill(cast: Cast) -> list[Submission]:
    """The declaration with one offer that tells all, and one whose name is withheld; the letter."""
    assert cast.letter
    told = cast.offer(cast.rios, message="We sign.", offered_words="in spring")
    point = cast.wording.clauses.get(number="2", kind="point")
    made = {"clause": point, "kind": "reservation", "text": "Not all of it."}
    record_position(told, made, by=cast.anna)
    told = cast.release(told)
    kept = cast.offered(cast.signatory(SECRET), visibility=Visibility.WITHHELD, message=SECRET)
    deferral = cast.replied(ReplyKind.DEFERRAL, told, kept, text="Later.", promised_on=LATER)
    said = {"speaker": Party.SIGNATORY, "text": "Not so.", "disputes": deferral}
    cast.replied(ReplyKind.DISPUTE, told, dated="2022-03-09", **said)
    cast.release(cast.check(told, kept, note="Nothing."))
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    add_alias(cast.rios, {"name": "RL", "kind": AliasKind.ACRONYM}, by=cast.anna)
    add_source(cast.rios, SOURCE | {"quotation": "It is so."}, by=cast.anna)
    for subject in (cast.declaration, deferral, kept):
        wrong = REASON | {"what": f"The name {SECRET}" if subject == kept else "A dam"}
        release_correction(record_correction(subject, wrong, by=cast.anna), by=cast.ben)
    fold_events()
    sequence_events()
    return [told, kept]
