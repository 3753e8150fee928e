"""The system checks of the log's keys and of its name."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tracker.actions.log_keys import key_file, make_first_key
from tracker.checks import check_log_key_files, check_log_keys
from tracker.models import LogKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(settings: Settings, tmp_path: Path) -> Path:
    settings.LOG_KEYS, settings.LOG_ORIGIN = tmp_path, "record.example/log"
    make_first_key()
    return key_file(LogKey.objects.get())


def found(*databases: str) -> list[str]:
    return [str(one.id) for one in check_log_keys(databases) + check_log_key_files()]


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
