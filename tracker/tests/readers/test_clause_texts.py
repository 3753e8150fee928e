"""Numbers that are given once."""

from tracker.choices import ClauseKind
from tracker.readers.clause_texts import Numbers


def test_numbers_are_given_once_within_a_kind() -> None:
    numbers = Numbers()

    given = [numbers.give(ClauseKind.POINT, "3") for _time in range(3)]

    assert given == ["3", "3b", "3c"]
    assert numbers.give(ClauseKind.DEMAND, "3") == "3"


def test_numbers_of_two_readings_do_not_meet() -> None:
    Numbers().give(ClauseKind.POINT, "1")

    assert Numbers().give(ClauseKind.POINT, "1") == "1"
