"""Reading as of one moment: in a transaction that keeps nobody from writing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.models import Event
from tracker.queries.moments import ONE_STATE, one_moment


def test_a_moment_is_a_transaction_that_only_reads(transactional_db: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        with one_moment():
            assert connection.in_atomic_block
            assert not Event.objects.exists()
        with pytest.raises(ZeroDivisionError), one_moment():
            _ = 1 / 0

    began = {"sqlite": "BEGIN DEFERRED", "postgresql": ONE_STATE}[connection.vendor]
    assert sum(one["sql"] == began for one in captured.captured_queries) == 2


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no such mode")
def test_afterwards_writers_begin_as_before(transactional_db: None) -> None:
    usual = connection.transaction_mode  # type: ignore[attr-defined] # SQLite's alone
    with one_moment():
        pass

    assert usual == "IMMEDIATE"
    assert connection.transaction_mode == usual  # type: ignore[attr-defined]
