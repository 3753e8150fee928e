"""What every test gets: its own folder for uploads, and the system's browser."""

import os
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

# Playwright runs an event loop in the thread of the test, where Django would refuse the database;
# nothing in this site is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def upload_folder(settings: Settings, tmp_path: Path) -> Path:
    """Uploads of a test end with it."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; without its sandbox, which refuses to run as root."""
    return {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
