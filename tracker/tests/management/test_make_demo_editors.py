"""Making the editors of a first, local run: once, kept private, never where others reach."""

import re
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management.base import CommandError
from pytest_django import Settings

from tracker.models import Event, User
from tracker.rules.editors import DEMO_EDITORS
from tracker.tests.management.conftest import Shell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    settings.ALLOWED_HOSTS = [*settings.LOOPBACK_HOSTS]
    return tmp_path


def passwords(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) +([a-z2-9-]{19})  ", text, re.MULTILINE))


def test_make_demo_editors_makes_one_of_each_group(shell: Shell) -> None:
    said = passwords(shell("make_demo_editors"))

    assert {user.username: user.groups.get().name for user in User.objects.all()} == DEMO_EDITORS
    for name in DEMO_EDITORS:
        user = authenticate(username=name, password=said[name])
        assert isinstance(user, User)
        assert user.is_staff
    assert Event.objects.count() == len(DEMO_EDITORS)


def test_make_demo_editors_keeps_the_passwords_in_a_private_file(
    shell: Shell, var_folder: Path
) -> None:
    said = shell("make_demo_editors")
    file = var_folder / "demo_editors"

    assert file.read_text() == said
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in var_folder.iterdir()] == ["demo_editors"]


def test_make_demo_editors_again_says_where_they_are(shell: Shell, var_folder: Path) -> None:
    shell("make_demo_editors")
    kept = (var_folder / "demo_editors").read_text()

    assert shell("make_demo_editors") == (
        "The demonstration editors are there already; their passwords are in "
        f"{var_folder}/demo_editors.\n"
    )
    assert (var_folder / "demo_editors").read_text() == kept
    assert User.objects.count() == len(DEMO_EDITORS)


def test_make_demo_editors_again_says_that_the_passwords_are_lost(
    shell: Shell, var_folder: Path
) -> None:
    shell("make_demo_editors")
    (var_folder / "demo_editors").write_text("")

    assert shell("make_demo_editors") == (
        "The demonstration editors are there already, but their passwords are not in "
        f"{var_folder}/demo_editors. To give one a new password: manage.py changepassword anna\n"
    )


@pytest.mark.parametrize(
    "hosts, site_host",
    [(["rivers.example"], "rivers.example"), (["localhost"], "rivers.example")],
)
def test_make_demo_editors_refuses_a_site_that_others_reach(
    shell: Shell, settings: Settings, var_folder: Path, hosts: list[str], site_host: str
) -> None:
    settings.ALLOWED_HOSTS, settings.SITE_HOST = hosts, site_host

    with pytest.raises(CommandError, match=r"this one answers to rivers\.example"):
        shell("make_demo_editors")
    assert not User.objects.exists()
    assert list(var_folder.iterdir()) == []


def test_make_demo_editors_leaves_a_person_of_that_name_alone(
    shell: Shell, var_folder: Path
) -> None:
    anna = User.objects.create_user("anna", password="a password of her own")

    with pytest.raises(CommandError, match="There is an account “anna” already"):
        shell("make_demo_editors")
    assert list(User.objects.all()) == [anna]
    assert authenticate(username="anna", password="a password of her own") == anna
    assert list(var_folder.iterdir()) == []
