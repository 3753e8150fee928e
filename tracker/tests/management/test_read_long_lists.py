"""Lists too long for one transaction: in parts, on after a stop, nothing public before its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from tracker.actions.lists import Imported, import_signatories
from tracker.actions.tallies import fold_events
from tracker.choices import Status
from tracker.management import long_lists
from tracker.management.commands import read_signatories
from tracker.models import Event, Reply, Signatory, Submission
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell

NAMES = ["Ferry", "Heron", "Lagoon", "Marsh", "Otter", "Pier", "Quay"]
LIST = "name,country,town\n" + "".join(f"{name},Chile,\n" for name in NAMES) + "Ferry,Chile,Lima\n"
WORDS = ("--statement", "rivers-declaration", "--offered", "2022", "--by", "anna")
FULL = "database or disk is full"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


@pytest.fixture(autouse=True)
def made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> list[object]:
    """Who and what there is, for parts of three; every list is a long one."""
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(read_signatories, "MAX_BYTES", 0)
    monkeypatch.setattr(long_lists, "PART", 3)
    monkeypatch.setattr(long_lists, "TOLD_EVERY", 1)
    return [cast.anna, cast.ben, cast.declaration]


def stopping(error: BaseException, *, after: int) -> Callable[..., Imported]:
    """import_signatories() that raises an error once it has done so many parts."""
    parts: list[Imported] = []

    def import_some(*args: Any, **options: Any) -> Imported:
        if len(parts) == after:
            raise error
        parts.append(import_signatories(*args, **options))
        return parts[-1]

    return import_some


def recorded() -> list[str]:
    return sorted(Submission.objects.values_list("signed_name", flat=True))


def test_long_list_is_recorded_part_by_part(shell: Shell, file: Path) -> None:
    said = shell("read_signatories", file, *WORDS)

    assert said == (
        "Columns: name=name, country=country, town=town\n"
        "8 rows.\n"
        "7 submissions recorded, of 7 new signatories; 0 were there already.\n"
    )
    assert shell.err == (
        "3 signatories looked up\n6 signatories looked up\n"
        "3 of 7 signatories recorded\n6 of 7 signatories recorded\n7 of 7 signatories recorded\n"
    )
    assert recorded() == NAMES
    ferry = Submission.objects.get(signed_name="Ferry")
    assert ferry.signed_details == {"town": ["", "Lima"]}
    assert not Submission.objects.public().exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OperationalError(FULL)])
def test_long_list_goes_on_where_it_was_stopped(
    shell: Shell, file: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(long_lists, "import_signatories", stopping(error, after=2))
        with pytest.raises((KeyboardInterrupt, CommandError)):
            shell("read_signatories", file, *WORDS)
    assert len(recorded()) == 6
    said = shell("read_signatories", file, *WORDS)

    assert "1 submission recorded, of 1 new signatories; 6 were there already.\n" in said
    assert recorded() == NAMES
    assert Signatory.objects.filter(name__in=NAMES).count() == 7
    events = Event.objects.filter(kind="submission-recorded")
    assert events.count() == 7


def test_long_list_says_what_is_in_when_the_disk_is_full(
    shell: Shell, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = stopping(OperationalError(FULL), after=1)
    monkeypatch.setattr(long_lists, "import_signatories", stop)
    with pytest.raises(CommandError) as told:
        shell("read_signatories", file, *WORDS)

    assert str(told.value) == (
        "database or disk is full\nSo far 3 of 7 signatories are recorded, and none of them is "
        "public by this. Once the cause is gone, ask for the same again: it goes on, and "
        "nothing doubles."
    )
    assert len(recorded()) == 3


@pytest.mark.parametrize("limit", [0, 10_000_000], ids=["long", "short"])
def test_list_that_cannot_begin_records_nothing(
    shell: Shell, file: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(read_signatories, "MAX_BYTES", limit)
    stop = stopping(OperationalError(FULL), after=0)
    monkeypatch.setattr(long_lists, "import_signatories", stop)
    monkeypatch.setattr(read_signatories, "import_signatories", stop)
    with pytest.raises(CommandError, match=f"Nothing was recorded. {FULL}"):
        shell("read_signatories", file, *WORDS)

    assert recorded() == []


def test_long_list_is_refused_for_a_name_before_its_first_part(
    shell: Shell, file: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.signatory("Quay")
    cast.signatory("Quay")

    with pytest.raises(CommandError, match=r"Nothing was recorded. “quay” is the name of 2"):
        shell("read_signatories", file, *WORDS)
    assert recorded() == []


def test_long_list_with_errors_tells_some_and_records_nothing(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.readers.long_lists.MOST_ERRORS", 1)
    file = tmp_path / "list.csv"
    file.write_text("name,country\nFerry,Chile\nHeron,Atlantis\nOtter,Atlantis\n")
    with pytest.raises(CommandError, match=r"Nothing was recorded. Correct these lines first."):
        shell("read_signatories", file, *WORDS)

    assert shell.err == (
        "line 3: “Atlantis” is not a country that this site knows.\n"
        "2 rows have errors; the first are shown.\n"
    )
    assert recorded() == []


def test_long_list_that_ends_in_the_middle_records_nothing(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST[: LIST.index("Quay") + 2])
    with pytest.raises(CommandError, match=r"The file ends in the middle of line 8."):
        shell("read_signatories", file, *WORDS)

    assert recorded() == []


def test_long_list_dry_only_looks(shell: Shell, file: Path, cast: Cast) -> None:
    cast.signatory("Otter", country="CL")
    before = Event.objects.count()
    said = shell("read_signatories", file, *WORDS, "--dry-run")

    assert said.endswith("Dry run, nothing recorded: 1 are known, 6 are new.\n")
    assert Event.objects.count() == before


def test_long_list_is_released_once_all_of_it_is_in(
    shell: Shell, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = (
        "--release-by",
        "ben",
        "--listed-on",
        "2022-04-01",
        "--source-url",
        "https://a.example",
    )
    stop = stopping(KeyboardInterrupt(), after=2)
    with monkeypatch.context() as patched:
        patched.setattr(long_lists, "import_signatories", stop)
        with pytest.raises(KeyboardInterrupt):
            shell("read_signatories", file, *WORDS, *publish)
    assert not Submission.objects.public().exists()
    said = shell("read_signatories", file, *WORDS, *publish)
    fold_events()

    assert said.endswith("7 submissions released.\n")
    assert shell.err.endswith("7 of 7 signatories released\n")
    assert sorted(Submission.objects.public().values_list("signed_name", "status")) == [
        (name, Status.ACCEPTED) for name in NAMES
    ]
    assert [reply.submissions.count() for reply in Reply.objects.order_by("pk")] == [3, 3, 1]
    assert shell("read_signatories", file, *WORDS, *publish).endswith("0 submissions released.\n")
