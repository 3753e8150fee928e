"""What every test gets: its own folder for uploads, and browser tests only when asked for."""

import os
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings


def wants_browser(config: pytest.Config) -> bool:
    return os.environ.get("BROWSER") == "1" or "browser" in config.getoption("-m", "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves browser tests out, unless asked for by BROWSER=1 or -m browser."""
    if wants_browser(config):
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_configure(config: pytest.Config) -> None:
    if wants_browser(config):
        # Playwright runs an event loop in the test's thread; Django refuses the database there.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def upload_folder(settings: Settings, tmp_path: Path) -> Path:
    """Uploads of a test end with it."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium; without its sandbox, which refuses to run as root."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    return {"executable_path": executable, "args": ["--no-sandbox"]}
