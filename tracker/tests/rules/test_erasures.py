"""Names in texts, and copies that should be gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.rules.erasures import Backup, backups_before, names_looked_for, names_somebody

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_names_are_looked_for_folded_and_once() -> None:
    assert names_looked_for(["Ríos Libres", "rios libres", "", "Li", "–"]) == ["rios libres"]


@pytest.mark.parametrize(
    "text, is_named",
    [
        ("We wrote to Rios Libres.", True),
        ("RÍOS-LIBRES answered", True),
        ("Ríos  \n Libres", True),
        ("Ríos Libresa", False),
        ("Ríos, not Libres", False),
        ("", False),
    ],
)
def test_a_text_names_somebody_by_whole_words(text: str, is_named: bool) -> None:
    assert names_somebody(text, ["rios libres", "delta keepers"]) is is_named


def test_backups_are_those_made_before_oldest_first() -> None:
    files = [
        ("new", NOW + timedelta(hours=1)),
        ("late", NOW),
        ("kept", NOW - timedelta(days=30)),
        ("old", NOW - timedelta(days=30, seconds=1)),
    ]

    assert backups_before(files, NOW, NOW, 30) == [
        Backup("old", files[3][1], date(2026, 5, 4), is_over=True),
        Backup("kept", files[2][1], date(2026, 5, 4), is_over=False),
        Backup("late", NOW, date(2026, 6, 3), is_over=False),
    ]
