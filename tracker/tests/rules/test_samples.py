"""Made-up submissions: always the same, different from each other, and within their bounds."""

from collections import Counter
from datetime import date, timedelta

from tracker.choices import Direction, SignatoryKind, Visibility
from tracker.rules.dates import read_date
from tracker.rules.samples import (
    AFTER_INVITATION,
    AFTER_OFFER,
    CHANNELS,
    COUNTRIES,
    DAYS,
    FAMILY,
    Sample,
    sample,
)

TODAY = date(2026, 7, 1)


def made(count: int) -> list[Sample]:
    return [sample(1, number, TODAY) for number in range(1, count + 1)]


def test_sample_is_the_same_for_the_same_number() -> None:
    assert sample(1, 7, TODAY) == sample(1, 7, TODAY)
    assert sample(1, 7, TODAY) != sample(2, 7, TODAY)


def test_samples_have_names_of_their_own() -> None:
    samples = made(500)

    assert len({one.name for one in samples}) == 500
    people = [one.name for one in samples if one.kind == SignatoryKind.PERSON]
    assert people
    assert all(any(family in name for family in FAMILY) for name in people)


def test_samples_spread_over_everything_that_lists_filter_by() -> None:
    samples = made(2000)

    assert {one.kind for one in samples} == set(SignatoryKind)
    assert {one.channel for one in samples} == set(CHANNELS)
    assert {one.visibility for one in samples} == set(Visibility)
    assert {one.country for one in samples} <= set(COUNTRIES)
    assert Counter(one.country for one in samples).most_common(1)[0][0] == "BR"
    by_direction = {
        direction: {one.answered_by for one in samples if one.direction == direction}
        for direction in Direction
    }
    assert by_direction == {
        Direction.OFFER: set(AFTER_OFFER),
        Direction.INVITATION: set(AFTER_INVITATION),
    }


def test_samples_are_offered_within_the_days_before() -> None:
    dates = [read_date(one.offered) for one in made(500)]

    assert max(stated.latest for stated in dates) < TODAY
    assert min(stated.latest for stated in dates) > TODAY - timedelta(days=DAYS + 31)
    assert {stated.is_one_day for stated in dates} == {True, False}
