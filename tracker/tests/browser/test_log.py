"""The pages of the log in a browser: checking receipts without the site, and barriers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tracker.actions.confirmations import confirm_offer
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import add_key, make_first_key
from tracker.actions.receipts import promise_note
from tracker.choices import EventKind, LetterKind, ReplyKind
from tracker.models import Event
from tracker.proof.keys import new_private_pem, signer_from_pem
from tracker.proof.proof_files import check_file
from tracker.proof.verdicts import Verdict
from tracker.queries.log import published_keys
from tracker.queries.log_openings import opening_of
from tracker.queries.receipts import receipt_file
from tracker.tests.browser.barriers import barriers, findings
from tracker.tests.browser.conftest import PATIENCE
from tracker.tests.browser.keyboard import Keyboard
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, offered, secret_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATES = {"passed": True, "failed": False, "unseen": None}


@dataclass(frozen=True, slots=True)
class Files:
    """A receipt with its content, the same without, a promise, and where somebody reads them."""

    receipt: bytes
    closed: bytes
    promise: bytes
    pages: list[str]


@pytest.fixture
def files(cast: Cast) -> Files:
    make_first_key()
    offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))
    track = secret_in(newest_letter(LetterKind.RECEIPT))
    event = Event.objects.get(kind=EventKind.SUBMISSION_CONFIRMED)
    promise = promise_note(event)
    public = cast.offered(cast.rios)
    cast.release(cast.reply(ReplyKind.DEFERRAL, public))
    sequence_events()
    entry = event.entry
    released = Event.objects.filter(kind=EventKind.REPLY_RELEASED, submission=public).get().entry
    assert promise is not None
    return Files(
        receipt=receipt_file(entry, opening_of(event)),
        closed=receipt_file(entry, None),
        promise=promise.encode(),
        pages=[
            "/log/",
            "/log/entries/",
            *(f"/log/entries/{one.index}/" for one in (entry, released)),
            "/log/verify/",
            f"/track/{track}/receipt/",
            f"/track/{track}/",
            public.get_absolute_url(),
            f"/track/{track}/receipt/?event={Event.objects.get(kind='submission-offered').pk}",
        ],
    )


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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    context.close()


def open_verify(page: Page, url: str) -> None:
    page.goto(f"{url}/log/verify/")
    expect(page.locator("#verify")).to_be_visible()


def choose(page: Page, data: bytes, name: str = "file.tlog-proof") -> None:
    page.get_by_label("Choose a receipt").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(page.locator("#verdict .kicker")).to_have_text(name)


def headline(page: Page) -> str:
    return page.locator("#verdict h2").inner_text()


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
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files(
        {"name": "r.tlog-proof", "mimeType": "text/plain", "buffer": files.receipt}
    )

    expect(page.locator("#verdict h2")).to_be_focused()
    keyboard.reach(page.locator("summary"))
    page.keyboard.press("Enter")
    keyboard.reach(page.get_by_label("Public keys"))


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
