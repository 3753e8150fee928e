"""Pages printed by a browser: whole, with what belongs on paper and without what does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tracker.actions.tallies import fold_events
from tracker.choices import ReplyKind
from tracker.tests.cast import Cast
from tracker.tests.documents import text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def printed(page: Page, live_server: Any, address: str) -> str:
    page.goto(f"{live_server.url}{address}")
    return text_of(page.pdf(format="A4", prefer_css_page_size=True))


def test_statement_can_be_signed_on_paper(page: Page, live_server: Any, cast: Cast) -> None:
    assert cast.letter
    text = printed(page, live_server, "/statements/ferry-letter/")

    assert "2 No river is for sale." in text
    assert "Name, capacity, date, signature" in text
    assert "/statements/ferry-letter/" in text  # how to cite it is open
    for gone in ("Follow by e-mail", "Offer to sign", "How to cite", "Skip to the content"):
        assert gone not in text


def test_list_is_printed_to_its_last_column(page: Page, live_server: Any, cast: Cast) -> None:
    offer = cast.offered(cast.signatory(LONG), revision=cast.letter_wording)
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    fold_events()
    text = printed(page, live_server, "/statements/ferry-letter/signatories/")

    assert offer.reference in text
    # Its columns stand side by side, and so do their lines: the end of the name is not cut.
    assert "gesellschaft" in text


def test_submission_is_printed_with_both_sides_and_addresses(
    page: Page, live_server: Any, cast: Cast
) -> None:
    offer = cast.offered(message="We offer.")
    cast.replied(ReplyKind.DEFERRAL, offer, text="Later.")
    text = printed(page, live_server, f"/submissions/{offer.reference}/")

    order = ["Ríos Libres Offers its endorsement We offer.",
             "Harbour Assembly Needs more time Later.", "<https://pages.example/one>"]  # fmt: skip
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
