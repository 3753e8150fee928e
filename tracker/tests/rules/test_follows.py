"""When those who follow get their next letter."""

from datetime import UTC, datetime

import pytest

from tracker.choices import Frequency
from tracker.rules.follows import next_letter

LAST = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "frequency, expected",
    [
        (Frequency.AT_ONCE, datetime(2026, 3, 1, 12, 10, tzinfo=UTC)),
        (Frequency.WEEKLY, datetime(2026, 3, 8, 12, tzinfo=UTC)),
    ],
)
def test_next_letter_keeps_its_distance(frequency: Frequency, expected: datetime) -> None:
    assert next_letter(frequency, LAST) == expected
