"""The command that writes letters to those who follow."""

from io import StringIO

import time_machine
from django.core.management import call_command

from tracker.choices import LetterKind
from tracker.models import Letter
from tracker.rules.follows import COLLECTED
from tracker.tests.cast import Cast
from tracker.tests.follows import following
from tracker.tests.outbox import noon as noon


def run() -> str:
    out = StringIO()
    call_command("tell_followers", stdout=out)
    return out.getvalue()


def test_command_writes_what_is_due_and_says_how_much(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    following(cast.declaration)
    cast.offered()

    assert run() == "Wrote 0 letters.\n"
    noon.shift(COLLECTED)
    assert run() == "Wrote 1 letter.\n"
    assert Letter.objects.filter(kind=LetterKind.DIGEST).count() == 1
    assert run() == "Wrote 0 letters.\n"
