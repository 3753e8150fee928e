"""How SQLite finds what a tick has to do: by an index, never by walking through a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from tracker.actions.expiries import expire_contacts, expire_links, expire_offers
from tracker.actions.lateness import read_clocks
from tracker.actions.reminders import remind_to_confirm, tell_desk
from tracker.models import Submission
from tracker.queries.desk import amount, escalated
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted
from tracker.tests.outbox import NOON
from tracker.tests.queries.test_plans import capture_plans as capture_plans

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL walks through small tables, and rightly so"
)

LARGE = "submission|contact|event|step|watch|letter|reply|check|source|link"


@pytest.mark.parametrize(
    "part",
    [
        lambda: list(read_clocks()),
        tell_desk,
        remind_to_confirm,
        expire_offers,
        expire_contacts,
        expire_links,
        lambda: amount(escalated(Submission.objects.all())),
    ],
    ids=["clocks", "desk", "confirming", "offers", "contacts", "links", "queue"],
)
def test_no_part_of_a_tick_walks_through_a_table(
    cast: Cast, capture_plans: list[str], part: Callable[[], object]
) -> None:
    with time_machine.travel(NOON, tick=False):
        cast.release(hosted(cast))
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        capture_plans.clear()
        part()

    assert capture_plans
    steps = "\n".join(capture_plans)
    walks = re.findall(rf"SCAN tracker_(?:{LARGE})\b(?! USING)[^\n]*", steps)
    assert walks == []
