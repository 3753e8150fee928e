"""Steps of clocks: who sees them, and what they are called."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from tracker.choices import ClockName, StepKind
from tracker.models import Step, Submission, Watch
from tracker.tests.cast import Cast
from tracker.tests.outbox import NOON

DAY = NOON.date()


def step(offer: Submission, **values: object) -> Step:
    facts = {"clock": ClockName.DECIDING, "kind": StepKind.OVERDUE, "since": DAY, "is_public": True}
    made: Step = Step.objects.create(submission=offer, **facts | values)
    return made


@pytest.mark.parametrize(
    "values, is_seen",
    [
        ({}, True),
        ({"kind": StepKind.LONG_OVERDUE}, True),
        ({"kind": StepKind.REMINDED}, False),
        ({"kind": StepKind.ESCALATED}, False),
        ({"is_public": False}, False),
        ({"ended_at": NOON}, False),
    ],
)
def test_strangers_see_lateness_that_stands_and_may_be_told(
    cast: Cast, values: dict[str, object], is_seen: bool
) -> None:
    made = step(cast.offered(), **values)

    assert list(Step.objects.visible_to(AnonymousUser())) == ([made] if is_seen else [])
    assert list(Step.objects.visible_to(cast.aud)) == [made]


def test_strangers_see_nothing_of_what_is_not_public(cast: Cast) -> None:
    step(cast.offer())

    assert list(Step.objects.visible_to(None)) == []


def test_clocks_are_named_by_their_submission(cast: Cast) -> None:
    offer = cast.offer()

    assert str(step(offer)) == f"{offer.reference}, Deciding: Became overdue"
    assert str(Watch(submission=offer, due_on=DAY)) == f"{offer.pk} 2026-05-04"
