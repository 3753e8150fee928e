"""Receipts checked in a browser: without the site, as the program does, and with which keys."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tracker.actions.log_keys import add_key
from tracker.proof.keys import new_private_pem, signer_from_pem
from tracker.proof.proof_files import check_file
from tracker.proof.verdicts import Verdict
from tracker.queries.log import published_keys
from tracker.tests.browser.proof_files import Files, choose, headline, open_verify
from tracker.tests.browser.proof_files import files as files
from tracker.tests.browser.proof_files import page as page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATES = {"passed": True, "failed": False, "unseen": None}


@pytest.fixture
def server(settings: Settings) -> Iterator[LiveServer]:
    """A server of the test's own, which it may stop; the browser is closed by then."""
    settings.ALLOWED_HOSTS = ["localhost"]
    own = LiveServer("localhost")
    yield own
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)
    own.stop()


def tampered(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def told(page: Page) -> tuple[Any, ...]:
    """What the page says of a file: each part with its state and words, proven, not proven."""
    parts = [
        (
            one.locator(".part").inner_text(),
            STATES[one.get_attribute("class") or ""],
            one.locator(".told").inner_text(),
        )
        for one in page.locator(".checks li").all()
    ]
    lists = [one.locator("li").all_inner_texts() for one in page.locator("#verdict ul").all()]
    return parts, *(lists or [[], []])


def expected(verdict: Verdict) -> tuple[Any, ...]:
    parts = [(part.label, part.passed, " ".join(part.words.split())) for part in verdict.parts]
    return parts, list(verdict.proven), list(verdict.not_proven)


# --- Without the site -------------------------------------------------------------------------


def test_a_receipt_is_checked_with_the_server_stopped(
    files: Files, server: LiveServer, page: Page
) -> None:
    open_verify(page, server.url)
    server.thread.terminate()
    address = urlsplit(server.url)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address.hostname, address.port), 5)
    page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    choose(page, files.receipt, "good.tlog-proof")
    assert headline(page) == "This receipt holds"
    assert "Delta Keepers" in page.locator("#verdict .opened").inner_text()
    for name, place in (("head", 60), ("end", len(files.receipt) - 20)):
        choose(page, tampered(files.receipt, place), f"{name}.tlog-proof")
        assert headline(page) == "This file proves nothing"
        assert page.locator("#verdict .failed").count() == 1
    choose(page, files.promise, "good.promise")
    assert headline(page) == "This promise holds"
    assert asked == []


def test_the_browser_says_what_the_program_says(files: Files, page: Page, live_server: Any) -> None:
    """Of good files and of many that were changed: the same parts, in the same words."""
    keys = [one.key for one in published_keys()]
    open_verify(page, live_server.url)
    crlf = files.receipt.replace(b"\n", b"\r\n")
    odd = [b"", b"\n", b"\xff\xfe", b"\xef\xbb\xbf" + files.receipt, crlf, files.receipt[:-1]]
    odd += [files.promise + b"\n", files.closed.replace(b"index ", b"index 0")]
    odd += [files.closed.replace(b"index ", b"index 99")]
    whole = [files.receipt, files.closed, files.promise]
    steps = [range(0, len(one), step) for one, step in zip(whole, (29, 67, 23), strict=True)]
    changed = [tampered(one, at) for one, places in zip(whole, steps, strict=True) for at in places]

    seen = []
    for number, data in enumerate([*whole, *odd, *changed]):
        choose(page, data, f"{number}.tlog-proof")
        assert (number, told(page)) == (number, expected(check_file(data, keys)))
        seen.append(headline(page))
    assert seen[:3] == ["This receipt holds", "This receipt holds", "This promise holds"]
    assert set(seen[3:]) == {"This file proves nothing"}


# --- Whose key --------------------------------------------------------------------------------


def test_another_key_can_be_pasted(files: Files, page: Page, live_server: Any) -> None:
    open_verify(page, live_server.url)
    choose(page, files.receipt)
    page.get_by_text("Whose signature is believed").click()
    keys = page.get_by_label("Public keys")
    own = keys.input_value()
    stranger = signer_from_pem(own.split("+")[0], new_private_pem()).key.text

    keys.fill(stranger)
    keys.blur()
    expect(page.locator("#verdict h2")).to_have_text("This file proves nothing")
    expect(page.locator("#verdict .because")).to_contain_text("not signed by a key that is known")
    keys.fill(f"# mine\n{stranger}\n{own}")
    keys.blur()
    expect(page.locator("#verdict h2")).to_have_text("This receipt holds")


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", "This is not a public key."),
        ("example.org/log+1a2b3c4d+AbCd", "This is not the name and the public part"),
        ("example.org/log", "This is not a public key."),
        ("{key}A", "This is not a public key."),
        ("x{key}", "it was mistyped"),
    ],
)
def test_a_mistyped_key_is_told_at_its_field(
    files: Files, page: Page, live_server: Any, typed: str, words: str
) -> None:
    open_verify(page, live_server.url)
    choose(page, files.receipt)
    page.get_by_text("Whose signature is believed").click()
    keys = page.get_by_label("Public keys")
    keys.fill(typed.format(key=keys.input_value().strip()))
    keys.blur()

    expect(page.locator("#keys-wrong")).to_contain_text(words)
    assert keys.get_attribute("aria-invalid") == "true"


def test_old_keys_stay_believed(files: Files, page: Page, live_server: Any) -> None:
    add_key()
    open_verify(page, live_server.url)
    choose(page, files.receipt)

    assert headline(page) == "This receipt holds"
