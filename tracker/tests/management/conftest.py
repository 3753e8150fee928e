"""The cast, and a shell that runs a command and keeps what it says."""

from io import StringIO

import pytest
from django.core.management import call_command

from tracker.tests.cast import cast as cast


class Shell:
    """Runs commands; `out` and `err` hold what the last one wrote, also if it failed."""

    def __init__(self) -> None:
        self.out = self.err = ""

    def __call__(self, *words: object, **options: object) -> str:
        """Run a command with these words and options; returns its output, raises what it raises."""
        out, err = StringIO(), StringIO()
        try:
            call_command(*map(str, words), stdout=out, stderr=err, no_color=True, **options)
        finally:
            self.out, self.err = out.getvalue(), err.getvalue()
        return self.out


@pytest.fixture
def shell() -> Shell:
    return Shell()
