"""Having checkpoints stamped by an authority that OpenSSL plays behind a real HTTP server."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.log import sequence_events
from tracker.actions.log_timestamps import stamp_checkpoint
from tracker.choices import EventKind
from tracker.models import Event, LogCheckpoint, LogTimestamp
from tracker.proof.timestamps import stamped_time
from tracker.tests.authorities import Authority
from tracker.tests.cast import Cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "it")


@pytest.fixture
def served(authority: Authority, settings: Settings, cast: Cast) -> Iterator[Authority]:
    """An authority that can be asked, and a log with something in it."""
    cast.offer()
    sequence_events()
    with authority.serve() as settings.TIMESTAMP_URL:
        settings.TIMESTAMP_ROOTS = str(authority.roots)
        yield authority


def test_stamping_keeps_what_the_authority_said_of_the_newest_checkpoint(
    served: Authority,
) -> None:
    assert stamp_checkpoint(timezone.now()) == 1

    stamp = LogTimestamp.objects.get()
    checkpoint = LogCheckpoint.objects.latest("size")
    assert (stamp.checkpoint, stamp.authority) == (checkpoint, "127.0.0.1")
    note, roots = checkpoint.note.encode(), served.roots.read_bytes()
    assert stamped_time(bytes(stamp.response), note, roots) == stamp.stamped_at


def test_stamping_records_one_event(served: Authority) -> None:
    stamp_checkpoint(timezone.now())

    event = Event.objects.get(kind=EventKind.CHECKPOINT_STAMPED)
    stamp = LogTimestamp.objects.get()
    assert event.facts == {
        "authority": "127.0.0.1",
        "size": stamp.checkpoint_id,
        "root": bytes(stamp.checkpoint.root).hex(),
        "stamped_at": stamp.stamped_at.isoformat(),
    }


def test_stamping_again_waits_for_its_hour(served: Authority, cast: Cast) -> None:
    now = timezone.now()
    stamp_checkpoint(now)
    cast.offer(signatory=cast.fleuves)
    sequence_events()

    assert stamp_checkpoint(now + DAY - timedelta(minutes=1)) == 0
    assert stamp_checkpoint(now + DAY + timedelta(minutes=1)) == 1
    assert LogTimestamp.objects.count() == 2


def test_stamping_does_not_stamp_what_it_added_itself(served: Authority) -> None:
    now = timezone.now()
    stamp_checkpoint(now)
    sequence_events()

    assert stamp_checkpoint(now + 2 * DAY) == 0


def test_stamping_by_two_workers_at_once_keeps_one(
    served: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer_both(question: bytes) -> bytes:
        monkeypatch.undo()
        stamp_checkpoint(timezone.now())
        return served.answer(question)

    monkeypatch.setattr("tracker.actions.log_timestamps._asked", answer_both)

    assert stamp_checkpoint(timezone.now()) == 0
    assert LogTimestamp.objects.count() == 1
    assert Event.objects.filter(kind=EventKind.CHECKPOINT_STAMPED).count() == 1


def test_stamping_without_an_authority_does_nothing(cast: Cast, settings: Settings) -> None:
    cast.offer()
    sequence_events()
    settings.TIMESTAMP_URL = ""

    assert stamp_checkpoint(timezone.now()) == 0


def test_stamping_an_empty_log_does_nothing(settings: Settings) -> None:
    settings.TIMESTAMP_URL = "http://127.0.0.1:1/"

    assert stamp_checkpoint(timezone.now()) == 0


def test_authority_that_cannot_be_reached_is_noted(
    served: Authority, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.TIMESTAMP_URL = f"http://127.0.0.1:{free.getsockname()[1]}/"

    with caplog.at_level(logging.ERROR):
        assert stamp_checkpoint(timezone.now()) == 0

    assert "no time stamp from 127.0.0.1" in caplog.text
    assert not LogTimestamp.objects.exists()


def test_authority_that_nobody_vouches_for_is_noted(
    served: Authority,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    other = Authority(tmp_path_factory.mktemp("other") / "it", "Somebody else")
    settings.TIMESTAMP_ROOTS = str(other.roots)

    with caplog.at_level(logging.ERROR):
        assert stamp_checkpoint(timezone.now()) == 0

    assert "The time stamp does not fit" in caplog.text
    assert not LogTimestamp.objects.exists()
