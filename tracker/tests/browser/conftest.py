"""What the browser tests share: the cast, in a database that a server sees, and browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.cast import Cast

Person = Callable[[], Keyboard]

# How long a page may take on a machine that does much else, in milliseconds.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The cast; the groups of the desk, which the test before has flushed, are made again."""
    return Cast()


@pytest.fixture
def person(browser: Browser, live_server: Any) -> Iterator[Person]:
    """Makes people with a browser of their own, who share nothing but the site."""
    contexts = []

    def make() -> Keyboard:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        return Keyboard(page, live_server.url)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a form takes longer than these tests: none is sent too quickly."""
    monkeypatch.setattr("tracker.public.guarded_forms.LEAST_TIME", timedelta(0))
