"""When a file of the whole record is due, and what it is called."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.rules.dumps import AGAIN, dump_name, is_due

NOW = datetime(2026, 5, 4, 0, 1, tzinfo=UTC)
TODAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    "newest_of, last_asked, expected",
    [
        (None, None, True),
        (TODAY, NOW - timedelta(days=1), False),
        (TODAY - timedelta(days=1), NOW, True),
        (None, NOW - AGAIN, True),
        (None, NOW - AGAIN + timedelta(seconds=1), False),
    ],
)
def test_dump_is_due(newest_of: date | None, last_asked: datetime | None, expected: bool) -> None:
    assert is_due(newest_of, last_asked, TODAY, NOW) is expected


def test_dump_is_called_by_its_day() -> None:
    assert dump_name(NOW) == "record-2026-05-04.zip"
    assert dump_name(None) == "record.zip"
