"""How the databases find what a calendar tells of: by an index, in its order."""

from datetime import date, timedelta

import pytest

from tracker.models import Submission
from tracker.queries.calendars import MOST, due_entries
from tracker.tests.cast import Cast
from tracker.tests.queries.masses import mass
from tracker.tests.queries.plans import explained


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2030, 1, 1)])
def test_calendar_is_read_by_an_index_however_much_waits(cast: Cast, day: date) -> None:
    mass(cast)
    late = Submission.objects.filter(awaiting="issuer")
    late.update(overdue_from=date(2026, 3, 9), acknowledge_by=date(2026, 3, 8), decide_by=None)
    with explained() as captured:
        found = list(due_entries(cast.anna, day))

    assert captured.asked
    assert captured.faults == []
    assert len(found) == MOST
    assert {one.day + timedelta(days=1) for one in found} == {date(2026, 3, 9)}
