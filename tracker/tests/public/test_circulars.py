"""Stopping letters to all signatories, in a browser and in a mail program."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions.carriers import SmtpCarrier
from tracker.actions.circulars import write_circulars
from tracker.actions.deliveries import deliver_next
from tracker.models import Contact, Event, Letter
from tracker.queries.circulars import stop_token
from tracker.tests.cast import Cast
from tracker.tests.circulars import released, signed
from tracker.tests.outbox import Sink
from tracker.tests.outbox import sink as sink
from tracker.tests.public.reading import get, words


def test_letter_carries_one_click_that_works_without_cookies(cast: Cast, sink: Sink) -> None:
    signed(cast)
    Letter.objects.all().delete()
    released(cast)
    write_circulars(timezone.now())
    carrier = SmtpCarrier()
    assert deliver_next(carrier, "w")
    carrier.rest()
    (message,) = sink.messages

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>").partition("8000")[2]
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "Your signature stands" in words(answer.content.decode())
    assert "events" not in Contact.objects.get().consents
    assert program.post(address).status_code == 200


def test_opening_the_link_asks_and_changes_nothing(client: Client, cast: Cast) -> None:
    submission = signed(cast)
    address = f"/circulars/{submission.reference}/{stop_token(submission)}/stop/"
    events = Event.objects.count()

    with CaptureQueriesContext(connection) as asked:
        page = get(client, address)

    assert len(asked) == 2
    assert "One press ends that" in words(page)
    assert "delta.example" not in page.partition("<main")[2]
    assert "events" in Contact.objects.get().consents
    assert Event.objects.count() == events


def test_links_that_are_no_good_get_a_helpful_page(client: Client, cast: Cast) -> None:
    first, second = signed(cast), signed(cast, "bo@delta.example")

    for reference, token in (
        (first.reference, "x" * 26),
        (first.reference, stop_token(second)),
        ("FL-0000-0000", stop_token(first)),
    ):
        address = f"/circulars/{reference}/{token}/stop/"
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 404
            assert "Nothing was changed" in words(answer.content.decode())
    assert all("events" in one.consents for one in Contact.objects.all())


def test_link_of_erased_contact_data_says_that_no_letters_come(client: Client, cast: Cast) -> None:
    submission = signed(cast)
    Contact.objects.all().delete()

    page = get(client, f"/circulars/{submission.reference}/{stop_token(submission)}/stop/")

    assert "not told any more" in words(page)
