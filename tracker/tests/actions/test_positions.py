"""The exceptions that a signatory makes to single clauses."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.positions import change_position, record_position, remove_position
from tracker.choices import PositionKind
from tracker.models import Event, Position
from tracker.rules.refusals import Conflict, Refused
from tracker.tests.cast import Cast


def values(cast: Cast, number: str = "1", **more: Any) -> dict[str, Any]:
    clause = cast.wording.clauses.get(number=number)
    return {"clause": clause, "kind": PositionKind.OBJECTION, "text": "Not all."} | more


def test_positions_are_told_from_first_to_last(cast: Cast) -> None:
    offer = cast.offer()

    position = record_position(offer, values(cast), by=cast.anna)
    position = change_position(position, {"text": "None."}, by=cast.anna)
    remove_position(position, by=cast.anna)

    assert not Position.objects.exists()
    events = Event.objects.filter(subject_type="position").order_by("pk")
    assert [(one.kind, one.submission, one.statement, one.signatory) for one in events] == [
        ("position-recorded", offer, cast.declaration, None),
        ("position-changed", offer, cast.declaration, None),
        ("position-removed", offer, cast.declaration, None),
    ]
    assert [one.changes for one in events] == [
        {
            "clause": [None, position.clause_id],
            "kind": ["", "objection"],
            "text": ["", "Not all."],
        },
        {"text": ["Not all.", "None."]},
        {
            "clause": [position.clause_id, None],
            "kind": ["objection", None],
            "text": ["None.", None],
        },
    ]


def test_record_position_refuses_a_clause_of_another_wording(cast: Cast) -> None:
    offer = cast.offer(revision=cast.letter_wording)

    with pytest.raises(Refused) as refused:
        record_position(offer, values(cast), by=cast.anna)

    assert refused.value.message_dict == {
        "clause": ["This clause belongs to another wording than the one endorsed."]
    }


@pytest.mark.parametrize("wrong, field", [({"text": ""}, "text"), ({"kind": "joke"}, "kind")])
def test_record_position_refuses_what_is_not_valid(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        record_position(cast.offer(), values(cast, **wrong), by=cast.anna)
    assert list(refused.value.message_dict) == [field]


def test_record_position_takes_one_of_a_kind_for_each_clause(cast: Cast) -> None:
    offer = cast.offer()
    record_position(offer, values(cast), by=cast.anna)

    with pytest.raises(ValidationError, match="already exists"):
        record_position(offer, values(cast, text="Again."), by=cast.anna)
    record_position(offer, values(cast, "2"), by=cast.anna)
    record_position(offer, values(cast, kind=PositionKind.ABSTENTION), by=cast.anna)
    assert offer.positions.count() == 3


def test_change_position_without_a_difference_does_nothing(cast: Cast) -> None:
    position = record_position(cast.offer(), values(cast), by=cast.anna)
    events = Event.objects.count()

    assert change_position(position, values(cast), by=cast.anna) == position
    assert Event.objects.count() == events


def test_change_position_that_somebody_removed_is_told(cast: Cast) -> None:
    position = record_position(cast.offer(), values(cast), by=cast.anna)
    stale = Position.objects.get()
    remove_position(position, by=cast.anna)

    with pytest.raises(Conflict, match="Somebody removed this"):
        change_position(stale, {"text": "None."}, by=cast.ben)
