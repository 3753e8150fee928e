"""Which exceptions can go over to a new wording, and who is asked about one."""

from __future__ import annotations

import pytest

from tracker.choices import Status
from tracker.rules.refusals import Refused
from tracker.rules.renewals import Point, counterparts, require_asked


def points(start: int, *clauses: tuple[str, str]) -> list[Point]:
    return [Point(start + place, "point", *one) for place, one in enumerate(clauses)]


@pytest.mark.parametrize(
    "newer, expected",
    [
        ([("1", "Rivers run."), ("2", "Seas wait.")], {1: 11, 2: 12}),
        ([("1", "Lakes lie."), ("2", "Rivers  run."), ("3", "Seas wait.")], {1: 12, 2: 13}),
        ([("1", "Rivers may run."), ("2", "Seas wait.")], {1: 11, 2: 12}),
        ([("1", "Seas wait.")], {2: 11}),
        ([("1", "Seas wait."), ("2", "Rivers may run.")], {2: 11}),
        ([], {}),
    ],
    ids=["the same", "one came before", "reworded", "gone", "number taken by another", "all gone"],
)
def test_clauses_become(newer: list[tuple[str, str]], expected: dict[int, int]) -> None:
    earlier = points(1, ("1", "Rivers run."), ("2", "Seas wait."))

    assert counterparts(earlier, points(11, *newer)) == expected


def test_words_that_stand_twice_are_told_apart_by_number() -> None:
    twice = [("1", "So be it."), ("2", "So be it.")]

    assert counterparts(points(1, *twice), points(11, *twice)) == {1: 11, 2: 12}


def test_a_slogan_does_not_become_a_point_of_its_number() -> None:
    slogan, point = Point(1, "slogan", "1", "Flow!"), Point(11, "point", "1", "Rivers run.")

    assert counterparts([slogan], [point]) == {}


@pytest.mark.parametrize(
    "status",
    [Status.UNANSWERED, Status.ACKNOWLEDGED, Status.QUERIED, Status.DEFERRED, Status.ACCEPTED],
)
def test_those_that_stand_or_wait_are_asked(status: Status) -> None:
    require_asked(status)


@pytest.mark.parametrize(
    "status",
    [
        Status.UNCONFIRMED,
        Status.INVITED,
        Status.REFUSED,
        Status.DECLINED,
        Status.WITHDRAWN,
        Status.VOID,
    ],
)
def test_others_are_not(status: Status) -> None:
    with pytest.raises(Refused, match=str(Status(status).label)):
        require_asked(status)
