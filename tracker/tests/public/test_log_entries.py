"""Entries of the log for everybody: what is open, what stays sealed, and each one's receipt."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from tracker.actions.erased_events import EMPTY
from tracker.actions.log import sequence_events
from tracker.actions.tracking import set_visibility
from tracker.choices import EventKind, ReplyKind, Visibility
from tracker.models import Event, LogEntry, Submission
from tracker.proof.commitments import Opening
from tracker.proof.receipt_checks import check_receipt
from tracker.proof.receipts import read_receipt
from tracker.queries.log import published_keys
from tracker.queries.pages import SIZE
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get

MESSAGE = "We agree with every word."


@pytest.fixture
def released(cast: Cast) -> Submission:
    """Public, with its reply; everything is in the log."""
    submission = cast.offered(cast.rios, message=MESSAGE)
    cast.release(cast.reply(ReplyKind.DEFERRAL, submission, text="We need time."))
    sequence_events()
    return submission


def entry(kind: str, *, is_public: bool = True) -> LogEntry:
    return LogEntry.objects.filter(event__kind=kind, event__is_public=is_public).latest("index")


def page(client: Client, found: LogEntry) -> str:
    return client.get(f"/log/entries/{found.index}/").content.decode()


def told(client: Client, found: LogEntry) -> dict[str, object]:
    return dict(client.get(f"/log/entries/{found.index}.json").json())


# --- What is public ---------------------------------------------------------------------------


def test_a_public_entry_is_open_to_everybody(client: Client, released: Submission) -> None:
    found = entry(EventKind.REPLY_RELEASED)
    answer = told(client, found)
    opening = Opening(**answer["opening"])  # type: ignore[arg-type]

    assert answer["index"] == found.index
    assert answer["leaf"] == bytes(found.leaf).decode()
    assert opening.opens(json.loads(str(answer["leaf"]))["shown"])
    assert json.loads(opening.content)["text"] == "We need time."
    assert "We need time." in page(client, found)


def test_its_receipt_holds_and_encloses_the_content(client: Client, released: Submission) -> None:
    found = entry(EventKind.REPLY_RELEASED)
    response = client.get(f"/log/entries/{found.index}.tlog-proof")
    verdict = check_receipt(response.content, [one.key for one in published_keys()])

    assert verdict.holds
    assert json.loads(verdict.content)["text"] == "We need time."
    name = f"{released.reference}-{found.event_id}.tlog-proof"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "application/octet-stream"


def test_a_receipt_never_changes(client: Client, cast: Cast, released: Submission) -> None:
    address = f"/log/entries/{entry(EventKind.REPLY_RELEASED).index}.tlog-proof"
    before = client.get(address).content
    cast.offered(cast.fleuves)
    sequence_events()

    assert client.get(address).content == before


def test_an_entry_tells_its_event_in_words(client: Client, released: Submission) -> None:
    html = page(client, entry(EventKind.SUBMISSION_RELEASED))

    assert "Ríos Libres offered to sign" in html
    assert f'href="/submissions/{released.reference}/"' in html


# --- What is not ------------------------------------------------------------------------------


def test_what_is_not_public_stays_sealed(client: Client, cast: Cast) -> None:
    cast.offer(cast.rios, message=MESSAGE)
    sequence_events()
    found = entry(EventKind.SUBMISSION_RECORDED, is_public=False)
    answer, html = told(client, found), page(client, found)
    receipt = client.get(f"/log/entries/{found.index}.tlog-proof").content

    assert answer.keys() == {"index", "leaf"}
    assert json.loads(str(answer["leaf"])).keys() == {"event", "kept", "recorded_at", "shown", "v"}
    assert "A sealed entry" in html
    for secret in (MESSAGE, "Ríos", EventKind.SUBMISSION_RECORDED, cast.rios.slug):
        assert str(secret) not in html + str(answer)
    assert read_receipt(receipt).opening is None
    assert check_receipt(receipt, [one.key for one in published_keys()]).holds


def test_the_reference_of_what_is_sealed_is_not_in_the_name(client: Client, cast: Cast) -> None:
    cast.offer(cast.rios)
    sequence_events()
    found = entry(EventKind.SUBMISSION_RECORDED, is_public=False)
    name = client.get(f"/log/entries/{found.index}.tlog-proof")["Content-Disposition"]

    assert name == f'attachment; filename="event-{found.event_id}.tlog-proof"'


def test_an_editor_is_told_no_more(client: Client, cast: Cast) -> None:
    cast.offer(cast.rios, message=MESSAGE)
    sequence_events()
    found = entry(EventKind.SUBMISSION_RECORDED, is_public=False)
    client.force_login(cast.ben)

    assert MESSAGE not in page(client, found)
    assert told(client, found).keys() == {"index", "leaf"}


def test_a_name_withheld_since_closes_what_was_open(
    client: Client, cast: Cast, released: Submission
) -> None:
    found = entry(EventKind.SUBMISSION_RELEASED)
    assert "opening" in told(client, found)
    set_visibility(released, Visibility.WITHHELD)

    html = page(client, found) + str(told(client, found))
    assert "opening" not in told(client, found)
    assert "Ríos" not in html
    assert MESSAGE not in html
    assert "opening" not in told(client, entry(EventKind.REPLY_RELEASED))


def test_an_erased_entry_says_so_and_stays_provable(client: Client, released: Submission) -> None:
    found = entry(EventKind.REPLY_RELEASED)
    now = datetime(2022, 2, 1, tzinfo=UTC)
    Event.objects.filter(pk=found.event_id).update(**EMPTY, erased_at=now)

    assert "opening" not in told(client, found)
    assert "was erased on 1 February 2022" in page(client, found)
    receipt = client.get(f"/log/entries/{found.index}.tlog-proof").content
    assert check_receipt(receipt, [one.key for one in published_keys()]).holds


@pytest.mark.parametrize("place", ["99999/", "99999.json", "99999.tlog-proof", "1" * 30 + "/"])
def test_there_is_no_other_entry(client: Client, released: Submission, place: str) -> None:
    assert client.get(f"/log/entries/{place}").status_code == 404


# --- The list ---------------------------------------------------------------------------------


def test_the_list_leaves_none_out(client: Client, released: Submission) -> None:
    rows = client.get("/log/entries/?format=json").getvalue()

    indexes = [row["index"] for row in json.loads(rows)]
    assert indexes == list(range(LogEntry.objects.count()))[::-1]


def test_the_list_shows_no_more_than_the_entries(client: Client, cast: Cast) -> None:
    cast.offer(cast.rios, message=MESSAGE)
    sequence_events()
    html = client.get("/log/entries/").content.decode()

    assert "Sealed" in html
    assert "Ríos" not in html


def turned(html: str, way: str) -> str:
    """The address of the next or previous page; "" if there is none."""
    found = re.search(rf'href="([^"]+)" rel="{way}', html)
    return unescape(found[1]) if found else ""


def indexes_in(html: str) -> list[int]:
    return [int(one) for one in re.findall(r'href="/log/entries/(\d+)/"', html)]


def test_the_list_is_read_page_by_page_down_to_the_first(client: Client, cast: Cast) -> None:
    """Also where the first entry, number 0, is alone on the last page."""
    cast.letter  # noqa: B018 - made now
    sequence_events()
    while LogEntry.objects.count() % SIZE != 1:
        cast.signatory(f"Mill {LogEntry.objects.count()}")
        sequence_events()
    html = get(client, "/log/entries/")
    while onward := turned(html, "next"):
        html = get(client, onward)
    assert indexes_in(html) == [0]
    back = get(client, turned(html, "prev"))

    assert indexes_in(back)[-1] == 1


def test_an_empty_log_says_so(client: Client, db: None) -> None:
    assert "The log is still empty" in client.get("/log/entries/").content.decode()


# --- Where events are told --------------------------------------------------------------------


def test_public_events_lead_to_their_proof(client: Client, released: Submission) -> None:
    reply, offer = entry(EventKind.REPLY_RELEASED), entry(EventKind.SUBMISSION_RELEASED)
    links = [f'href="/log/entries/{one.index}/"' for one in (reply, offer)]

    for address in (
        "/events/",
        f"/submissions/{released.reference}/",
        released.statement.get_absolute_url(),
    ):
        html = client.get(address).content.decode()
        assert [link in html for link in links] == [True, True]


def test_what_is_not_in_the_log_yet_has_no_link(client: Client, cast: Cast) -> None:
    submission = cast.offered(cast.rios)

    for address in ("/events/", f"/submissions/{submission.reference}/"):
        assert "/log/entries/" not in client.get(address).content.decode()
