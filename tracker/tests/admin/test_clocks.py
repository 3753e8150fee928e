"""What the clock did, on the desk: a queue of what nobody acted on, and its events."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from tracker.management.ticks import tick
from tracker.models import Submission
from tracker.tests.admin.browsing import get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.admin.test_site import queue_of
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted
from tracker.tests.outbox import NOON

LABEL = "To look at: Reminded, and nobody acted"


@pytest.fixture
def offer(cast: Cast) -> Submission:
    """One that nobody answered for 22 days, and one of yesterday."""
    with time_machine.travel(NOON, tick=False):
        waiting: Submission = cast.release(hosted(cast))
    with time_machine.travel(NOON + timedelta(days=21), tick=False):
        cast.release(hosted(cast, cast.fleuves))
    with time_machine.travel(NOON + timedelta(days=22), tick=False):
        list(tick())
    return waiting


@pytest.mark.parametrize("who", ["anna", "aud"])
def test_what_nobody_acted_on_is_a_queue_with_its_list(
    cast: Cast, sign_in: SignIn, offer: Submission, who: str
) -> None:
    browser = sign_in(getattr(cast, who))
    count, url = queue_of(browser)[LABEL]

    page = get(browser, url)
    assert (count, url) == ("1", "/admin/tracker/submission/?escalated=yes")
    assert [row.text for row in page.tree.xpath("//table[@id='result_list']//th//small")] == [
        offer.reference
    ]


def test_events_of_the_clock_lead_to_the_submission(
    cast: Cast, sign_in: SignIn, offer: Submission
) -> None:
    page = get(sign_in(cast.anna), "/admin/")

    (told,) = [
        one
        for one in page.tree.xpath("//p[@class='event']")
        if "Editors told" in str(one.text_content())
    ]
    assert told.xpath(".//a/@href") == [page_of(offer)]
    assert told.xpath(".//a")[0].text == (
        f"{offer.reference}, Acknowledging receipt: Told to the editors"
    )
    assert "through: The clock" in " ".join(told.text_content().split())


def test_history_tells_what_became_late(cast: Cast, sign_in: SignIn, offer: Submission) -> None:
    text = get(sign_in(cast.anna), page_of(offer, "history")).text

    assert "Became late" in text
    assert "Editors told what is late" in text


def test_only_the_clock_says_that_nobody_confirmed(
    cast: Cast, sign_in: SignIn, offer: Submission
) -> None:
    page = get(sign_in(cast.ben), page_of(offer, "do/void"))

    values = page.tree.xpath("//select[@name='void_reason']/option/@value")
    assert values == ["", "spam", "duplicate", "mistake", "test", "not-authorised"]
