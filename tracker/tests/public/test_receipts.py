"""Receipts where an offer's submitter finds them: on its own page, in its letters, as files."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tracker.actions.confirmations import confirm_offer
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import make_first_key
from tracker.actions.tracking import add_message
from tracker.choices import EventKind, LetterKind, ReplyKind
from tracker.models import Event, Submission
from tracker.proof.promises import check_promise
from tracker.proof.receipt_checks import check_receipt
from tracker.proof.trees import leaf_hash
from tracker.queries.log import published_keys
from tracker.tests.cast import Cast
from tracker.tests.contacts import page_of
from tracker.tests.offers import newest_letter, offered, secret_in


@pytest.fixture
def offer(cast: Cast) -> Submission:
    """An offer by the form, confirmed, and not in the log yet; there is a key, as in any site."""
    make_first_key()
    offered(cast.letter_wording)
    return confirm_offer(secret_in(newest_letter()))


def event_of(submission: Submission, kind: str = EventKind.SUBMISSION_CONFIRMED) -> Event:
    return Event.objects.get(kind=kind, submission=submission)


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


# --- The promise ------------------------------------------------------------------------------


def test_a_promise_is_there_at_once(client: Client, offer: Submission) -> None:
    response = client.get(f"{page_of(offer)}receipt/file/")
    verdict = check_promise(response.content, [one.key for one in published_keys()])
    event = event_of(offer)

    assert verdict.holds
    lines = response.content.decode().splitlines()
    assert lines[1:5] == [
        "statement ferry-letter",
        f"revision {offer.revision.sha256}",
        f"reference {offer.reference}",
        f"claimed {offer.offered}",
    ]
    assert lines[6] == f"event {event.pk}"
    name = f"{offer.reference}-{event.pk}.promise"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_promise_is_the_same_whenever_it_is_made(client: Client, offer: Submission) -> None:
    addresses = [f"{page_of(offer)}receipt/file/"] * 2

    assert len({client.get(one).content for one in addresses}) == 1


def test_the_page_says_that_it_is_a_promise(client: Client, offer: Submission) -> None:
    html = text(client, f"{page_of(offer)}receipt/")

    assert "<h1>Promise of a receipt</h1>" in html
    assert 'class="qr"' not in html
    assert "Delta Keepers" in html


def test_the_confirmed_page_leads_to_it(client: Client, offer: Submission) -> None:
    confirm = secret_in(newest_letter())

    assert f'href="{page_of(offer)}receipt/"' in text(client, f"/offers/{confirm}/")


def test_without_a_key_nothing_is_promised(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)
    submission = confirm_offer(secret_in(newest_letter()))

    response = client.get(f"{page_of(submission)}receipt/file/", follow=True)
    assert response.redirect_chain == [
        (f"{page_of(submission)}receipt/?event={event_of(submission).pk}", 302)
    ]
    assert "Open this page again" in response.content.decode()


# --- The receipt ------------------------------------------------------------------------------


def test_the_receipt_is_there_once_it_is_in_the_log(client: Client, offer: Submission) -> None:
    sequence_events()
    event = event_of(offer)
    response = client.get(f"{page_of(offer)}receipt/file/")
    verdict = check_receipt(response.content, [one.key for one in published_keys()])
    content = json.loads(verdict.content)

    assert verdict.holds
    assert (content["reference"], content["name"]) == (offer.reference, "Delta Keepers")
    assert content["revision"] == offer.revision.sha256
    name = f"{offer.reference}-{event.pk}.tlog-proof"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_printed_receipt_leads_to_the_entry(client: Client, offer: Submission) -> None:
    sequence_events()
    entry = event_of(offer).entry
    html = text(client, f"{page_of(offer)}receipt/")
    hashed = leaf_hash(bytes(entry.leaf)).hex()

    assert "<h1>Receipt</h1>" in html
    assert re.search(r'<svg viewBox="0 0 \d\d \d\d" class="qr">', html)
    assert f"/log/entries/{entry.index}/#{hashed}" in html
    assert "Delta Keepers" in html
    assert f'id="{hashed}"' in text(client, f"/log/entries/{entry.index}/")


def test_the_own_page_says_where_it_stands_in_the_log(client: Client, offer: Submission) -> None:
    before = text(client, page_of(offer))
    sequence_events()
    index = event_of(offer).entry.index

    assert "The site signs at once" in before
    assert f"It is entry {index} of the public log." in text(client, page_of(offer))


def test_each_of_ones_own_events_has_a_receipt(client: Client, offer: Submission) -> None:
    add_message(offer, "One more thing.")
    sequence_events()
    html = text(client, f"{page_of(offer)}receipt/")
    message = event_of(offer, EventKind.REPLY_RECORDED)

    assert f"receipt/?event={message.pk}" in html
    data = client.get(f"{page_of(offer)}receipt/file/?event={message.pk}").content
    verdict = check_receipt(data, [one.key for one in published_keys()])
    assert json.loads(verdict.content)["text"] == "One more thing."


# --- Whom it does not concern -----------------------------------------------------------------


def test_what_the_issuer_has_not_released_is_not_told(
    client: Client, cast: Cast, offer: Submission
) -> None:
    reply = cast.reply(ReplyKind.REFUSAL, offer, dated=offer.offered, text="No.")
    sequence_events()
    numbers = Event.objects.about(reply).values_list("pk", flat=True)

    assert numbers
    for number in numbers:
        assert client.get(f"{page_of(offer)}receipt/?event={number}").status_code == 404
        assert client.get(f"{page_of(offer)}receipt/file/?event={number}").status_code == 404


def test_the_events_of_others_have_no_receipt_here(
    client: Client, cast: Cast, offer: Submission
) -> None:
    offered(cast.letter_wording, email="ana@delta.example", name="Delta Friends")
    other = confirm_offer(secret_in(newest_letter()))
    sequence_events()

    for number in (event_of(other).pk, "0", "x", ""):
        address = f"{page_of(offer)}receipt/file/?event={number}"
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["receipt/", "receipt/file/"])
def test_another_secret_opens_nothing(client: Client, offer: Submission, page: str) -> None:
    response = client.get(f"/track/0123456789abcdefghjkmnpqrs/{page}")

    assert response.status_code == 404
    assert offer.reference not in response.content.decode()


@pytest.mark.parametrize("page", ["receipt/", "receipt/file/"])
def test_receipts_are_kept_by_nobody_on_the_way(
    client: Client, offer: Submission, page: str
) -> None:
    response = client.get(f"{page_of(offer)}{page}")

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(f"{page_of(offer)}{page}").status_code == 405


def test_the_form_promises_nothing_since_that_would_tell(client: Client, offer: Submission) -> None:
    """Its answer is the same whether or not the offer stands: the letter carries the promise."""
    assert "receipt" not in text(client, "/statements/ferry-letter/endorse/sent/").lower()


def test_the_letters_say_what_is_attached(offer: Submission) -> None:
    assert "/log/verify/" in newest_letter(LetterKind.CONFIRMATION).body
    assert "/log/verify/" in newest_letter(LetterKind.RECEIPT).body
