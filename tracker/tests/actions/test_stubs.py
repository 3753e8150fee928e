"""What is not erased, and that a stub stays one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tracker.actions.corrections import change_correction, record_correction
from tracker.actions.erasures import (
    erase_signatory,
    erase_submission,
    preview_erasure,
)
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.notes import add_note
from tracker.actions.positions import record_position, remove_position
from tracker.actions.signatories import add_alias, change_signatory
from tracker.actions.sources import add_source
from tracker.actions.submissions import change_submission
from tracker.choices import ErasureGround, EventKind, ReplyKind, Status
from tracker.models import (
    Erasure,
    Event,
    Signatory,
    Submission,
)
from tracker.rules.refusals import Refused
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.erasures import MARK, by_editor, own_offer
from tracker.tests.erasures import (
    folders as folders,
)
from tracker.tests.erasures import (
    noon as noon,
)
from tracker.tests.leftovers import columns_with
from tracker.tests.outbox import NOON

pytestmark = pytest.mark.usefixtures("noon", "folders")


FACT = {"what": "date", "was": "2021", "now": "2022", "why": "typo", "since": "2022-01-01"}


def test_erasing_carries_out_only_what_was_shown(cast: Cast) -> None:
    submission = own_offer(cast)
    token = preview_erasure(submission).token
    add_note(submission, "One more.", by=cast.anna)

    with pytest.raises(Refused, match="Something changed since the preview"):
        by_editor(cast, submission, token=token)
    assert by_editor(cast, submission, token=preview_erasure(submission).token).pk


@pytest.mark.parametrize(
    "values, told",
    [
        ({"ground": "no-ground"}, "Choose the ground"),
        ({"asked_on": date(2026, 5, 5)}, "This day lies ahead"),
    ],
)
def test_erasing_refuses_what_is_no_ground_or_no_day(
    cast: Cast, values: dict[str, Any], told: str
) -> None:
    submission = own_offer(cast)
    ground = values.pop("ground", ErasureGround.UNLAWFUL)

    with pytest.raises(Refused, match=told):
        erase_submission(submission, ground, "", by=cast.ben, **values)
    assert not Erasure.objects.exists()


def test_erasing_refuses_more_words_than_fit(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="at most 300 characters"):
        erase_submission(own_offer(cast), ErasureGround.UNLAWFUL, "x" * 301, by=cast.ben)


def test_erasing_refuses_who_issues_a_statement(cast: Cast) -> None:
    issuer = cast.declaration.issuer

    with pytest.raises(Refused, match="It issues “Rivers Declaration”"):
        erase_signatory(issuer, ErasureGround.UNLAWFUL, "", by=cast.ben)


def test_erasing_refuses_a_row_that_was_merged(cast: Cast) -> None:
    twin = cast.signatory("Rios Libre")
    token = preview_merge(cast.rios, twin).token
    merge_signatories(cast.rios, twin, by=cast.ben, token=token)

    with pytest.raises(Refused, match="merged into another"):
        erase_signatory(twin, ErasureGround.UNLAWFUL, "", by=cast.ben)


def test_erasing_a_signatory_without_submissions_is_told_to_the_desk(cast: Cast) -> None:
    erasure = erase_signatory(cast.mara, ErasureGround.UNLAWFUL, "", by=cast.ben)

    event = Event.objects.get(kind=EventKind.PERSON_ERASED)
    assert (event.signatory, event.is_public, event.open_facts) == (cast.mara, False, None)
    assert not Erasure.objects.visible_to(None).exists()
    assert erasure.removed == {"names": 1, "events": 1}


def test_erasing_again_takes_what_came_since_and_keeps_the_day(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    submission = own_offer(cast)
    by_editor(cast, submission)
    noon.shift(timedelta(days=1))
    cast.replied(ReplyKind.REFUSAL, submission, dated="2026-05-05", text=f"No, {MARK}.")

    by_editor(cast, submission)

    stub = Submission.objects.get(pk=submission.pk)
    assert (stub.erased_at, stub.status) == (NOON, Status.REFUSED)
    assert stub.signatory.slug == f"erased-signatory-{stub.signatory_id}"
    assert columns_with(MARK) == set()


WRITES: dict[str, Callable[[Cast, Submission], object]] = {
    "its facts": lambda cast, stub: change_submission(stub, {"message": "x"}, by=cast.ben, why="x"),
    "an exception": lambda cast, stub: record_position(
        stub, {"clause": stub.revision.clauses.all()[1], "kind": "abstention"}, by=cast.ben
    ),
    "its exception": lambda cast, stub: remove_position(stub.positions.get(), by=cast.ben),
    "a source": lambda cast, stub: add_source(stub, SOURCE, by=cast.anna),
    "a note": lambda cast, stub: add_note(stub, "x", by=cast.anna),
    "a correction": lambda cast, stub: record_correction(stub, FACT, by=cast.anna),
    "the name": lambda cast, stub: change_signatory(
        stub.signatory, {"name": "x"}, by=cast.ben, why="x"
    ),
    "another name": lambda cast, stub: add_alias(
        stub.signatory, {"name": "x", "kind": "alias"}, by=cast.anna
    ),
    "another submission": lambda cast, stub: cast.offer(stub.signatory),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_nothing_is_written_into_a_stub(
    cast: Cast, write: Callable[[Cast, Submission], object]
) -> None:
    submission = own_offer(cast)
    values = {"clause": submission.revision.clauses.all()[0], "kind": "objection", "text": "No."}
    record_position(submission, values, by=cast.ben, why="Left out.")
    by_editor(cast, submission)
    stub = Submission.objects.get(pk=submission.pk)

    with pytest.raises(Refused, match="The content of this was erased"):
        write(cast, stub)


def test_correction_that_waits_is_not_reworded_once_it_is_erased(cast: Cast) -> None:
    submission = own_offer(cast)
    waiting = record_correction(submission, FACT, by=cast.anna)
    by_editor(cast, submission)

    with pytest.raises(Refused, match="The content of this was erased"):
        change_correction(waiting, {"why": "x"}, by=cast.anna)


def test_stub_is_merged_with_nobody(cast: Cast) -> None:
    erase_signatory(cast.mara, ErasureGround.UNLAWFUL, "", by=cast.ben)
    stub = Signatory.objects.get(pk=cast.mara.pk)

    assert preview_merge(cast.rios, stub).obstacles == ["The content of one of the two was erased."]
