"""The edition: another one for another text, setting or file, the same for the same."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tracker.public import editions
from tracker.public.editions import SHOWN, edition
from tracker.tests.architecture.sources import TRACKER, nodes, python_files, tree_of

# What is asked on public pages and in what is read for them, but shows on none that is kept.
UNSEEN = {
    "ALTCHA",
    "ALTCHA_TRIES",
    "AUTH_USER_MODEL",
    "BACKLOG_LIMIT",
    "BACKUP_FOLDER",
    "BASE_DIR",
    "CACHES",
    "DATA_ATTRIBUTION",  # on the page of dumps, which is not kept
    "DATA_LICENCE",
    "DEBUG",
    "DUMPS_KEPT",
    "EXPORT_ROWS",
    "MAIL_FOLDER",  # only whether there is one
    "PAGE_MEMORY",
    "READ_DATABASES",
    "READ_LAG_SECONDS",
    "RUSH_FROM",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SESSION_COOKIE_NAME",
    "SITE_HOST",  # a part of SITE_URL
    "TRUSTED_PROXIES",
}


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    edition.cache_clear()
    yield
    edition.cache_clear()


@pytest.fixture
def root(settings: Settings, tmp_path: Path) -> Path:
    """A site of three files."""
    settings.BASE_DIR = tmp_path
    for name in ("templates/page.html", "tracker/words.py", "tracker/tests/test_words.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a")
    return tmp_path


@pytest.mark.parametrize(
    "name, expected",
    [
        ("templates/page.html", False),
        ("tracker/words.py", False),
        ("tracker/new.css", False),
        ("tracker/tests/test_words.py", True),
        ("tracker/words.pyc", True),
    ],
)
def test_edition_is_that_of_the_files(root: Path, name: str, expected: bool) -> None:
    before = edition()
    edition.cache_clear()
    (root / name).write_text("b")

    assert (edition() == before) is expected


@pytest.mark.parametrize(
    "name, value, expected",
    [
        ("SITE_NAME", "Another", False),
        ("BACKUP_DAYS", 3, False),
        ("MAIL_FOLDER", None, False),
        ("SECRET_KEY", "another", True),
    ],
)
def test_edition_is_that_of_the_settings_that_show(
    root: Path, settings: Settings, name: str, value: Any, expected: bool
) -> None:
    before = edition()
    edition.cache_clear()
    setattr(settings, name, value)

    assert (edition() == before) is expected


def test_edition_is_read_once(root: Path) -> None:
    before = edition()
    (root / "templates/page.html").write_text("b")

    assert edition() == before


def test_every_setting_that_pages_ask_for_is_known() -> None:
    rooms = [
        TRACKER / name for name in ("public", "api", "queries", "templatetags", "models", "rules")
    ]
    asked = {
        node.attr
        for path in python_files(*rooms)
        for node in nodes(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "settings"
    }

    assert {"SITE_NAME", "SITE_URL"} <= asked
    assert asked - set(SHOWN) - UNSEEN == set(), "shown on pages: to SHOWN, otherwise to UNSEEN"
    assert set(editions.SHOWN) & UNSEEN == set()
