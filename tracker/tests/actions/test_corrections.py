"""Public notes on what the record had wrong."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.corrections import change_correction, record_correction, release_correction
from tracker.choices import EventKind
from tracker.models import Correction, Event
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.cast import Cast

NOTE = {
    "what": "date",
    "was": "30 January 2022",
    "now": "30 January 2023",
    "why": "The page speaks of the end of 2022 as past.",
    "since": "2023-02-10",
}


def test_record_correction_waits_for_release(cast: Cast) -> None:
    correction = record_correction(cast.declaration, NOTE, by=cast.anna)

    assert list(Correction.objects.unreleased()) == [correction]
    assert list(Correction.objects.visible_to(None)) == []
    event = Event.objects.get(kind=EventKind.CORRECTION_RECORDED)
    assert (event.statement, event.is_public) == (cast.declaration, False)
    assert event.changes["now"] == ["", "30 January 2023"]
    assert event.facts == {"about": "statement", "about_id": cast.declaration.pk, "version": 1}


@pytest.mark.parametrize(
    "values, field", [({"why": ""}, "why"), ({"was": ""}, "was"), ({"since": "soon"}, "since")]
)
def test_record_correction_refuses_what_is_not_valid(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        record_correction(cast.declaration, NOTE | values, by=cast.anna)
    assert list(refused.value.message_dict) == [field]


def test_release_correction_is_for_everybody_and_for_good(cast: Cast) -> None:
    correction = record_correction(cast.declaration, NOTE, by=cast.anna)
    with pytest.raises(NotAllowed):
        release_correction(correction, by=cast.anna)

    release_correction(correction, by=cast.ben)

    assert list(Correction.objects.visible_to(None)) == [correction]
    event = Event.objects.visible_to(None).get(kind=EventKind.CORRECTION_RELEASED)
    assert event.subject_label == "date: 30 January 2023"
    for act in (
        lambda: release_correction(correction, by=cast.ben),
        lambda: change_correction(correction, {"why": "misread"}, by=cast.ben),
    ):
        with pytest.raises(Refused, match="This is public already"):
            act()


def test_release_correction_about_a_submission_names_it(cast: Cast) -> None:
    offer = cast.offered()
    correction = record_correction(offer, NOTE, by=cast.anna)

    release_correction(correction, by=cast.ben)

    event = Event.objects.get(kind=EventKind.CORRECTION_RELEASED)
    assert (event.submission, event.statement) == (offer, cast.declaration)


def test_change_correction_tells_old_and_new(cast: Cast) -> None:
    correction = record_correction(cast.rios, NOTE, by=cast.anna)

    changed = change_correction(correction, {"what": "day"}, by=cast.anna, seen=1)

    assert changed.version == 2
    event = Event.objects.get(kind=EventKind.CORRECTION_CHANGED)
    assert (event.changes, event.signatory) == ({"what": ["date", "day"]}, cast.rios)
    with pytest.raises(Conflict, match="which fact"):
        change_correction(correction, {"why": "misread"}, by=cast.ben, seen=1)


def test_change_correction_without_a_difference_does_nothing(cast: Cast) -> None:
    correction = record_correction(cast.rios, NOTE, by=cast.anna)
    correction.refresh_from_db()
    events = Event.objects.count()

    same = change_correction(correction, {"what": "date"}, by=cast.anna)

    assert same.version == 1
    assert Event.objects.count() == events
