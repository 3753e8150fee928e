"""The proof of work in a browser with script: solved while somebody types, under the strict CSP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from tracker.models import Submission
from tracker.rules.offers import LEAST_TIME
from tracker.tests.cast import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def asked(settings: Settings) -> None:
    settings.ALTCHA = True


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console says: also of what the policy forbids."""
    return []


@pytest.fixture
def phone(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


def fill_in(phone: Page, url: str) -> None:
    phone.goto(f"{url}/statements/ferry-letter/endorse/")
    phone.get_by_label("Person", exact=True).check()
    phone.get_by_label("Name", exact=True).fill("Mara Okonjo")
    phone.get_by_role("textbox", name="E-mail address").fill("mara@delta.example")
    phone.get_by_label("This site may record this offer").check()
    phone.get_by_label("This site may keep my e-mail").check()


def test_the_task_is_solved_while_somebody_types(
    cast: Cast, phone: Page, complaints: list[str], live_server: Any
) -> None:
    cast.letter  # noqa: B018 - made before
    fill_in(phone, live_server.url)
    expect(phone.locator("input[name=proof]")).not_to_have_value("", timeout=20_000)
    phone.wait_for_timeout(LEAST_TIME.total_seconds() * 1000)
    phone.get_by_role("button", name="Send the offer").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("A letter is on its way")
    assert "looked-at" not in phone.url
    assert Submission.objects.get().held_because == ""
    assert complaints == []


def test_whoever_sends_sooner_waits_and_is_told(
    cast: Cast, phone: Page, settings: Settings, live_server: Any
) -> None:
    cast.letter  # noqa: B018 - made before
    settings.ALTCHA_TRIES = 40_000
    fill_in(phone, live_server.url)
    phone.wait_for_timeout(LEAST_TIME.total_seconds() * 1000)
    phone.get_by_role("button", name="Send the offer").click()

    expect(phone.get_by_role("status")).to_contain_text("One moment")
    assert not Submission.objects.exists()


def test_where_it_cannot_be_solved_the_offer_is_sent_without(
    cast: Cast, phone: Page, live_server: Any
) -> None:
    cast.letter  # noqa: B018 - made before
    phone.route("**/altcha-pbkdf2.js", lambda route: route.abort())
    fill_in(phone, live_server.url)
    phone.wait_for_timeout(LEAST_TIME.total_seconds() * 1000)
    phone.get_by_role("button", name="Send the offer").click()

    expect(phone.locator("main")).to_contain_text("an editor looks at the offer")
    assert Submission.objects.get().held_because.startswith("sent without proof of work")
