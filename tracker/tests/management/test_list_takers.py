"""Long lists taken in by the worker: read, recorded and released, also after it died on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.utils import timezone

from tracker.actions import list_imports
from tracker.actions.list_imports import (
    discard_list,
    forget_lists,
    hand_over_list,
    read_list_again,
    start_recording,
    start_releasing,
)
from tracker.actions.lists import Terms
from tracker.choices import ImportState as State
from tracker.management import list_takers, long_lists
from tracker.management.list_takers import ListTaker
from tracker.models import ListImport, Signatory, Submission
from tracker.rules.list_imports import KEPT, LEASE
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast

NAMES = [f"Weir Society {number}" for number in range(7)]
LIST = "Name,Country\n" + "".join(f"{name},DE\n" for name in NAMES)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch, upload_folder: Path) -> Path:
    """Three signatories are a part."""
    monkeypatch.setattr(long_lists, "PART", 3)
    return upload_folder / "imports"


def handed_over(cast: Cast, text: str = LIST, **values: Any) -> ListImport:
    file: Iterable[bytes] = [text.encode()[:20], text.encode()[20:]]
    terms = Terms(offered="2022-03", **values)
    return hand_over_list(cast.letter_wording, file, "signed.csv", terms, asked_by=cast.anna)


def work() -> ListImport:
    """What the worker does; the one list that there is."""
    ListTaker(Event()).round()
    return ListImport.objects.get()


def signed_names() -> list[str]:
    return sorted(Submission.objects.values_list("signed_name", flat=True))


def test_list_is_read_recorded_and_released(cast: Cast) -> None:
    cast.signatory(NAMES[0], country="DE")
    handed_over(cast)
    one = work()
    assert (one.state, one.row_count, one.known, one.new) == (State.READ, 7, 1, 6)
    assert (one.mapping, one.header) == (
        {"name": "Name", "country": "Country"},
        ["Name", "Country"],
    )
    assert signed_names() == []

    start_recording(one, asked_by=cast.anna)
    one = work()
    assert (one.state, one.submissions, one.signatories) == (State.RECORDED, 7, 6)
    assert signed_names() == NAMES
    assert not Submission.objects.public().exists()

    start_releasing(one, asked_by=cast.ben)
    one = work()
    assert (one.state, one.released, one.told) == (State.DONE, 7, "")
    assert Submission.objects.public().count() == 7
    assert ListTaker(Event()).round() is None


def test_list_with_errors_is_told_by_line_and_read_again(cast: Cast) -> None:
    handed_over(cast, "Who,Country\nWeir Society,DE\nMill Society,Nowhere\n")
    one = work()
    assert (one.state, one.step) == (State.STOPPED, State.UNREAD)

    read_list_again(one, {"name": "Who"}, asked_by=cast.anna)
    one = work()
    assert (one.state, one.error_count) == (State.STOPPED, 1)
    assert [line for line, _text in one.errors] == [3]
    assert "Nowhere" in one.errors[0][1]
    with pytest.raises(Refused, match="moved on"):
        start_recording(one, asked_by=cast.anna)


def test_a_worker_that_is_stopped_leaves_the_list_to_the_next(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(cast)
    start_recording(work(), asked_by=cast.anna)
    stopping = Event()

    def stop_after_the_first_part(one: ListImport, done: int) -> bool:
        stopping.set()
        return list_imports.note_list(one, done)

    monkeypatch.setattr(list_takers, "note_list", stop_after_the_first_part)
    ListTaker(stopping).round()
    assert (ListImport.objects.get().state, len(signed_names())) == (State.RECORDING, 6)

    monkeypatch.undo()
    one = work()
    assert (one.state, one.submissions, one.already) == (State.RECORDED, 1, 6)
    assert signed_names() == NAMES


def test_a_list_is_taken_from_a_worker_that_died(cast: Cast) -> None:
    handed_over(cast)
    first = list_imports.claim_list("dead")
    assert first is not None
    ListTaker(Event()).round()
    assert ListImport.objects.get().state == State.UNREAD

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        assert work().state == State.READ
        assert list_imports.note_list(first, 1) is False
        list_imports.stop_list(first, "too late")
    assert ListImport.objects.get().state == State.READ


@pytest.mark.parametrize(
    "error, told",
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OperationalError("database or disk is full"), "disk is full"),
        (ValueError("boom"), "Whoever runs the site finds why"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(*_args: Any, **_options: Any) -> Any:
        raise error

    handed_over(cast)
    monkeypatch.setattr(list_takers, "read_long_list", fail)
    one = work()

    assert (one.state, one.step) == (State.STOPPED, State.UNREAD)
    assert told in one.told


def test_recording_that_is_refused_says_how_far_it_came(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_over(cast)
    start_recording(work(), asked_by=cast.anna)
    took, import_signatories = [], long_lists.import_signatories

    def refuse_the_third(*args: Any, **options: Any) -> Any:
        took.append(args)
        if len(took) == 3:
            raise Refused("The statement was retired.")
        return import_signatories(*args, **options)

    monkeypatch.setattr(long_lists, "import_signatories", refuse_the_third)
    one = work()
    assert one.state == State.STOPPED
    assert "The statement was retired." in one.told
    assert "So far 6 of 7 signatories are recorded" in one.told

    start_recording(one, asked_by=cast.anna)
    assert work().state == State.RECORDED
    assert Signatory.objects.filter(name__startswith="Weir").count() == 7


def test_an_error_outside_of_a_list_waits_for_the_next_round(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopping = Event()

    def fail(_name: str) -> Any:
        stopping.set()
        raise ValueError("boom")

    monkeypatch.setattr(list_takers, "claim_list", fail)
    # In a thread, as it ends the connection of its own.
    thread = Thread(target=ListTaker(stopping).run)
    thread.start()
    thread.join()

    assert "long lists wait after an error" in caplog.text


def test_nobody_releases_what_they_recorded(cast: Cast) -> None:
    handed_over(cast)
    start_recording(work(), asked_by=cast.ben)
    one = work()

    with pytest.raises(PermissionDenied):
        start_releasing(one, asked_by=cast.ben)


def test_strangers_to_editing_may_hand_over_and_start_nothing(cast: Cast) -> None:
    one = handed_over(cast)
    for act in (
        lambda: start_recording(one, asked_by=cast.aud),
        lambda: read_list_again(one, {}, asked_by=cast.aud),
        lambda: start_releasing(one, asked_by=cast.anna),
        lambda: discard_list(one, asked_by=cast.aud),
        lambda: hand_over_list(cast.letter_wording, [], "x", Terms(""), asked_by=cast.aud),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_terms_are_refused_before_anything_is_kept(cast: Cast, small_parts: Path) -> None:
    terms = Terms(offered="in March")
    with pytest.raises(ValidationError, match="in March"):
        hand_over_list(cast.letter_wording, [b"x"], "x.csv", terms, asked_by=cast.anna)

    assert not small_parts.exists()
    handed_over(cast)
    assert not Signatory.objects.filter(name=list_imports.PROBE).exists()


def test_handing_over_is_bounded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, small_parts: Path
) -> None:
    monkeypatch.setattr(list_imports, "MOST_BYTES", 30)
    with pytest.raises(Refused, match="Nothing was kept"):
        handed_over(cast)
    monkeypatch.setattr(list_imports, "MOST_BYTES", 1000)
    handed_over(cast)
    monkeypatch.setattr(list_imports, "MOST_OPEN", 1)
    with pytest.raises(Refused, match="no more can be handed over"):
        handed_over(cast)

    assert len(list(small_parts.iterdir())) == 1


def test_a_file_that_no_row_names_is_not_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, small_parts: Path
) -> None:
    def fail(**_values: Any) -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(ListImport.objects, "create", fail)
    with pytest.raises(OperationalError):
        handed_over(cast)

    assert list(small_parts.iterdir()) == []


def test_lists_are_set_aside_and_forgotten_with_their_files(cast: Cast, small_parts: Path) -> None:
    one = handed_over(cast)
    with pytest.raises(Refused, match="is at this list"):
        discard_list(one, asked_by=cast.anna)
    discard_list(work(), asked_by=cast.anna)
    assert ListImport.objects.get().state == State.DISCARDED
    assert list(small_parts.iterdir()) == []

    assert forget_lists() == 0
    with time_machine.travel(timezone.now() + KEPT + timedelta(seconds=1)):
        assert forget_lists() == 1
    assert not ListImport.objects.exists()
