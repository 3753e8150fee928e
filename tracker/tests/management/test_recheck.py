"""Rechecking and rebuilding from the shell."""

import pytest
from django.core.management.base import CommandError

from tracker.choices import Status
from tracker.models import Event, Submission, Tally
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell


def test_recheck_finds_nothing_that_differs(shell: Shell, cast: Cast) -> None:
    cast.offered()

    assert shell("recheck") == "1 submissions and their counts rechecked; nothing differs.\n"
    assert shell.err == "1 rechecked\n" * 2


def test_recheck_names_what_differs_and_fails(shell: Shell, cast: Cast) -> None:
    offer = cast.offered()
    Submission.objects.update(status=Status.REFUSED)

    with pytest.raises(CommandError) as error:
        shell("recheck")

    assert shell.out == f"{offer.reference}\nrivers-declaration\n"
    assert str(error.value) == (
        "The 2 above differ, of 1 submissions and their counts. To repair: --repair"
    )
    assert Submission.objects.get().status == Status.REFUSED


def test_recheck_repairs(shell: Shell, cast: Cast) -> None:
    offer = cast.offered()
    Submission.objects.update(status=Status.REFUSED)

    assert shell("recheck", "--repair") == (
        f"{offer.reference}\n1 submissions and their counts rechecked; 1 repaired.\n"
    )
    assert Submission.objects.get().status == Status.UNANSWERED
    assert shell("recheck") == "1 submissions and their counts rechecked; nothing differs.\n"


def test_recheck_of_nothing(shell: Shell, cast: Cast) -> None:
    assert cast.ben

    assert shell("recheck") == "0 submissions and their counts rechecked; nothing differs.\n"


def test_rebuild_folds_every_event_again(shell: Shell, cast: Cast) -> None:
    cast.offered()
    Tally.objects.all().delete()

    told = shell("rebuild").splitlines()[0]

    assert told == f"Rebuilt the tallies from {Event.objects.count()} events."
    assert [tally.amount for tally in Tally.objects.all()] == [1]
