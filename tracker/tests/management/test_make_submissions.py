"""Making up submissions from the shell."""

import pytest
from django.core.management.base import CommandError

from tracker.models import Submission
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell


@pytest.fixture(autouse=True)
def made(cast: Cast) -> list[object]:
    """Who and what there is before anything is made up."""
    return [cast.ben, cast.letter, cast.declaration]


def test_make_submissions_tells_how_far_it_is(shell: Shell) -> None:
    assert shell("make_submissions", "--statement", "ferry-letter", "--count", 12) == (
        "“Ferry Letter” has 12 made-up submissions.\n"
    )
    assert shell.err == "0 of 12\n12 of 12\n"
    assert Submission.objects.public().count() == 12


def test_make_submissions_repeated_makes_no_more(shell: Shell) -> None:
    shell("make_submissions", "--statement", "ferry-letter", "--count", 12)

    shell("make_submissions", "--statement", "ferry-letter", "--count", 12)
    assert Submission.objects.count() == 12


def test_make_submissions_refuses_a_statement_of_others(shell: Shell) -> None:
    with pytest.raises(CommandError) as error:
        shell("make_submissions", "--statement", "rivers-declaration", "--count", 1)
    assert str(error.value) == (
        "Made-up submissions are only for a statement whose issuer uses this site."
    )
    assert not Submission.objects.exists()
