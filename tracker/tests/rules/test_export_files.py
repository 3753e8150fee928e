"""How far a file is, and what it is called."""

import pytest

from tracker.rules.export_files import file_name, percent_done


@pytest.mark.parametrize(
    "rows, about, expected",
    [(0, None, None), (5, 0, None), (0, 10, 0), (5, 10, 50), (10, 10, 99), (99, 10, 99)],
)
def test_percent_is_never_all_while_it_is_made(
    rows: int, about: int | None, expected: int | None
) -> None:
    assert percent_done(rows, about) == expected


def test_each_try_has_a_name_of_its_own() -> None:
    assert file_name("abc", 2, "csv") == "exports/abc-2.csv"
