"""Files of long lists: asked for by many and made once, ended, forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tracker.actions import export_files
from tracker.actions.export_files import (
    ask_for_export,
    claim_export,
    end_exports,
    end_outdated_exports,
    forget_exports,
    remove_export_bytes,
)
from tracker.actions.tracking import withdraw_offer
from tracker.choices import ExportState
from tracker.models import Event, ExportFile
from tracker.queries.export_files import shared_export
from tracker.rules.export_files import MOST_WAITING
from tracker.rules.refusals import TooMany
from tracker.tests.cast import Cast
from tracker.tests.exported import asked, made, wanted
from tracker.tests.queries.crowds import crowd


@pytest.fixture(autouse=True)
def folder(upload_folder: Path) -> Path:
    return upload_folder / "exports"


def test_two_who_ask_for_the_same_at_once_share_one_file(db: None) -> None:
    first = asked()

    # Both looked before either asked.
    assert ask_for_export(wanted(), None, timezone.now()) == first
    assert ExportFile.objects.get().token == first.token
    assert str(first) == "submissions.csv waiting"
    assert Event.objects.count() == 0


def test_file_that_was_made_between_looking_and_asking_is_an_error_once(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_elsewhere = asked()
    monkeypatch.setattr(export_files, "shared_export", lambda *_: None)

    with pytest.raises(IntegrityError):
        ask_for_export(wanted(), None, timezone.now())
    assert ExportFile.objects.get() == from_elsewhere


@pytest.mark.parametrize(
    "other",
    [
        {"list": "events"},
        {"arguments": {"slug": "x"}},
        {"query": "q=mill"},
        {"format": "json"},
        {"language": "de"},
    ],
)
def test_who_asks_for_something_else_gets_another_file(db: None, other: Any) -> None:
    file, now = asked(), timezone.now()

    assert shared_export(wanted(), now) == file
    assert shared_export(wanted(**other), now) is None
    assert asked(**other) != file


def test_what_waits_is_bounded_and_what_is_settled_is_not(db: None) -> None:
    files = [asked(query=f"q={number}") for number in range(MOST_WAITING)]
    with pytest.raises(TooMany):
        asked(query="q=more")
    ExportFile.objects.filter(pk=files[0].pk).update(state=ExportState.FAILED)

    assert asked(query="q=more").state == ExportState.WAITING


def test_files_are_claimed_in_the_order_in_which_they_were_asked_for(db: None) -> None:
    files = [asked(query=f"q={number}") for number in range(2)]

    assert [claim_export("a"), claim_export("b"), claim_export("c")] == [*files, None]


def test_claim_that_another_worker_was_quicker_with_is_none(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked()
    monkeypatch.setattr(export_files, "_claimed", lambda _worker, _kind: None)

    assert claim_export("slow") is None


def test_claim_looks_again_under_the_lock(db: None) -> None:
    assert export_files._claimed("slow", "") is None


def test_only_files_that_hold_what_was_taken_out_end(cast: Cast, folder: Path) -> None:
    offers = crowd(cast, 3)
    before = made()
    withdraw_offer(offers[0])
    after = made(query="q=mill")

    assert end_outdated_exports() == 0  # the worker of made() has ended it
    before.refresh_from_db()
    assert (before.state, before.is_on_disk) == (ExportState.ENDED, False)
    assert ExportFile.objects.done().get() == after
    withdraw_offer(offers[1])
    assert end_outdated_exports() == 1
    assert list(folder.iterdir()) == []


def test_bytes_left_by_a_process_that_died_are_removed_later(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(cast, 1)
    file = made()
    monkeypatch.setattr(export_files, "remove_export_bytes", lambda: 0)
    assert end_exports([file]) == 1
    assert len(list(folder.iterdir())) == 1

    assert remove_export_bytes() == 1
    assert (list(folder.iterdir()), remove_export_bytes()) == ([], 0)


def test_what_is_being_made_is_not_forgotten(db: None) -> None:
    ended, making, waiting = (asked(query=f"q={number}") for number in range(3))
    past = timezone.now() - timedelta(seconds=1)
    ExportFile.objects.update(expires_at=past)
    ExportFile.objects.filter(pk=ended.pk).update(state=ExportState.ENDED)
    ExportFile.objects.filter(pk=making.pk).update(state=ExportState.MAKING)

    assert forget_exports() == 2
    assert ExportFile.objects.get() == making
    assert waiting.pk
