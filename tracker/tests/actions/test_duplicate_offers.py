"""Suggesting that whom the form made is somebody who is known: later, by the worker."""

from __future__ import annotations

import pytest

from tracker.actions import duplicates
from tracker.actions.confirmations import confirm_offer, disown_offer
from tracker.actions.duplicates import suggest_after_confirmations
from tracker.models import Duplicate, Event, NameKey, Projection, Signatory
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, offered, secret_in


@pytest.fixture
def known(cast: Cast) -> Signatory:
    cast.letter  # noqa: B018 - made before
    known = cast.signatory("Delta Keepers", country="NG")
    suggest_after_confirmations()
    return known


def confirmed(cast: Cast, name: str, email: str = "mara@delta.example") -> Signatory:
    signatory = offered(cast.letter_wording, name=name, email=email).signatory
    confirm_offer(secret_in(newest_letter()))
    return signatory


def test_a_confirmed_offer_is_compared_afterwards(cast: Cast, known: Signatory) -> None:
    new = confirmed(cast, "Delta Kepers")
    assert not Duplicate.objects.exists()

    assert [suggest_after_confirmations(), suggest_after_confirmations()] == [1, 0]
    suggestion = Duplicate.objects.get()
    assert (suggestion.first, suggestion.second) == (known, new)


def test_two_offers_of_one_name_are_suggested_too(cast: Cast, known: Signatory) -> None:
    first, second = (confirmed(cast, "Mill Folk", f"{n}@mill.example") for n in range(2))
    suggest_after_confirmations()

    assert [(one.first, one.second) for one in Duplicate.objects.all()] == [(first, second)]


def test_an_unconfirmed_offer_is_compared_with_nothing(cast: Cast, known: Signatory) -> None:
    offered(cast.letter_wording, name="Delta Kepers")

    assert suggest_after_confirmations() == 0
    assert not NameKey.objects.filter(signatory__name="Delta Kepers").exists()


def test_what_was_disowned_meanwhile_is_left_out(cast: Cast, known: Signatory) -> None:
    confirmed(cast, "Delta Kepers")
    disown_offer(secret_in(newest_letter("receipt")))

    assert suggest_after_confirmations() == 0
    assert not Duplicate.objects.exists()


def test_whoever_offered_before_is_not_looked_at_again(cast: Cast, known: Signatory) -> None:
    confirmed(cast, "Delta Kepers")
    suggest_after_confirmations()
    keys = set(NameKey.objects.values_list("pk", flat=True))
    Projection.objects.filter(name="duplicates").update(position=0)

    assert suggest_after_confirmations() == 0
    assert set(NameKey.objects.values_list("pk", flat=True)) == keys


def test_many_events_are_followed_in_batches(
    cast: Cast, known: Signatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "BATCH", 3)
    for number in range(3):
        confirmed(cast, f"Delta Keeper {number}", f"{number}@delta.example")

    assert suggest_after_confirmations() == 3
    newest = Event.objects.order_by("-pk")[0].pk
    assert Projection.objects.get(name="duplicates").position == newest


def test_nothing_is_followed_while_somebody_records(
    cast: Cast, known: Signatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(cast, "Delta Kepers")
    monkeypatch.setattr(duplicates, "settled_event", lambda: 0)

    assert suggest_after_confirmations() == 0
    monkeypatch.undo()
    assert suggest_after_confirmations() == 1


def test_another_worker_between_reading_and_writing_changes_nothing(
    cast: Cast, known: Signatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(cast, "Delta Kepers")
    events_since = duplicates._events_since

    def overtaken(start: int) -> list[tuple[int, str, int | None]]:
        events = events_since(start)
        Projection.objects.filter(name="duplicates").update(position=events[-1][0])
        return events

    monkeypatch.setattr(duplicates, "_events_since", overtaken)

    assert suggest_after_confirmations() == 0
    assert not Duplicate.objects.exists()
