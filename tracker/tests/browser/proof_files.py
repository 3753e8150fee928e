"""Receipts and promises for browsers to check, and the page on which they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tracker.actions.confirmations import confirm_offer
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import make_first_key
from tracker.actions.receipts import promise_note
from tracker.choices import EventKind, LetterKind, ReplyKind
from tracker.models import Event
from tracker.queries.log_openings import opening_of
from tracker.queries.receipts import receipt_file
from tracker.tests.browser.conftest import PATIENCE
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, offered, secret_in


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
