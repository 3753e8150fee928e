"""What the log tells of lateness, corrections and sources."""

from __future__ import annotations

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.erasures import erase_signatory, erase_submission
from tracker.actions.happened import Happened
from tracker.actions.logged_facts import logged_facts
from tracker.actions.sources import add_source
from tracker.choices import (
    ClockName,
    ErasureGround,
    EventKind,
    ReplyKind,
    StepKind,
)
from tracker.models import Step
from tracker.tests.actions.every_action import CORRECTION
from tracker.tests.actions.logged import closed, newest, opened
from tracker.tests.cast import SOURCE, Cast


def test_lateness_is_told_where_it_may_be(cast: Cast) -> None:
    offer = cast.offered()
    step = Step(
        submission=offer,
        clock=ClockName.DECIDING,
        kind=StepKind.OVERDUE,
        since=offer.offered_latest,
    )
    late = Happened(EventKind.LATENESS_RECORDED, step, statement=offer.statement, submission=offer)
    hidden = logged_facts([late])[0]
    step.is_public = True
    shown = logged_facts([late])[0]

    assert hidden.open is None
    assert (
        shown.open
        == hidden.shown
        == {
            "statement": "rivers-declaration",
            "reference": step.submission.reference,
            "clock": "deciding",
            "step": "overdue",
            "dated": "2022-03-01",
        }
    )


def test_corrections_and_sources_tell_what_they_are_about(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.REFUSAL, offer)
    release_correction(record_correction(reply, CORRECTION, by=cast.anna), by=cast.ben)
    facts = opened(EventKind.CORRECTION_RELEASED)
    add_source(offer, SOURCE, by=cast.anna, file=("a.txt", b"text"))
    source = opened(EventKind.SOURCE_ADDED)

    assert (facts["about"], facts["reply"], facts["since"]) == ("reply", reply.pk, "2022-01-01")
    assert newest(EventKind.CORRECTION_RELEASED).shown_facts["was"] == "2021"
    assert (source["about"], source["reference"]) == ("submission", offer.reference)
    assert len(source["file"]) == 64


def test_an_erasure_tells_where_its_stub_stands_and_on_what_ground(cast: Cast) -> None:
    offer = cast.offered()
    erase_submission(offer, ErasureGround.OBJECTION, "", by=cast.ben)

    facts = opened(EventKind.PERSON_ERASED)

    assert (facts["reference"], facts["status"]) == (offer.reference, "unanswered")
    assert (facts["visibility"], facts["released"]) == ("withheld", True)
    assert (facts["erased"], facts["ground"]) == ("submission", "objection")


def test_an_erasure_of_somebody_without_submissions_is_closed(cast: Cast) -> None:
    erase_signatory(cast.rios, ErasureGround.OBJECTION, "", by=cast.ben)

    shown = closed(EventKind.PERSON_ERASED)

    assert (shown["erased"], shown["released"]) == ("signatory", False)
    assert "Ríos" not in str(shown)
