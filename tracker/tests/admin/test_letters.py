"""The outbox on the desk: what waits, what went wrong, and what a person does about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tracker.actions.letter_contents import empty_letters_of
from tracker.actions.letters import queue_letter
from tracker.admin import changelists
from tracker.choices import LetterKind, LetterState, Origin
from tracker.models import Letter
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.outbox import draft, queued

LIST = "/admin/tracker/letter/"
STATES = ("queued", "sending", "failed", "unknown", "bounced", "kept", "sent")


def in_state(state: LetterState, **values: Any) -> Letter:
    letter = queued(**values)
    Letter.objects.filter(pk=letter.pk).update(state=state)
    letter.refresh_from_db()
    return letter


@pytest.fixture
def desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.anna)


@pytest.fixture
def release_desk(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.ben)


def test_index_counts_what_somebody_should_look_at(desk: Client) -> None:
    in_state(LetterState.FAILED)
    in_state(LetterState.UNKNOWN)
    in_state(LetterState.KEPT)
    queued()
    queue_letter(draft(), by=None, origin=Origin.CLOCK, needs_review=True)

    text = get(desk, "/admin/").text

    assert "Letters to review 1" in text
    assert "Letters that did not arrive, or may not have 2" in text
    assert "Mail that would have been sent 1" in text


@pytest.mark.parametrize(
    "outbox, subjects",
    [
        ("waiting", {"queued", "sending"}),
        ("troubled", {"failed", "unknown", "bounced"}),
        ("kept", {"kept"}),
        ("no such state", set(STATES)),
    ],
)
def test_list_is_narrowed_by_state(desk: Client, outbox: str, subjects: set[str]) -> None:
    states = [LetterState(one) for one in STATES]
    for state in states:
        in_state(state, subject=f"This one is {state.value}")

    page = get(desk, f"{LIST}?outbox={outbox}")

    assert {
        state.value for state in states if f"This one is {state.value}" in page.text
    } == subjects


@pytest.mark.parametrize("term, found", [("rios.ex", 1), ("YOUR", 1), ("zzz", 0)])
def test_list_is_searched(desk: Client, term: str, found: int) -> None:
    queued()

    assert len(get(desk, f"{LIST}?q={term}").links("Your offer")) == found


def test_list_is_searched_among_the_newest_and_by_a_whole_reference_among_all(
    cast: Cast, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = cast.offer()
    queued(offer, subject="Your older offer")
    queued(subject="Your newer offer")
    monkeypatch.setattr(changelists, "SEARCHED", 1)

    assert len(get(desk, f"{LIST}?q=your").links("Your newer offer")) == 1
    assert len(get(desk, f"{LIST}?q=your").links("Your older offer")) == 0
    assert len(get(desk, f"{LIST}?q={offer.reference.lower()}").links("Your older offer")) == 1


def test_list_is_narrowed_to_one_submission(cast: Cast, desk: Client) -> None:
    offer, other = cast.offer(), cast.offer(cast.fleuves)
    queued(offer, subject="For Rios")
    queued(other, subject="For Fleuves")
    queued(subject="For nobody")

    text = get(desk, f"{LIST}?submission={offer.pk}").text

    assert ("For Rios" in text, "For Fleuves" in text, "For nobody" in text) == (True, False, False)


def test_list_asks_no_more_for_more_letters(
    cast: Cast, desk: Client, django_assert_num_queries: Any
) -> None:
    for _ in range(5):
        queued(cast.offer(cast.signatory(f"Signatory {_}")))
    get(desk, LIST)
    with django_assert_num_queries(6):
        desk.get(LIST)


def test_page_shows_the_letter_and_who_wrote_it(cast: Cast, desk: Client) -> None:
    offer = cast.offer()
    letter = queue_letter(
        draft(reply_to="reply+1@record.example"), by=cast.anna, origin=Origin.DESK, submission=offer
    )

    page = get(desk, page_of(letter))

    assert offer.reference in page.text
    assert "Recipient mara@rios.example" in page.text
    assert "Answers go to reply+1@record.example" in page.text
    assert "by anna" in page.text
    assert page.fields()["body"] == "It was received.\n"
    assert page.labels == ["Send now", "Cancel it…", "History"]


def test_page_hides_secret_links_and_lets_nobody_type_over_them(desk: Client) -> None:
    letter = queued(body="Open /track/0abc", secrets=("0abc",))

    page = get(desk, page_of(letter))

    assert "Open /track/…" in page.text
    assert "receive_mail" not in page.text
    assert "0abc" not in page.response.content.decode()
    assert "body" not in page.fields()


def test_mail_that_would_have_been_sent_is_readable_with_its_links(desk: Client) -> None:
    link = "http://here.example/track/0abc/"
    text = f"Open {link}\n\n<script>alert(1)</script>"
    letter = in_state(
        LetterState.KEPT, body=text, secrets=("0abc",), reply_to="reply+1@record.example"
    )

    page = get(desk, page_of(letter))

    assert page.links(link) == [link]
    assert "<script>alert(1)</script>" in page.text
    assert "has no mail server" in page.text
    assert "write a message to reply+1@record.example into a file" in page.text
    assert page.labels == ["History"]


def test_waiting_letter_is_corrected(desk: Client) -> None:
    letter = queued()

    page = get(desk, page_of(letter)).send(body="It was received today.\n")

    letter.refresh_from_db()
    assert page.errors == []
    assert letter.body == "It was received today.\n"


def test_correction_that_no_letter_may_hold_comes_back(desk: Client) -> None:
    letter = queued()

    page = get(desk, page_of(letter)).send(subject="Hello\x85Bcc: all@rios.example")

    letter.refresh_from_db()
    assert len(page.errors) > 0
    assert letter.subject == "Your offer"


@pytest.mark.parametrize(
    "state, name, becomes",
    [
        (LetterState.QUEUED, "cancel", "cancelled"),
        (LetterState.QUEUED, "hurry", "queued"),
        (LetterState.UNKNOWN, "retry", "queued"),
        (LetterState.UNKNOWN, "cancel", "cancelled"),
        (LetterState.FAILED, "retry", "queued"),
    ],
)
def test_buttons_do_what_they_say(
    desk: Client, state: LetterState, name: str, becomes: str
) -> None:
    letter = in_state(state)

    page = post(desk, page_of(letter, f"do/{name}"), {})

    letter.refresh_from_db()
    assert letter.state == becomes
    assert len(page.messages) == 1


def test_reviewed_letter_is_let_go_by_who_may_release(desk: Client, release_desk: Client) -> None:
    letter = queue_letter(draft(), by=None, origin=Origin.CLOCK, needs_review=True)
    assert get(desk, page_of(letter)).labels == ["Cancel it…", "History"]

    post(release_desk, page_of(letter, "do/approve"))

    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED


def test_unknown_letter_says_what_is_known(desk: Client) -> None:
    letter = in_state(LetterState.UNKNOWN)
    Letter.objects.filter(pk=letter.pk).update(tries=2, code=0, reason="connection closed")

    page = get(desk, page_of(letter))

    assert "Nobody knows whether it went out" in page.text
    assert "Tries 2" in page.text
    assert "The mail server said connection closed" in page.text
    assert page.labels == ["Send again…", "Cancel it…", "History"]


def test_emptied_letter_shows_that_it_was_sent_and_no_more(cast: Cast, desk: Client) -> None:
    offer = cast.offer()
    letter = in_state(LetterState.FAILED, submission=offer)
    empty_letters_of(offer, by=None, origin=Origin.LINK)

    page = get(desk, page_of(letter))

    assert "(text removed)" in page.text
    assert "mara" not in page.text
    assert page.labels == ["History"]


@pytest.mark.parametrize(
    "action, state, becomes",
    [
        ("approve_chosen", LetterState.DRAFTED, "queued"),
        ("cancel_chosen", LetterState.QUEUED, "cancelled"),
        ("retry_chosen", LetterState.FAILED, "queued"),
    ],
)
def test_many_letters_are_handled_at_once(
    release_desk: Client, action: str, state: LetterState, becomes: str
) -> None:
    letters = [in_state(state, kind=LetterKind.CIRCULAR) for _ in range(3)]
    chosen = {"action": action, "_selected_action": [one.pk for one in letters]}

    asked = post(release_desk, LIST, chosen)
    assert "answered" in asked.fields()
    post(release_desk, LIST, chosen | {"answered": "1"})

    assert set(Letter.objects.values_list("state", flat=True)) == {becomes}


def test_page_of_a_submission_says_what_became_of_its_letters(cast: Cast, desk: Client) -> None:
    offer = cast.offer()
    assert "Letters" not in {one.text for one in get(desk, page_of(offer)).tree.xpath("//dt")}
    queued(offer)
    in_state(LetterState.BOUNCED, submission=offer)
    in_state(LetterState.BOUNCED, submission=offer)

    page = get(desk, page_of(offer))

    assert "Waits to be sent 1, Came back 2" in page.text
    assert page.links("Came back") == [f"{LIST}?submission={offer.pk}&outbox=bounced"]


def test_auditor_reads_and_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    letter = queued()
    browser = sign_in(cast.aud)

    assert get(browser, page_of(letter)).labels == ["History"]
    assert post(browser, page_of(letter, "do/cancel")).status == 403
    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED
