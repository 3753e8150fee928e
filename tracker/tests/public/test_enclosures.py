"""Sending a file on one's own page, and who never sees it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tracker.actions.replies import release_reply
from tracker.models import Enclosure, Reply, Submission
from tracker.rules.uploads import MAX_ENCLOSED
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, page_of, with_contact

PDF = b"%PDF-1.4 minutes of the assembly"


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def send(client: Client, offer: Submission, data: bytes, text: str = "See there.") -> int:
    file = SimpleUploadedFile("minutes.pdf", data, "application/pdf")
    return client.post(f"{page_of(offer)}message/", {"text": text, "file": file}).status_code


def test_a_file_is_sent_with_a_message(client: Client, offer: Submission) -> None:
    assert send(client, offer, PDF) == 302

    html = client.get(page_of(offer)).content.decode()
    assert Enclosure.objects.get().reply == Reply.objects.get()
    assert "minutes.pdf" in html
    assert Enclosure.objects.get().sha256 in html


def test_a_message_needs_no_file(client: Client, offer: Submission) -> None:
    client.post(f"{page_of(offer)}message/", {"text": "Without."})

    assert (Reply.objects.get().text, Enclosure.objects.count()) == ("Without.", 0)
    assert "Files you sent" not in client.get(page_of(offer)).content.decode()


@pytest.mark.parametrize(
    "data, text, told",
    [
        (b"<html></html>", "See there.", "Nothing was kept of it."),
        (b"%PDF-" + b"x" * MAX_ENCLOSED, "See there.", "The file is too large."),
        (b"", "See there.", "empty"),
        (PDF, "", "This field is required."),
    ],
    ids=["html", "large", "empty", "no words"],
)
def test_what_is_refused_is_said_at_the_form(
    client: Client, offer: Submission, data: bytes, text: str, told: str
) -> None:
    file = SimpleUploadedFile("minutes.pdf", data, "application/pdf")
    page = client.post(f"{page_of(offer)}message/", {"text": text, "file": file})

    assert page.status_code == 400
    assert told in page.content.decode()
    assert (Reply.objects.count(), Enclosure.objects.count()) == (0, 0)


def test_a_file_is_not_public_when_its_message_is(
    client: Client, cast: Cast, offer: Submission
) -> None:
    send(client, offer, PDF)
    release_reply(Reply.objects.get(), by=cast.ben)

    public = client.get(offer.get_absolute_url()).content.decode()
    assert "See there." in public
    assert "minutes" not in public
    assert Enclosure.objects.get().sha256 not in public
    assert not Enclosure.objects.visible_to(None).exists()
