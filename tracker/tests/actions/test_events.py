"""Every action leaves exactly one event for each thing that it did, and that event tells enough."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tracker import actions
from tracker.actions.events import record_event, record_events
from tracker.actions.happened import Happened
from tracker.choices import EventKind, ReplyKind, Visibility
from tracker.models import Event, User
from tracker.tests.actions.calls import Outside
from tracker.tests.actions.calls_from_outside import OUTSIDE
from tracker.tests.actions.every_action import CALLS, allowed
from tracker.tests.architecture.calls import functions_of, reaches, takes_by
from tracker.tests.cast import Cast
from tracker.tests.test_rooms import actions as trees
from tracker.tests.test_rooms import records

# Nothing is to be told of these but that they happened, to what, and when.
TOLD_BY_THEIR_KIND = {EventKind.CONFIRMATION_RENEWED, EventKind.CONTACT_ERASED}

# What takes `by` and does nothing by itself: it asks, makes an unsaved row, or is made of actions.
NO_ACTIONS = {
    "answered.require_changeable",
    "answered.require_silence_released",
    "corrections.publish_correction",
    "events.record_event",
    "events.record_events",
    "incoming_mails.record_mail_event",
    "lists.import_signatories",
    "lists.release_entries",
    "lists.release_import",
    "public_facts.correct_columns",
    "public_facts.correct_said",
    "public_facts.correct_whole",
    "rechecks.recheck_submissions",
    "releases.voided",
    "replies.entered_reply",
    "replies.voided_reply",
    "reply_facts.correct_reply",
    "samples.make_samples",
    "seeds.load_seed",
    "submissions.new_submission",
}

# What leaves events, does not take `by`, and is a part of the actions that call it; only
# `change_own_password` and `choose_language` are not: there, whoever acts is what is acted on.
# `copy_samples` fills databases of the bench, with copies of events; `hand_over_list` records
# somebody only to see whether it could, and takes that back.
PARTS = {
    "editors.change_own_password",
    "editors.choose_language",
    "letter_contents.empty_letters_of_all",
    "list_imports.hand_over_list",
    "enclosures.enclose_file",
    "offers.write_confirmation",
    "releases.void_never_confirmed",
    "reminders.write_reminders",
    "replies.leave_out",
    "replies.release_by_site",
    "sample_copies.copy_samples",
    "seeded_records.keep_membership",
    "seeded_records.keep_revision",
    "seeded_records.keep_signatory",
    "seeded_records.keep_statement",
    "seeded_records.publish",
    "seeded_rows.keep_sources",
    "seeded_submissions.keep_check",
    "seeded_submissions.keep_correction",
    "seeded_submissions.keep_reply",
    "seeded_submissions.keep_submission",
    "seeds.seed_accounts",
    "submissions.change_as_signed",
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


def telling_functions() -> set[str]:
    """Every public function of the room that leaves events without being told who acts."""
    known = trees()
    return {
        f"{module}.{name}"
        for (module, name), function in functions_of(known).items()
        if not takes_by(function)
        and not name.startswith("_")
        and reaches((module, name), known, records)
    }


def test_every_action_is_in_the_table() -> None:
    assert public_functions() - NO_ACTIONS == {name_of(function) for function in CALLS}
    assert public_functions() >= NO_ACTIONS


def test_every_action_without_an_account_is_in_the_table() -> None:
    assert telling_functions() - PARTS == {name_of(function) for function, _call in OUTSIDE}
    assert telling_functions() >= PARTS


def test_every_kind_of_event_is_left_by_some_action() -> None:
    calls = [*CALLS.values(), *(call for _function, call in OUTSIDE)]
    left = {kind for call in calls for kind in call.kinds}

    assert set(EventKind) - left == {EventKind.STANDING_REPAIRED}


def names_of_outside() -> list[str]:
    return [f"{name_of(function)}: {call.kinds[0]}" for function, call in OUTSIDE]


@pytest.mark.parametrize("action", CALLS, ids=name_of)
def test_action_leaves_its_events_and_no_more(cast: Cast, action: Callable[..., object]) -> None:
    call = CALLS[action]
    it, by = call.prepare(cast), allowed(cast, call.right)
    before = set(Event.objects.values_list("pk", flat=True))

    call.act(it, by)

    left = Event.objects.exclude(pk__in=before).order_by("pk")
    assert [event.kind for event in left] == call.kinds
    assert all(event.by == by for event in left)
    assert [event for event in left if not tells_enough(event)] == []


@pytest.mark.parametrize("action, call", OUTSIDE, ids=names_of_outside())
def test_action_without_an_account_leaves_its_events_and_no_more(
    cast: Cast, action: Callable[..., object], call: Outside
) -> None:
    it = call.prepare(cast)
    before = set(Event.objects.values_list("pk", flat=True))

    call.act(it)

    left = Event.objects.exclude(pk__in=before).order_by("pk")
    assert [event.kind for event in left] == call.kinds
    assert {(event.by, event.origin) for event in left} == {(None, call.origin)}
    assert [event for event in left if not tells_enough(event)] == []


def tells_enough(event: Event) -> bool:
    """What it happened to, and what that was before and after, or is besides what its kind says."""
    is_told = event.changes or event.facts or event.kind in TOLD_BY_THEIR_KIND
    return bool(event.subject_type and event.subject_label and is_told)


def test_record_events_without_any_records_none(cast: Cast) -> None:
    assert record_events([], by=cast.anna) == []


def test_record_event_names_a_submission_by_its_reference_alone(cast: Cast) -> None:
    offer = cast.offer(visibility=Visibility.WITHHELD)

    told = Happened(
        EventKind.SUBMISSION_RELEASED, offer, statement=offer.statement, submission=offer
    )
    event = record_event(told, by=cast.anna)

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
