"""Long lists that somebody else takes while a worker reaches for them, or has them in hand."""

from __future__ import annotations

import pytest

from tracker.actions.erasures import erase_submission
from tracker.actions.list_imports import claim_list, note_list, start_recording
from tracker.choices import ErasureGround
from tracker.choices import ImportState as State
from tracker.management import list_takers
from tracker.models import Erasure, ListImport, Submission
from tracker.tests.cast import Cast
from tracker.tests.management.test_list_takers import handed_over, work
from tracker.tests.management.test_list_takers import small_parts as small_parts


def test_list_that_another_worker_takes_meanwhile_is_left_to_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(cast)
    answers = iter([ListImport.objects.all(), ListImport.objects.none()])
    monkeypatch.setattr(ListImport.objects, "claimable", lambda _now: next(answers))

    assert claim_list("a worker") is None
    assert ListImport.objects.get().claimed_by == ""


def test_erasure_takes_the_list_from_the_worker(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(cast)
    start_recording(work(), asked_by=cast.anna)

    def erased_meanwhile(one: ListImport, done: int) -> bool:
        stands = Submission.objects.filter(erased_at=None).first()
        if stands is not None:
            erase_submission(stands, ErasureGround.OBJECTION, "", by=cast.ben)
        return note_list(one, done)

    monkeypatch.setattr(list_takers, "note_list", erased_meanwhile)
    one = work()

    assert (one.state, one.claimed_by, one.name) == (State.DISCARDED, "", "Erased")
    assert "hand it over again without them" in one.told
    assert Submission.objects.filter(erased_at=None).count() == 2
    assert Erasure.objects.get().removed["lists"] == 1
