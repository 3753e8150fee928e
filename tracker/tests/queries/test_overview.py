"""The front page: numbers, what waits, what is new."""

from typing import Any

from tracker.actions.tallies import fold_events
from tracker.queries.overview import Waiting, overview
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd


def test_overview_tells_numbers_waiting_statements_and_events(cast: Cast) -> None:
    crowd(cast, 2)
    cast.offered()
    cast.draft("Draft", "draft")
    fold_events()
    told = overview()

    assert (told.totals.offered, told.totals.waiting_issuer) == (3, 3)
    assert told.waiting == [
        Waiting("Ferry Letter", "ferry-letter", "Harbour Assembly", 2),
        Waiting("Rivers Declaration", "rivers-declaration", "Harbour Assembly", 1),
    ]
    assert [row.title for row in told.newest] == ["Rivers Declaration", "Ferry Letter"]
    assert told.events[0].sentence == "Ríos Libres offered to sign, dated 1 March 2022"


def test_overview_of_nothing_is_empty(db: None) -> None:
    told = overview()

    assert (told.totals.offered, told.waiting, told.newest, told.events) == (0, [], [], [])


def test_overview_asks_five_times(cast: Cast, django_assert_num_queries: Any) -> None:
    crowd(cast, 3)

    with django_assert_num_queries(5):
        overview()
