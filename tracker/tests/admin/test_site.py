"""The desk as a place: who may enter, what waits there, and what somebody reads who may not act."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from tracker.actions.duplicates import suggest_duplicates
from tracker.actions.log import sequence_events
from tracker.actions.notes import assign_record
from tracker.actions.waiting_offers import queue_offer, take_next_offer
from tracker.choices import ReplyKind
from tracker.models import Statement, User
from tracker.tests.admin.browsing import get, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast, make_user
from tracker.tests.offers import an_offer

NOUNS = (
    "apitoken", "check", "correction", "duplicate", "event", "membership", "reply", "revision",
    "signatory", "source", "statement", "submission", "translation", "user",
)  # fmt: skip
LISTS = [f"/admin/tracker/{noun}/" for noun in NOUNS]
WRITING = [
    "/admin/read/",
    "/admin/import/",
    *(f"/admin/tracker/{noun}/add/" for noun in NOUNS if noun not in {"duplicate", "event"}),
]


@pytest.mark.parametrize("url", ["/admin/", *WRITING, *LISTS])
def test_stranger_is_sent_to_sign_in(client: Client, db: None, url: str) -> None:
    answer = client.get(url)

    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/login/?next={url}"


@pytest.mark.parametrize("is_staff", [True, False])
def test_account_without_a_group_stays_outside(client: Client, db: None, is_staff: bool) -> None:
    user = make_user("nobody")
    User.objects.filter(pk=user.pk).update(is_staff=is_staff)
    form = {"username": "nobody", "password": "a password for tests"}

    page = post(client, "/admin/login/", form)

    assert "Please enter the correct username and password" in page.text
    assert "_auth_user_id" not in client.session


def test_signing_in_asks_for_the_right_to_read_only(client: Client, cast: Cast) -> None:
    form = {"username": cast.aud.username, "password": "a password for tests"}

    page = post(client, "/admin/login/?next=/admin/", form)

    assert not cast.aud.is_staff
    assert page.text.startswith("What waits")


@pytest.mark.parametrize("url", LISTS)
def test_auditor_reads_every_list(cast: Cast, sign_in: SignIn, url: str) -> None:
    page = get(sign_in(cast.aud), url)

    assert page.status == 200
    assert page.links("Add ") == []


@pytest.mark.parametrize("url", WRITING)
def test_auditor_is_told_that_nothing_can_be_written(cast: Cast, sign_in: SignIn, url: str) -> None:
    page = get(sign_in(cast.aud), url)

    assert page.status == 403
    assert "Your account may read here, but not change anything." in page.text


def test_masthead_offers_writing_pages_to_those_who_may_write(cast: Cast, sign_in: SignIn) -> None:
    assert get(sign_in(cast.anna), "/admin/").links("Read a text") == ["/admin/read/"]
    assert get(sign_in(cast.aud), "/admin/").links("Read a text") == []


def queue_of(browser: Client) -> dict[str, tuple[str, str]]:
    """The queues on the first page: label to count and address."""
    page = get(browser, "/admin/")
    found = page.tree.xpath("//div[@class='queue']//li/a")
    return {
        f"{one.xpath('ancestor::section/h2')[0].text}: {one.xpath('span')[0].text}": (
            one.xpath("b")[0].text.strip(),
            one.get("href"),
        )
        for one in found
    }


@time_machine.travel("2022-12-01 12:00Z", tick=False)
def test_every_queue_counts_what_its_list_shows(cast: Cast, sign_in: SignIn) -> None:
    filled_queues(cast)
    browser = sign_in(cast.anna)

    queues = queue_of(browser)

    assert {label: count for label, (count, _url) in queues.items()} == {
        "Waits for release: Submissions": "1",
        "Waits for release: Replies": "1",
        "Waits for release: Checks": "1",
        "Waits for release: Corrections": "0",
        "Waits for the issuer: Long overdue": "1",
        "Waits for the issuer: Overdue": "1",
        "Waits for the issuer: No date given": "1",
        "Waits for the issuer: In time": "1",
        "To look at: Reminded, and nobody acted": "0",
        "To look at: Statements in review": "0",
        "To look at: Last checked over 90 days ago": "3",
        "To look at: Waits for the signatory": "1",
        "To look at: Held offers": "0",
        "To look at: Contested": "1",
        "To look at: Possible duplicates": "1",
        "To look at: Webhooks that fail": "0",
        "Mail: Mail to file": "0",
        "Mail: Mail in the holding pen": "0",
        "Mail: Letters to review": "0",
        "Mail: Letters to signatories to review": "0",
        "Mail: Letters that did not arrive, or may not have": "0",
        "Mail: Mail that would have been sent": "0",
        "Assigned to you: Statements": "1",
        "Assigned to you: Signatories": "0",
        "Assigned to you: Submissions": "0",
    }
    for label, (count, url) in queues.items():
        rows = get(browser, url).tree.xpath("//table[@id='result_list']/tbody/tr")
        assert (label, len(rows)) == (label, int(count))


def filled_queues(cast: Cast) -> None:
    """Four that wait for the issuer, each in another way; one that waits for the signatory."""
    in_time = cast.offer(cast.mara, offered="2022-11-30")
    late, long_late, undated = (
        cast.offered(one, offered="2022-03-01") for one in (cast.rios, cast.fleuves, cast.network)
    )
    cast.release(cast.check(late, dated="2022-03-12"))
    cast.release(cast.check(long_late, dated="2022-06-01"))
    cast.replied(ReplyKind.DEFERRAL, undated, dated="2022-03-05")
    cast.replied(ReplyKind.DISPUTE, undated, dated="2022-03-06", speaker="signatory")
    cast.release(cast.invite(cast.signatory("Invited Society")))
    cast.check(in_time, dated="2022-12-01")
    cast.reply(ReplyKind.ACKNOWLEDGEMENT, in_time, dated="2022-12-01")
    suggest_duplicates([cast.signatory("Invited Societies")])
    assign_record(cast.declaration, cast.anna, by=cast.ben)


def test_latest_events_are_told_in_words(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered(cast.rios)

    page = get(sign_in(cast.anna), "/admin/")

    newest = page.tree.xpath("//ol[@class='history']/li")[0]
    words = " ".join(newest.text_content().split())
    assert words.endswith(f"UTC Submission released: {offer.reference} by ben")
    assert newest.xpath(".//a/@href") == [f"/admin/tracker/submission/{offer.pk}/change/"]


def test_empty_desk_says_what_to_do_next(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), "/admin/")

    assert "Nothing is recorded yet. Begin with a statement, or read a text." in page.text


def test_find_as_you_type_folds_and_tells_names_apart(cast: Cast, sign_in: SignIn) -> None:
    cast.rios  # noqa: B018
    cast.signatory("Rios del Norte")
    url = "/admin/autocomplete/?app_label=tracker&model_name=statement&field_name=issuer&term="

    found = sign_in(cast.anna).get(f"{url}RIOS LIB").json()

    assert found == {
        "results": [{"id": str(cast.rios.pk), "text": "Ríos Libres (Organisation, Chile)"}],
        "pagination": {"more": False},
    }


def test_index_says_when_the_log_stands_still(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel("2022-12-01 12:00Z", tick=False) as clock:
        cast.offer()
        browser = sign_in(cast.anna)
        clock.shift(59)
        assert "stood still" not in get(browser, "/admin/").text
        clock.shift(2)
        words = "The log has stood still since 1 December 2022, 12:00 UTC."
        assert words in get(browser, "/admin/").text

        sequence_events()
        assert "stood still" not in get(browser, "/admin/").text


def test_index_says_when_offers_wait_to_be_taken_in(cast: Cast, sign_in: SignIn) -> None:
    with time_machine.travel("2022-12-01 12:00Z", tick=False) as clock:
        queue_offer(cast.letter_wording, an_offer())
        browser = sign_in(cast.anna)
        clock.shift(59)
        assert "Offers wait" not in get(browser, "/admin/").text
        clock.shift(2)
        words = "Offers wait to be taken in since 1 December 2022, 12:00 UTC."
        assert words in get(browser, "/admin/").text

        assert take_next_offer(now())
        assert "Offers wait" not in get(browser, "/admin/").text


def test_index_tells_how_many_offers_could_not_be_taken_in(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    assert "could not be taken in" not in get(browser, "/admin/").text
    for number in range(12):
        queue_offer(cast.letter_wording, an_offer(name=f"Delta {number}"))
    Statement.objects.filter(pk=cast.letter.pk).update(openness="invited")
    while take_next_offer(now()):
        pass

    text = get(browser, "/admin/").text
    assert "12 of the offers that waited could not be taken in; 10 were told why" in text
