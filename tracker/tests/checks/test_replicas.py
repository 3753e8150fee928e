"""The checks of the replicas that need none; tests/replicas has those with a real one."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from tracker.checks.replicas import POSTGRESQL, check_replicas, check_replicas_answer
from tracker.tests.checks.messages import ids

PRIMARY = {"ENGINE": POSTGRESQL, "HOST": "db.example", "PORT": "", "NAME": "record"}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "HOST": "", "PORT": "", "NAME": "a.sqlite3"}


@pytest.mark.parametrize(
    "default, replica, expected",
    [
        (PRIMARY, PRIMARY | {"HOST": "near.example"}, []),
        (PRIMARY, PRIMARY | {"PORT": 5433}, []),
        (PRIMARY, PRIMARY, ["undersigned.E015"]),
        (PRIMARY, SQLITE, ["undersigned.E015"]),
        (SQLITE, PRIMARY, ["undersigned.E015"]),
        (SQLITE, SQLITE | {"NAME": "b.sqlite3"}, ["undersigned.E015"]),
    ],
)
def test_check_replicas_wants_other_servers_of_postgresql(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    default: dict[str, Any],
    replica: dict[str, Any],
    expected: list[str],
) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", default)
    settings.READ_DATABASES = {"replica1": replica}

    assert ids(check_replicas()) == expected
    # What cannot be a replica is not asked either.
    assert check_replicas_answer(["default"] if expected else None) == []


def test_check_replicas_is_silent_without_any() -> None:
    assert check_replicas() + check_replicas_answer(["default"]) == []
