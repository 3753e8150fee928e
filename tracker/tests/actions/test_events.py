"""Every action leaves exactly one event for each thing that it did, and that event tells enough."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tracker import actions
from tracker.actions.events import Happened, record_event, record_events
from tracker.choices import EventKind, ReplyKind, Visibility
from tracker.models import Event, User
from tracker.tests.actions.every_action import CALLS, allowed
from tracker.tests.cast import Cast

# What takes `by` and does nothing by itself: it asks, makes an unsaved row, or is made of actions.
NO_ACTIONS = {
    "answered.require_changeable",
    "answered.require_silence_released",
    "events.record_event",
    "events.record_events",
    "lists.import_signatories",
    "lists.release_import",
    "rechecks.recheck_submissions",
    "samples.make_samples",
    "seeds.load_seed",
    "submissions.new_submission",
}


def name_of(function: Callable[..., object]) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def public_functions() -> set[str]:
    """Every public function of the room that takes who acts as a keyword of its own."""
    modules = [
        importlib.import_module(f"{actions.__name__}.{module.name}")
        for module in pkgutil.iter_modules(actions.__path__)
    ]
    return {
        name_of(function)
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "by" in inspect.signature(function).parameters
    }


def test_every_action_is_in_the_table() -> None:
    assert public_functions() - NO_ACTIONS == {name_of(function) for function in CALLS}
    assert public_functions() >= NO_ACTIONS


def test_every_kind_of_event_is_left_by_some_action() -> None:
    left = {kind for call in CALLS.values() for kind in call.kinds}

    assert set(EventKind) - left == {EventKind.STANDING_REPAIRED}


@pytest.mark.parametrize("action", CALLS, ids=name_of)
def test_action_leaves_its_events_and_no_more(cast: Cast, action: Callable[..., object]) -> None:
    call = CALLS[action]
    it, by = call.prepare(cast), allowed(cast, call.right)
    before = set(Event.objects.values_list("pk", flat=True))

    call.act(it, by)

    left = Event.objects.exclude(pk__in=before).order_by("pk")
    assert [event.kind for event in left] == call.kinds
    for event in left:
        assert event.by == by
        assert event.subject_type
        assert event.subject_label
        assert event.changes or event.facts


def test_record_events_without_any_records_none(cast: Cast) -> None:
    assert record_events([], by=cast.anna) == []


def test_record_event_names_a_submission_by_its_reference_alone(cast: Cast) -> None:
    offer = cast.offer(visibility=Visibility.WITHHELD)

    event = record_event(Happened(EventKind.SUBMISSION_RELEASED, offer), by=cast.anna)

    assert "Ríos" in str(offer)
    assert event.subject_label == offer.reference


def test_record_event_cuts_long_names(cast: Cast) -> None:
    signatory = cast.signatory("x" * 300)
    membership = Happened(EventKind.DUPLICATE_DISMISSED, signatory)

    assert len(record_event(membership, by=cast.anna).subject_label) == 300


def told_by(events: Iterable[Event]) -> str:
    return " ".join(f"{one} {one.changes} {one.facts} {one.signatory}" for one in events)


def test_public_events_name_nobody_whose_name_is_withheld(cast: Cast) -> None:
    values: dict[str, Any] = {
        "signed_name": "Ríos Libres",
        "representative": "Ana Lagos",
        "message": "We sign.",
    }
    withheld = cast.offered(visibility=Visibility.WITHHELD, **values)
    cast.replied(ReplyKind.DEFERRAL, withheld)
    cast.release(cast.check(withheld))

    public = Event.objects.visible_to(None)

    assert {one.kind for one in public} == {
        "statement-published",
        "submission-released",
        "reply-released",
        "check-released",
    }
    told, everything = told_by(public), told_by(Event.objects.all())
    for secret in ("Ríos", "Lagos", "We sign"):
        assert secret in everything
        assert secret not in told


def test_events_stay_when_their_author_is_deactivated(cast: Cast) -> None:
    cast.offer()
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)

    assert Event.objects.get(kind=EventKind.SUBMISSION_RECORDED).by == cast.anna
