"""Loading the files of a folder."""

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from tracker.models import Correction, Event, Signatory, Statement
from tracker.tests.management.conftest import Shell
from tracker.tests.seeds import edited

pytestmark = pytest.mark.django_db

RENAMED = ('name = "Harbour Assembly"', 'name = "Harbour Council"')
ALIAS = (', { name = "Living River Network" }', "")
OTHER_KEY = ('key = "rivers-call"', 'key = "lakes-call"')
UNNAMED = ("Members from Peru, not named", "Members from Chad, not named")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rivers.toml").write_bytes(edited())
    return tmp_path


def test_seed_says_what_it_recorded(shell: Shell, folder: Path) -> None:
    assert shell("seed", folder) == "rivers.toml: 23 recorded, 0 changed.\n"
    assert Statement.objects.visible_to(None).get().slug == "rivers-call"


def test_seed_again_records_nothing(shell: Shell, folder: Path) -> None:
    shell("seed", folder)
    before = Event.objects.count()

    assert shell("seed", folder) == "rivers.toml: 0 recorded, 0 changed.\n"
    assert Event.objects.count() == before


def test_seed_says_what_it_changed_and_left(shell: Shell, folder: Path) -> None:
    shell("seed", folder)
    (folder / "rivers.toml").write_bytes(edited(RENAMED, ALIAS))

    assert shell("seed", folder, why="It was renamed.") == (
        "rivers.toml: 0 recorded, 1 changed.\n"
        "  [signatories.assembly] name\n"
        "  [signatories.network.aliases.Living River Network] is no longer in the file; "
        "it stays in the record.\n"
    )
    assert Correction.objects.get(what="name").why == "It was renamed."


def test_seed_does_not_change_what_is_public_without_a_reason(shell: Shell, folder: Path) -> None:
    shell("seed", folder)
    (folder / "rivers.toml").write_bytes(edited(RENAMED))

    with pytest.raises(CommandError, match=r"Nothing was loaded from: rivers\.toml"):
        shell("seed", folder)
    assert not Correction.objects.filter(what="name").exists()


@pytest.mark.parametrize(
    "bad, told",
    [
        (
            ('kind = "network"', 'kind = "net"'),
            "lakes.toml, [signatories.network], kind: “net” is not one of: "
            "organisation, network, publication, person.\n",
        ),
        (
            ('now = "10 May 2022"', 'now = ""'),
            "lakes.toml, [corrections.date] now: This field cannot be blank.\n",
        ),
    ],
    ids=["file", "action"],
)
def test_seed_loads_all_or_nothing_of_each_file(
    shell: Shell, folder: Path, bad: tuple[str, str], told: str
) -> None:
    (folder / "lakes.toml").write_bytes(edited(OTHER_KEY, UNNAMED, bad))

    with pytest.raises(CommandError) as error:
        shell("seed", folder)

    assert str(error.value) == "Nothing was loaded from: lakes.toml. All else was."
    assert (shell.out, shell.err) == ("rivers.toml: 23 recorded, 0 changed.\n", told)
    assert [one.slug for one in Statement.objects.all()] == ["rivers-call"]
    assert not Signatory.objects.filter(name__contains="Chad").exists()


def test_seed_refuses_a_folder_without_files(shell: Shell, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        shell("seed", tmp_path)

    assert str(error.value) == f"There are no .toml files in {tmp_path}."
