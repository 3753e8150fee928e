"""Internal notes on a record, and who looks after it."""

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.notes import add_note, assign_record
from tracker.choices import EventKind
from tracker.models import Event, Note
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast, make_user


def test_add_note_stays_and_is_never_public(cast: Cast) -> None:
    offer = cast.offered()

    note = add_note(offer, "Ask Ana Lagos.", by=cast.anna)

    assert (note.subject, note.recorded_by) == (offer, cast.anna)
    event = Event.objects.get(kind=EventKind.NOTE_ADDED)
    assert (event.submission, event.statement, event.is_public) == (offer, cast.declaration, False)
    assert event.facts == {"about": "submission", "about_id": offer.pk, "version": 1}
    assert "Ana Lagos" in str(event)
    assert [str(one) for one in Event.objects.visible_to(None) if "Ana" in str(one)] == []


def test_add_note_says_something(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        add_note(cast.rios, "", by=cast.anna)
    assert not Note.objects.exists()


@pytest.mark.parametrize("what", ["statement", "signatory", "submission"])
def test_assign_record_gives_it_to_an_editor_and_back(cast: Cast, what: str) -> None:
    row = {
        "statement": lambda: cast.declaration,
        "signatory": lambda: cast.rios,
        "submission": lambda: cast.offer(),
    }[what]()

    assign_record(row, cast.anna, by=cast.ben)
    assign_record(row, cast.anna, by=cast.ben)
    row.refresh_from_db()
    assert row.assigned_to == cast.anna
    assign_record(row, None, by=cast.ben)
    row.refresh_from_db()
    assert row.assigned_to is None

    events = Event.objects.filter(kind=EventKind.RECORD_ASSIGNED).order_by("pk")
    assert [event.changes for event in events] == [
        {"assigned_to": [None, cast.anna.pk]},
        {"assigned_to": [cast.anna.pk, None]},
    ]


def test_assign_record_leaves_what_an_editor_has_open(cast: Cast) -> None:
    version = cast.rios.version

    assign_record(cast.rios, cast.anna, by=cast.ben)

    cast.rios.refresh_from_db()
    assert cast.rios.version == version


@pytest.mark.parametrize("group", ["auditor", None])
def test_assign_record_wants_somebody_who_may_edit(cast: Cast, group: str | None) -> None:
    with pytest.raises(Refused) as refused:
        assign_record(cast.rios, make_user("zoe", group), by=cast.ben)

    assert refused.value.message_dict == {
        "assigned_to": ["zoe may not edit, so nothing was assigned."]
    }
