"""The links to other languages, in a browser: they keep what was filtered for."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tracker.tests.cast import Cast
from tracker.tests.languages import made_up as made_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_language_links_follow_the_filters(
    browser: Browser, live_server: Any, cast: Cast, made_up: list[str]
) -> None:
    cast.offered()
    page = browser.new_page()
    page.goto(f"{live_server.url}/ar/submissions/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("select[name=status]").select_option("unanswered")
    page.wait_for_url("**status=unanswered**")

    page.locator("details.languages summary").click()
    page.get_by_role("link", name="한국어").click()
    page.wait_for_url("**/ko/submissions/?*status=unanswered*")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.close()
