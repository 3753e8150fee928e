"""Pictures in a browser: what is pointed at is told, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tracker.tests.browser.barriers import findings
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACE = "/statements/ferry-letter/statistics/"


@pytest.fixture
def page(cast: Cast, browser: Browser, live_server: Any) -> Iterator[Page]:
    crowd(cast, 5, signed_country="CL")
    crowd(cast, 2, stem="Weir", signed_country="MT")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{live_server.url}{PLACE}?show=submissions")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_have_no_barrier(page: Page, live_server: Any, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)

    assert findings(page, live_server.url, [PLACE, "/statistics/"]) == {}
    assert page.locator("figure svg[role=img]").count() == 7


def test_what_is_pointed_at_is_told_beside_the_picture(page: Page) -> None:
    countries = page.locator("section:has(> #countries)")

    countries.locator("[data-mark=cMT]").hover()
    expect(countries.locator("[data-told-here]")).to_have_text("Malta: 2")
    expect(countries.locator("tr.is-told")).to_contain_text("Malta")

    countries.get_by_role("link", name="Chile").focus()
    expect(countries.locator("[data-told-here]")).to_have_text("Chile: 5")
    expect(countries.locator(".land.is-told")).to_have_count(1)


def test_arrow_keys_go_through_a_picture(page: Page) -> None:
    countries = page.locator("section:has(> #countries)")
    countries.locator("figure").focus()

    for expected in ("Chile: 5", "Malta: 2", "Chile: 5"):
        page.keyboard.press("ArrowRight")
        expect(countries.locator("[data-told-here]")).to_have_text(expected)
    page.keyboard.press("ArrowLeft")
    expect(countries.locator("[data-told-here]")).to_have_text("Malta: 2")
    page.keyboard.press("Tab")
    expect(countries.locator("[data-told-here]")).to_have_text("")


@pytest.mark.parametrize("width", [320, 640])
def test_pictures_do_not_scroll_the_page_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})

    assert page.evaluate("document.documentElement.scrollWidth") == width
