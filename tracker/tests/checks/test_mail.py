"""The checks of the mail: where letters go, and where answers arrive."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tracker.checks import mail as checks
from tracker.tests.checks.messages import PUBLIC, ids


@pytest.mark.parametrize(
    "folder, backend, hosts, expected",
    [
        (None, checks.SMTP, PUBLIC, []),
        (None, "django.core.mail.backends.console.EmailBackend", PUBLIC, ["undersigned.E007"]),
        (Path("mail"), "any", PUBLIC, ["undersigned.W008"]),
        (Path("mail"), "any", ["localhost"], []),
    ],
)
def test_check_mail_wants_a_server_for_a_public_site(
    settings: Settings, folder: Path | None, backend: str, hosts: list[str], expected: list[str]
) -> None:
    settings.MAIL_FOLDER, settings.EMAIL_BACKEND, settings.ALLOWED_HOSTS = folder, backend, hosts

    assert ids(checks.check_mail()) == expected


@pytest.mark.parametrize(
    "pattern, expected",
    [
        ("", []),
        ("reply+{secret}@mail.example", []),
        ("{secret}@localhost", []),
        ("reply@mail.example", ["undersigned.E009"]),
        ("reply@{secret}.example", ["undersigned.E009"]),
        ("{secret}+{secret}@mail.example", ["undersigned.E009"]),
        ("reply to {secret}@mail.example", ["undersigned.E009"]),
        ("{secret}", ["undersigned.E009"]),
    ],
)
def test_check_reply_address_wants_a_place_for_the_secret(
    settings: Settings, pattern: str, expected: list[str]
) -> None:
    settings.REPLY_ADDRESS = pattern

    assert ids(checks.check_reply_address()) == expected
