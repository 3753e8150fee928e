"""Every page for readers: as axe sees it in each language, as narrow as a phone, and how heavy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Response

from tracker.public.kept_pages import is_marked
from tracker.queries.addresses import path_in
from tracker.tests.browser.barriers import findings
from tracker.tests.cast import Cast
from tracker.tests.public.test_budgets import BUDGETS, fill, secrets

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # A thread of the server that ends after its test may not close the connection they shared.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

MOST_BYTES = 100_000
# As many rows as a page of a list shows, and more.
MANY = 60
MISSING = "/nothing/"
# What counts as good: a form that needs the browser's answer may appear after it.
MOST_SHIFT = 0.1
# Width in CSS pixels, colours, and whether the reader's own colours replace ours. 640 is what is
# left of 1,280 at 200 %, and 320 what WCAG 2.2 asks for in 1.4.10.
WAYS = {
    "dark": (1280, "dark", "none"),
    "enlarged twice": (640, "light", "none"),
    "own colours": (390, "light", "active"),
    "own colours in the dark": (390, "dark", "active"),
}
# How far what was drawn has moved since, as Lighthouse adds it up.
SHIFTS = """() => new Promise(told => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => told(sum), 50);
})"""


@pytest.fixture
def pages(cast: Cast, client: Client) -> list[str]:
    """The address of every page for readers, with something to show."""
    fill(cast, MANY)
    words = secrets(cast)
    return [path for path in _addresses(words) if _is_page(client, path)]


def _addresses(words: dict[str, str]) -> Iterator[str]:
    for address in BUDGETS:
        yield address.format(**words)


def _is_page(client: Client, path: str) -> bool:
    return client.get(path)["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_pages_have_no_barrier_in_any_language(
    pages: list[str], browser: Browser, live_server: Any, language: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    paths = [path_in(language, path) for path in pages]

    found = findings(page, live_server.url, paths, {path_in(language, MISSING): 404})
    page.close()

    assert len(paths) > 50
    assert found == {}


@pytest.mark.parametrize("way", WAYS)
def test_pages_have_no_barrier_however_they_are_shown(
    pages: list[str], browser: Browser, live_server: Any, way: str
) -> None:
    width, scheme, forced = WAYS[way]
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        forced_colors=forced,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )

    found = findings(page, live_server.url, pages, {MISSING: 404})
    page.close()

    assert found == {}


def test_pages_are_light_and_stand_still(
    pages: list[str], browser: Browser, live_server: Any
) -> None:
    """On a first visit: bytes as transferred, no other host, no shift, no font to wait for."""
    found = {}
    for path in pages:
        context = browser.new_context(viewport={"width": 390, "height": 900})
        page = context.new_page()
        hosts, size = _visited(page, live_server.url + path)
        shifted, fonts = page.evaluate(SHIFTS), page.evaluate("document.fonts.size")
        context.close()
        is_light = size <= MOST_BYTES
        is_still = shifted < MOST_SHIFT
        if (hosts, is_still, fonts, is_light) != ({live_server.url}, True, 0, True):
            found[path] = (hosts, shifted, fonts, size)

    assert found == {}


def _visited(page: Page, url: str) -> tuple[set[str], int]:
    """From which hosts a page takes something, and how many bytes that is, headers included."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url, wait_until="networkidle")
    met = list(answers)  # more may come in while these are looked at
    parts = [urlsplit(answer.url) for answer in met]
    sizes = [_sent(answer, part.path) for answer, part in zip(met, parts, strict=True)]
    return {f"{part.scheme}://{part.netloc}" for part in parts}, sum(sizes)


def _sent(answer: Response, path: str) -> int:
    """How many bytes the site sends: files of its own and pages for everybody go compressed.

    The server of these tests compresses nothing; gzip makes them no smaller than Brotli does.
    """
    body = answer.body()
    is_compressed = path.startswith(settings.STATIC_URL) or is_marked(path)
    size = len(gzip.compress(body)) if is_compressed else len(body)
    return size + answer.request.sizes()["responseHeadersSize"]
