"""Offering to sign on a phone, without script: form, letter, confirmation, and one's own page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tracker.choices import LetterKind, Status
from tracker.models import Submission
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, secret_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("slow_reader"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone whose browser runs no script."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def barriers(browser: Browser, page: Page) -> tuple[list[str], int]:
    """What axe finds on the same page; it is a script, so a second browser looks."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    twin = context.new_page()
    twin.goto(page.url)
    found = [one["id"] for one in Axe().run(twin).response["violations"]]
    width = twin.evaluate("document.documentElement.scrollWidth")
    context.close()
    return found, width


def test_offer_is_made_confirmed_and_followed_on_a_phone_without_script(
    cast: Cast, phone: Page, browser: Browser, live_server: Any
) -> None:
    cast.letter  # noqa: B018 - made before
    phone.goto(f"{live_server.url}/statements/ferry-letter/")
    phone.get_by_role("link", name="Offer to sign").click()
    assert barriers(browser, phone) == ([], 390)
    phone.get_by_label("Organisation", exact=True).check()
    phone.get_by_label("Name", exact=True).fill("Delta Keepers")
    phone.get_by_label("Country", exact=True).select_option("NG")
    phone.get_by_label("Represented by").fill("Mara Okonjo")
    phone.get_by_label("In the capacity of").fill("secretary")
    phone.get_by_label("I declare").check()
    phone.get_by_label("E-mail address", exact=True).fill("mara@delta.example")
    phone.get_by_label("This site may record").check()
    phone.get_by_label("This site may keep").check()
    phone.get_by_text("Make an exception to Point 2").click()
    phone.get_by_label("About Point 2").select_option("reservation")
    phone.locator("details[open] textarea").fill("Not all of them.")
    phone.get_by_role("button", name="Send the offer").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("A letter is on its way")
    assert barriers(browser, phone) == ([], 390)

    phone.goto(f"{live_server.url}/offers/{secret_in(newest_letter())}/")
    assert barriers(browser, phone) == ([], 390)
    assert Submission.objects.get().status == Status.UNCONFIRMED
    expect(phone.get_by_text("Not all of them.")).to_be_visible()
    phone.get_by_role("button", name="Confirm the offer").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("The offer is confirmed")
    assert barriers(browser, phone) == ([], 390)

    phone.get_by_role("link", name="Where it stands").click()
    assert phone.url.endswith(f"/track/{secret_in(newest_letter(LetterKind.RECEIPT))}/")
    expect(phone.locator("main")).to_contain_text(Submission.objects.get().reference)
    assert barriers(browser, phone) == ([], 390)
