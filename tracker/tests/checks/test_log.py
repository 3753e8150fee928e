"""The checks of the log: its keys, its name, and who stamps it with the time."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tracker.actions.log_keys import key_file, make_first_key
from tracker.checks.log import check_log_key_files, check_log_keys, check_timestamps
from tracker.models import LogKey
from tracker.tests.authorities import Authority
from tracker.tests.checks.messages import ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(settings: Settings, tmp_path: Path) -> Path:
    settings.LOG_KEYS, settings.LOG_ORIGIN = tmp_path, "record.example/log"
    make_first_key()
    return key_file(LogKey.objects.get())


def found(*databases: str) -> list[str]:
    return ids(check_log_keys(databases) + check_log_key_files())


def test_log_with_its_key_and_name_is_fine(key: Path) -> None:
    assert found("default") == []


def test_missing_key_is_an_error(key: Path) -> None:
    key.unlink()

    assert found("default") == ["undersigned.E010"]
    assert found() == []


def test_another_name_is_warned_of(key: Path, settings: Settings) -> None:
    settings.LOG_ORIGIN = "other.example/log"

    assert found("default") == ["undersigned.W012"]


def test_key_that_others_can_read_is_warned_of(key: Path) -> None:
    key.chmod(0o640)

    assert found("default") == ["undersigned.W011"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "it")


@pytest.mark.parametrize(
    "url, roots, hours, expected",
    [
        ("", "", 24, []),
        ("", "missing.pem", 0, []),
        ("https://stamps.example/tsr", "root.pem", 24, []),
        ("http://stamps.example", "root.pem", 1, []),
        ("https://stamps.example/tsr", "root.pem", 0, ["TIMESTAMP_HOURS is 0"]),
        ("https://stamps.example/tsr", "missing.pem", 24, ["TIMESTAMP_ROOTS is"]),
        ("https://stamps.example/tsr", "root.key", 24, ["TIMESTAMP_ROOTS is"]),
        ("file:///etc/passwd", "root.pem", 24, ["TIMESTAMP_URL is 'file:///etc/passwd'"]),
        ("https:///tsr", "", 0, ["TIMESTAMP_URL is", "TIMESTAMP_ROOTS is", "TIMESTAMP_HOURS is"]),
    ],
)
def test_check_timestamps_wants_an_address_and_certificates(
    settings: Settings,
    authority: Authority,
    url: str,
    roots: str,
    hours: int,
    expected: list[str],
) -> None:
    settings.TIMESTAMP_URL, settings.TIMESTAMP_HOURS = url, hours
    settings.TIMESTAMP_ROOTS = str(authority.folder / roots) if roots else ""

    messages = check_timestamps()

    assert ids(messages) == ["undersigned.E014"] * len(expected)
    for message, words in zip(messages, expected, strict=True):
        assert words in message.msg
