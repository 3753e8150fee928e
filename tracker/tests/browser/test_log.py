"""The pages of the log in a browser: ways to the check, browsers that cannot, and barriers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tracker.tests.browser.barriers import barriers, findings
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.browser.proof_files import Files, choose, open_verify
from tracker.tests.browser.proof_files import files as files
from tracker.tests.browser.proof_files import page as page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# --- Ways to it -------------------------------------------------------------------------------


def test_a_file_can_be_dragged_onto_the_page(files: Files, page: Page, live_server: Any) -> None:
    open_verify(page, live_server.url)
    dragged = page.evaluate_handle(
        """text => {
            const dragged = new DataTransfer();
            dragged.items.add(new File([text], "dragged.tlog-proof"));
            return dragged;
        }""",
        files.receipt.decode(),
    )
    page.dispatch_event(".drop", "dragover", {"dataTransfer": dragged})
    expect(page.locator(".drop.over")).to_be_visible()
    page.dispatch_event(".drop", "drop", {"dataTransfer": dragged})

    expect(page.locator("#verdict h2")).to_have_text("This receipt holds")


def test_keys_alone_are_enough(files: Files, page: Page, live_server: Any) -> None:
    open_verify(page, live_server.url)
    keyboard = Keyboard(page, live_server.url)
    keyboard.reach(page.get_by_label("Choose a receipt"))
    keyboard.reach(page.locator("#verify summary"))
    page.keyboard.press("Enter")
    keyboard.reach(page.get_by_label("Public keys"))
    # The browser has to know that a test will choose the file some time before the key is pressed.
    with page.expect_file_chooser() as asked:
        open_verify(page, live_server.url)
        keyboard.reach(page.get_by_label("Choose a receipt"))
        page.keyboard.press("Enter")
    asked.value.set_files(
        {"name": "r.tlog-proof", "mimeType": "text/plain", "buffer": files.receipt}
    )

    expect(page.locator("#verdict h2")).to_be_focused()


# --- Browsers that cannot ---------------------------------------------------------------------

NO_ED25519 = """
    crypto.subtle.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
"""
NOT_SECURE = 'Object.defineProperty(window, "isSecureContext", {value: false});'


@pytest.mark.parametrize(
    "script, words",
    [(NO_ED25519, "cannot check Ed25519 signatures"), (NOT_SECURE, "only over https")],
)
def test_a_browser_that_cannot_check_says_so(
    files: Files, page: Page, live_server: Any, script: str, words: str
) -> None:
    page.add_init_script(script)
    page.goto(f"{live_server.url}/log/verify/")

    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator("#verify")).to_be_hidden()


def test_without_script_the_page_names_the_other_way(
    files: Files, browser: Browser, live_server: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/log/verify/")

    expect(page.get_by_text("This page needs JavaScript")).to_be_visible()
    expect(page.get_by_text("python3 verify_receipt.py FILE --key KEY")).to_be_visible()
    expect(page.locator("#verify")).to_be_hidden()
    context.close()


# --- Barriers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_log_has_no_serious_barrier_and_keeps_the_policy(
    files: Files, browser: Browser, live_server: Any, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()

    found = findings(page, live_server.url, files.pages)
    open_verify(page, live_server.url)
    page.get_by_text("Whose signature is believed").click()
    for name, data in (("good", files.receipt), ("bad", files.receipt[:-9])):
        choose(page, data, name)
        found[name] = barriers(page)
    context.close()

    assert found == {"good": [], "bad": []}
