"""Files of the whole record: when one is asked for, and how many are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from tracker.actions.dumps import ask_for_dump
from tracker.actions.tracking import withdraw_offer
from tracker.choices import ExportState
from tracker.models import ExportFile
from tracker.queries.dumps import current_dumps
from tracker.rules.export_files import MOST_WAITING
from tracker.tests.cast import Cast
from tracker.tests.exported import asked, make_files
from tracker.tests.queries.crowds import crowd

NIGHT = datetime(2026, 5, 4, 0, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(upload_folder: Path, settings: Settings) -> Path:
    settings.DUMPS_KEPT = 7
    return upload_folder / "exports"


def written(at: datetime) -> ExportFile | None:
    """What the tick asks for at this time, made by the worker."""
    with time_machine.travel(at, tick=False):
        file = ask_for_dump(at)
        make_files()
    return ExportFile.objects.get(pk=file.pk) if file else None


def test_record_is_written_once_each_night(cast: Cast, folder: Path) -> None:
    cast.offered()
    first = written(NIGHT)
    again = [written(NIGHT + timedelta(hours=hours)) for hours in (1, 12, 23)]
    second = written(NIGHT + timedelta(hours=24))

    assert first is not None
    assert (first.state, first.list, first.format) == (ExportState.DONE, "dumps", "zip")
    assert again == [None, None, None]
    assert second is not None
    assert current_dumps() == [second, first]
    assert len(list(folder.iterdir())) == 2


def test_one_that_waits_is_not_asked_for_twice(cast: Cast) -> None:
    first = ask_for_dump(NIGHT)

    assert first is not None
    assert ask_for_dump(NIGHT + timedelta(days=2)) is None
    assert ask_for_dump(NIGHT, is_wanted=True) == first


def test_one_is_written_at_once_when_it_is_wanted(cast: Cast) -> None:
    written(NIGHT)

    assert ask_for_dump(NIGHT + timedelta(minutes=1)) is None
    assert ask_for_dump(NIGHT + timedelta(minutes=1), is_wanted=True) is not None


def test_no_more_are_kept_than_shall_be(cast: Cast, settings: Settings, folder: Path) -> None:
    settings.DUMPS_KEPT = 2
    files = [written(NIGHT + timedelta(days=days)) for days in range(4)]
    ask_for_dump(NIGHT + timedelta(days=3, hours=1))

    assert current_dumps() == [files[3], files[2]]
    assert len(list(folder.iterdir())) == 2


def test_none_is_written_where_none_shall_be_kept(
    cast: Cast, settings: Settings, folder: Path
) -> None:
    assert written(NIGHT) is not None
    settings.DUMPS_KEPT = 0

    assert ask_for_dump(NIGHT + timedelta(days=1), is_wanted=True) is None
    assert current_dumps() == []
    assert list(folder.iterdir()) == []


def test_all_end_when_something_is_taken_out_and_another_is_written_within_the_hour(
    cast: Cast, folder: Path
) -> None:
    offers = crowd(cast, 2)
    first = written(NIGHT)
    withdraw_offer(offers[0])

    assert first is not None
    assert current_dumps() == []
    assert written(NIGHT + timedelta(minutes=59)) is None
    assert list(folder.iterdir()) == []
    second = written(NIGHT + timedelta(hours=1))
    assert current_dumps() == [second]
    assert ExportFile.objects.get(pk=first.pk).state == ExportState.ENDED


def test_one_waits_while_too_many_files_do(cast: Cast) -> None:
    for number in range(MOST_WAITING):
        asked(query=f"q={number}")

    assert ask_for_dump(NIGHT, is_wanted=True) is None


def test_long_lists_need_no_room_of_it(cast: Cast, settings: Settings) -> None:
    cast.offered()
    file = written(NIGHT)
    assert file is not None
    ExportFile.objects.filter(pk=file.pk).update(size=settings.EXPORT_SPACE * 1_000_000)
    asked()
    make_files()

    assert set(ExportFile.objects.values_list("state", flat=True)) == {ExportState.DONE}
