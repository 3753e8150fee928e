"""The log's keys: made once, kept private, changed on purpose, missed when they are gone."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from tracker.actions import log_keys
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import (
    LogStopped,
    add_key,
    end_old_keys,
    key_file,
    log_origin,
    make_first_key,
    signers,
)
from tracker.models import Event, LogCheckpoint, LogKey
from tracker.proof.keys import new_private_pem
from tracker.proof.notes import open_note, read_note
from tracker.tests.logs import assert_log_is_right, keys, make_events

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.LOG_KEYS = tmp_path / "keys"
    settings.LOG_ORIGIN = "record.example/log"
    return tmp_path / "keys"


def test_first_key_is_a_file_that_only_its_owner_reads(folder: Path) -> None:
    assert signers() == ()

    row = make_first_key()

    assert row is not None
    path = key_file(row)
    assert [path] == list(folder.iterdir())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.read_bytes().startswith(b"-----BEGIN PRIVATE KEY-----\n")
    assert [one.key for one in signers()] == keys()


def test_first_key_is_told_in_clear_and_its_private_half_nowhere(folder: Path) -> None:
    row = make_first_key()

    assert row is not None
    event = Event.objects.get()
    assert event.facts == {"key": keys()[0].text, "size": 0}
    assert event.facts["key"].startswith("record.example/log+")
    private = key_file(row).read_text().splitlines()[1]
    assert private not in str(Event.objects.values().get()) + str(LogKey.objects.values().get())


def test_first_key_is_made_once(folder: Path) -> None:
    assert make_first_key() is not None
    assert make_first_key() is None
    assert (LogKey.objects.count(), Event.objects.count()) == (1, 1)


def test_name_of_the_log_stays_that_of_its_first_key(folder: Path, settings: Settings) -> None:
    assert log_origin() == "record.example/log"
    sequence_events()
    settings.LOG_ORIGIN = "other.example/log"
    make_events(1)
    add_key()
    sequence_events()

    assert log_origin() == "record.example/log"
    for checkpoint in LogCheckpoint.objects.all():
        assert checkpoint.note.startswith("record.example/log\n")


def test_rotation_signs_with_both_keys_until_the_old_one_is_ended(folder: Path) -> None:
    sequence_events()
    new = add_key()
    sequence_events()
    ended = end_old_keys()
    sequence_events()

    old_key, new_key = keys()
    signed = [
        [line.key_id for line in read_note(one.note).signatures]
        for one in LogCheckpoint.objects.order_by("size")
    ]
    assert signed == [[old_key.id], [old_key.id, new_key.id], [new_key.id]]
    assert [bytes(one.public) for one in ended] == [old_key.public]
    assert (new.since, bytes(new.public)) == (1, new_key.public)
    told = Event.objects.order_by("pk").values_list("kind", "facts")
    assert list(told) == [
        ("log-key-made", {"key": old_key.text, "size": 0}),
        ("log-key-made", {"key": new_key.text, "size": 1}),
        ("log-key-ended", {"key": old_key.text, "size": 2}),
    ]
    assert_log_is_right()


def test_checkpoints_between_are_good_for_whoever_knows_one_of_both_keys(folder: Path) -> None:
    make_first_key()
    add_key()
    sequence_events()

    note = LogCheckpoint.objects.get().note
    for key in keys():
        assert open_note(note, [key]).keys == (key,)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (Path.unlink, "is missing or cannot be read (No such file or directory)"),
    "junk": (lambda path: path.write_text("junk"), "This file holds no private key in PEM form."),
    "another": (lambda path: path.write_bytes(new_private_pem()), "holds another key"),
}


@pytest.mark.parametrize("spoil, told", SPOILT.values(), ids=SPOILT)
def test_log_stops_without_its_key_and_makes_no_other(
    spoil: Callable[[Path], object], told: str, folder: Path
) -> None:
    sequence_events()
    make_events(1)
    path = key_file(LogKey.objects.get())
    before = path.read_bytes()
    spoil(path)
    # As it would be some time later: a key's file is read again once it has changed.
    if path.exists():
        os.utime(path, (1, 1))

    with pytest.raises(LogStopped) as error:
        sequence_events()

    assert told in str(error.value)
    assert str(path) in str(error.value)
    assert (LogKey.objects.count(), LogCheckpoint.objects.count()) == (1, 1)
    path.write_bytes(before)
    os.utime(path, (2, 2))
    assert sequence_events() == 1
    assert_log_is_right()


def test_lost_key_is_left_behind_by_rotating(folder: Path) -> None:
    sequence_events()
    key_file(LogKey.objects.get()).unlink()
    add_key()
    with pytest.raises(LogStopped):
        sequence_events()

    assert len(end_old_keys()) == 1

    assert sequence_events() == 2
    assert_log_is_right()


def test_old_key_is_not_ended_while_the_new_one_is_missing(folder: Path) -> None:
    make_first_key()
    key_file(add_key()).unlink()

    with pytest.raises(LogStopped):
        end_old_keys()
    assert LogKey.objects.signing().count() == 2


def test_key_that_cannot_be_written_leaves_no_row(folder: Path) -> None:
    folder.write_text("a file where the folder should be")

    with pytest.raises(LogStopped, match=r"cannot be written to .* [(]File exists[)]"):
        make_first_key()
    assert not LogKey.objects.exists()


def test_signers_read_each_file_once(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_first_key()
    read: list[bytes] = []
    real = log_keys.signer_from_pem

    def counting(name: str, pem: bytes) -> object:
        read.append(pem)
        return real(name, pem)

    monkeypatch.setattr(log_keys, "signer_from_pem", counting)
    with django_assert_num_queries(3):
        assert signers() == signers() == signers()

    assert len(read) == 1
