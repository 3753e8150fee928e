"""Folding events into counts, exactly once each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Sum
from pytest_django import DjangoCaptureOnCommitCallbacks

from tracker.actions import tallies
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.actions.submissions import change_submission
from tracker.actions.tallies import Counted, fold_events, rebuild_tallies
from tracker.choices import Party, ReplyKind, Visibility, VoidReason
from tracker.models import Event, Projection, Submission, Tally
from tracker.tests.cast import Cast


def counted() -> list[tuple[Any, ...]]:
    return list(Tally.objects.order_by(*Tally.CELL).values_list(*Tally.CELL, "amount"))


def by_status() -> dict[str, int]:
    fold_events()
    sums = Tally.objects.order_by().values("status").annotate(sum=Sum("amount"))
    return {row["status"]: row["sum"] for row in sums}


def test_fold_counts_each_event_once(cast: Cast) -> None:
    cast.offered()
    cast.offered(cast.fleuves, signed_country="CL")

    assert fold_events() == Event.objects.count()
    assert fold_events() == 0
    assert Projection.objects.get().position == Event.objects.latest("pk").pk
    tally = Tally.objects.get()
    assert (tally.country, tally.kind, tally.visibility, tally.amount) == (
        "CL",
        "organisation",
        "named",
        2,
    )


def test_fold_goes_on_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "BATCH", 3)
    cast.offered()

    assert fold_events() == Event.objects.count() > 3
    assert by_status() == {"unanswered": 1}


@pytest.mark.parametrize(
    "act, expected",
    [
        (lambda cast, offer: cast.replied(ReplyKind.REFUSAL, offer), {"refused": 1}),
        (lambda cast, offer: cast.reply(ReplyKind.REFUSAL, offer), {"unanswered": 1}),
        (lambda cast, offer: void_submission(offer, VoidReason.SPAM, by=cast.ben), {}),
        (lambda cast, offer: cast.offer(cast.fleuves), {"unanswered": 1}),
        (lambda cast, offer: cast.offered(cast.fleuves), {"unanswered": 2}),
        (
            lambda cast, offer: cast.replied(
                ReplyKind.REFUSAL, offer, cast.offered(cast.fleuves), cast.offer(cast.mara)
            ),
            {"refused": 2},
        ),
        (
            lambda cast, offer: void_reply(
                cast.replied(ReplyKind.REFUSAL, offer), VoidReason.MISTAKE, by=cast.ben
            ),
            {"unanswered": 1},
        ),
    ],
)
def test_fold_follows_what_is_public(
    cast: Cast, act: Callable[[Cast, Submission], object], expected: dict[str, int]
) -> None:
    offer = cast.offered()
    fold_events()

    act(cast, offer)

    assert by_status() == expected


@pytest.mark.parametrize(
    "kind, speaker, column",
    [
        (ReplyKind.PUBLICATION, Party.SIGNATORY, "is_published"),
        (ReplyKind.LISTING, Party.ISSUER, "is_listed"),
        (ReplyKind.DISPUTE, Party.SIGNATORY, "is_contested"),
    ],
)
def test_fold_tells_published_listed_and_contested_apart(
    cast: Cast, kind: ReplyKind, speaker: Party, column: str
) -> None:
    cast.replied(kind, cast.offered(), speaker=speaker)
    fold_events()

    tally = Tally.objects.get()
    facts = ("is_published", "is_listed", "is_contested")
    assert {name: getattr(tally, name) for name in facts} == {
        name: name == column for name in facts
    }


def test_fold_counts_withheld_names_apart(cast: Cast) -> None:
    offer = cast.offered()
    cast.offered(cast.fleuves, signed_country="CL")
    change_submission(offer, {"visibility": Visibility.WITHHELD}, by=cast.ben, why="Misread.")
    fold_events()

    assert sorted(Tally.objects.values_list("visibility", "amount")) == [
        ("named", 1),
        ("withheld", 1),
    ]


def test_rebuild_reproduces_equal_rows(cast: Cast) -> None:
    first, second = cast.offered(), cast.offered(cast.fleuves)
    fold_events()
    cast.replied(ReplyKind.DEFERRAL, first, second)
    fold_events()
    cast.replied(ReplyKind.ACCEPTANCE, first, dated="2022-04-01")
    void_submission(second, VoidReason.TEST, by=cast.ben)
    fold_events()
    before = counted()

    assert rebuild_tallies() == Event.objects.count()

    assert counted() == before
    assert [row[-1] for row in before] == [1]


def test_rebuild_shows_the_old_tallies_until_the_new_ones_are_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.offered()
    fold_events()
    cast.offered(cast.fleuves)
    seen: list[int] = []
    add = Counted.add

    def counted_in(counted: Counted, facts: dict[str, Any]) -> None:
        seen.append(sum(Tally.objects.values_list("amount", flat=True)))
        add(counted, facts)

    monkeypatch.setattr(Counted, "add", counted_in)

    assert rebuild_tallies() == Event.objects.count() == len(seen)
    assert set(seen) == {1}
    assert sum(Tally.objects.values_list("amount", flat=True)) == 2


def test_rebuild_counts_once_what_others_fold_meanwhile(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.offered()
    fold_events()
    locked_position, offered = tallies.locked_position, []

    def overtaken(name: str) -> Projection:
        if not offered:
            offered.append(cast.offered(cast.fleuves))
            fold_events()
        return locked_position(name)

    monkeypatch.setattr(tallies, "locked_position", overtaken)

    assert rebuild_tallies() == Event.objects.count()
    assert by_status() == {"unanswered": 2}


def test_actions_fold_after_commit(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        cast.offered()
        assert not Tally.objects.exists()

    assert Tally.objects.get().amount == 1


def test_public_tallies_are_those_of_published_statements(cast: Cast) -> None:
    cast.offered()
    draft = cast.draft("Locks", "locks")
    cast.offered(cast.fleuves, revision=draft.revisions.get())
    fold_events()

    assert [one.statement for one in Tally.objects.public()] == [cast.declaration]
    assert Tally.objects.count() == 2
