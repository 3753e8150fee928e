"""Building the log again and rotating its keys from the shell."""

from __future__ import annotations

import pytest
from django.core.management.base import CommandError

from tracker.actions.log import sequence_events
from tracker.models import LogCheckpoint, LogKey, LogTile
from tracker.tests.logs import keys, make_events
from tracker.tests.management.conftest import Shell

pytestmark = pytest.mark.django_db


def test_rebuild_says_that_the_log_is_what_its_events_give(shell: Shell) -> None:
    make_events(2)
    sequence_events()

    told = shell("rebuild").splitlines()

    assert told[1:] == ["The log of 3 entries is what their events give, byte for byte."]
    assert shell.err == "3 entries built\n3 entries built\n"


def test_rebuild_ends_with_an_error_at_the_first_difference(shell: Shell) -> None:
    sequence_events()
    LogTile.objects.create(level=0, index=9, data=b"x" * 32)

    with pytest.raises(CommandError, match=r"^Tile 9 of level 0 is beyond the end of the log.$"):
        shell("rebuild")


def test_keys_are_rotated_from_the_shell(shell: Shell) -> None:
    sequence_events()
    with pytest.raises(CommandError, match=r"^There is no old key to end"):
        shell("rotate_log_key", "--end-old")

    made = shell("rotate_log_key")
    ended = shell("rotate_log_key", "--end-old")

    old, new = keys()
    assert made.startswith(f"Made: {new.text} (")
    assert ended.startswith(f"Ended: {old.text} (")
    assert bytes(LogKey.objects.signing().get().public) == new.public
    assert LogCheckpoint.objects.count() == 1
