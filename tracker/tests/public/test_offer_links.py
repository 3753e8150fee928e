"""The pages that links in letters about offers lead to, in a browser without script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.actions.confirmations import confirm_offer
from tracker.choices import DecisionPolicy, LetterKind, Status, Visibility
from tracker.models import Contact, Event, Letter, Statement, Submission
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.admin.browsing import get, post
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, newest_letter, offered, secret_in
from tracker.tests.outbox import noon as noon
from tracker.tests.public.test_offers import opened, typed

FORM = "/statements/ferry-letter/endorse/"
ORGANISATION = {
    "kind": "organisation",
    "name": "Delta Keepers",
    "country": "NG",
    "representative": "Mara Okonjo",
    "capacity": "secretary",
    "authority": "on",
    "email": EMAIL,
    "visibility": "named",
    "record": "on",
    "letters": "on",
}
TAKEN = {"kind": "person", "name": "Mara Okonjo", "representative": "", "authority": ""}


def confirm_url(kind: str = LetterKind.CONFIRMATION, tail: str = "") -> str:
    return f"/offers/{secret_in(newest_letter(kind))}/{tail}"


def test_opening_the_link_confirms_nothing(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)
    events = Event.objects.count()

    for _time in range(3):
        page = get(client, confirm_url())
        assert "Nothing has happened yet" in page.text
        assert client.head(confirm_url()).status_code == 200

    assert Event.objects.count() == events
    assert Submission.objects.get().status == Status.UNCONFIRMED


def test_pressing_the_button_confirms(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)

    page = get(client, confirm_url()).send()

    assert "The offer is confirmed" in page.text
    (track,) = page.links("Where it stands")
    assert track == f"/track/{secret_in(newest_letter(LetterKind.RECEIPT))}/"
    assert client.get(track).status_code == 200


def test_confirming_costs_at_most_twelve_queries(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)

    with CaptureQueriesContext(connection) as captured:
        client.post(confirm_url())

    # One of them reads the letter for its link.
    assert len(queries_of(captured)) - 1 == 11


def test_link_opened_and_pressed_again_says_that_it_is_confirmed(
    client: Client, cast: Cast
) -> None:
    offered(cast.letter_wording)
    url = confirm_url()
    post(client, url)
    letters = Letter.objects.count()

    assert "The offer is confirmed" in get(client, url).text
    assert "The offer is confirmed" in post(client, url).text
    assert Letter.objects.count() == letters


def test_expired_link_sends_another_letter(client: Client, cast: Cast, noon: Any) -> None:
    offered(cast.letter_wording)
    url = confirm_url()
    noon.shift(timedelta(days=8))

    page = get(client, url)
    assert "This link has expired" in page.text
    assert post(client, url).status == 400
    sent = post(client, url, {"again": "1"})

    assert "A letter is on its way" in sent.text
    assert get(client, url).status == 404
    assert "Nothing has happened yet" in get(client, confirm_url()).text


def test_too_many_letters_are_not_sent(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)
    for _time in range(9):
        post(client, confirm_url(), {"again": "1"})

    page = post(client, confirm_url(), {"again": "1"})

    assert "Several letters were sent today" in page.text
    assert Letter.objects.count() == 10


@pytest.mark.parametrize("tail", ["", "not-me/"])
@pytest.mark.parametrize("token", ["0" * 26, "x", "../../etc", "%00", "ü" * 300])
def test_foreign_and_tampered_links_help_and_change_nothing(
    client: Client, cast: Cast, token: str, tail: str
) -> None:
    offered(cast.letter_wording)
    events = Event.objects.count()

    for answer in (
        client.get(f"/offers/{token}/{tail}"),
        client.post(f"/offers/{token}/{tail}"),
    ):
        assert answer.status_code in (400, 404)
        assert EMAIL not in answer.content.decode()
    assert Event.objects.count() == events


def test_pages_behind_links_are_kept_and_found_by_nobody(client: Client, cast: Cast) -> None:
    offered(cast.letter_wording)

    answer = client.get(confirm_url())

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert EMAIL not in answer.content.decode()


def test_it_was_not_me_asks_once_and_then_voids(client: Client, cast: Cast) -> None:
    submission = offered(cast.letter_wording)
    url = confirm_url(tail="not-me/")

    page = get(client, url)
    assert "It was not you?" in page.text
    submission.refresh_from_db()
    assert submission.status == Status.UNCONFIRMED
    assert "The offer is void" in page.send().text

    submission.refresh_from_db()
    assert submission.status == Status.VOID
    assert not Contact.objects.exists()
    assert get(client, url).status == 404


# --- Names that are withheld ----------------------------------------------------------------------


def test_withheld_name_is_counted_and_nowhere_public(client: Client, cast: Cast, noon: Any) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(policy=DecisionPolicy.AUTOMATIC)
    typed(opened(client, cast), noon, visibility=Visibility.WITHHELD, name="Quiet Delta")
    confirm_offer(secret_in(newest_letter()))
    submission = Submission.objects.get()
    assert submission.is_public

    for path in (
        "/",
        "/statements/ferry-letter/",
        "/statements/ferry-letter/signatories/",
        "/signatories/",
        "/submissions/?format=csv",
        f"/submissions/{submission.reference}/",
        "/events/?format=atom",
    ):
        found = client.get(path)
        content = (
            b"".join(found.streaming_content) if found.streaming else found.content  # type: ignore[attr-defined]
        ).decode()
        assert found.status_code == 200
        for secret in ("Quiet Delta", "Mara Okonjo", EMAIL):
            assert secret not in content
    assert client.get("/signatories/quiet-delta/").status_code == 404
