"""Suggesting that two signatories may be the same, and dismissing it."""

import pytest

from tracker.actions.duplicates import LARGEST_BLOCK, dismiss_duplicate, suggest_duplicates
from tracker.actions.signatories import add_alias, change_signatory
from tracker.choices import EventKind
from tracker.models import Duplicate, Event, NameKey
from tracker.tests.cast import Cast


@pytest.mark.parametrize(
    "first, second, suggested",
    [
        ("River Watch", "River Watsh", True),
        ("River Watch", "Watch River", True),
        ("RIVER WATCH", "River-Watch", True),
        ("Ríos Libres", "Rios Libres", True),
        ("River Watch", "Water Wise", False),
        ("River Watch Nepal", "River Watch Peru", False),
    ],
)
def test_suggestions_are_of_names_much_alike(
    cast: Cast, first: str, second: str, suggested: bool
) -> None:
    cast.signatory(first)
    cast.signatory(second)

    assert Duplicate.objects.exists() is suggested


def test_suggestions_are_made_once_in_order(cast: Cast) -> None:
    older, newer = cast.signatory("River Watch"), cast.signatory("River Watsh")
    suggest_duplicates([newer, older])

    suggestion = Duplicate.objects.get()
    assert (suggestion.first, suggestion.second, suggestion.dismissed_by) == (older, newer, None)
    assert suggestion.score >= 88


def test_suggestions_look_at_all_names_of_both(cast: Cast) -> None:
    cast.signatory("Free Rivers")
    add_alias(cast.rios, {"name": "Free Rivers!"}, by=cast.anna)

    assert Duplicate.objects.get().score == 100


def test_suggestions_leave_out_the_unnamed_and_the_merged(cast: Cast) -> None:
    cast.signatory("A member in Brazil", is_named=False)
    cast.signatory("A member in Brazil", is_named=False)
    gone = cast.signatory("River Watch")
    type(gone).objects.filter(pk=gone.pk).update(merged_into=cast.rios)
    cast.signatory("River Watsh")

    assert not Duplicate.objects.exists()


def test_suggestions_pass_over_words_that_many_share(cast: Cast) -> None:
    kin = cast.signatory("River Watch")
    others = [cast.signatory(f"Signatory {number}") for number in range(LARGEST_BLOCK)]
    NameKey.objects.bulk_create(
        NameKey(signatory=one, key=key.key) for key in kin.name_keys.all() for one in others
    )
    Duplicate.objects.all().delete()

    cast.signatory("River Watch")

    assert not Duplicate.objects.filter(first=kin).exists()


def test_dismissed_suggestions_stay_dismissed(cast: Cast) -> None:
    cast.signatory("River Watch")
    newer = cast.signatory("River Watsh")

    dismissed = dismiss_duplicate(Duplicate.objects.get(), by=cast.anna)
    change_signatory(newer, {"name": "River Watshh"}, by=cast.anna)
    events = Event.objects.count()
    dismiss_duplicate(dismissed, by=cast.ben)

    assert Duplicate.objects.get().dismissed_by == cast.anna
    assert Event.objects.count() == events
    event = Event.objects.get(kind=EventKind.DUPLICATE_DISMISSED)
    assert (event.subject_label, event.signatory) == (
        "River Watch – River Watsh",
        dismissed.first,
    )
