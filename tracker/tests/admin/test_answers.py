"""Answering at the desk: preview, sending, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tracker.actions.replies import release_by_site
from tracker.choices import LetterState, Origin, ReplyKind, Status
from tracker.models import Letter, Reply, Submission
from tracker.tests.admin.browsing import get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.outbox import NOON

ACCEPTS = {"kind": ReplyKind.ACCEPTANCE, "text": "Welcome aboard."}


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def answer_page(*offers: Submission) -> str:
    return f"/admin/answer/?submissions={','.join(str(one.pk) for one in offers)}"


def test_list_leads_to_answering_the_chosen(cast: Cast, offer: Submission, sign_in: SignIn) -> None:
    page = post(
        sign_in(cast.ben),
        "/admin/tracker/submission/",
        {"action": "answer_chosen", "_selected_action": [offer.pk]},
    )

    assert page.url == answer_page(offer)
    assert offer.reference in page.text


def test_preview_shows_the_letter_and_sends_nothing(
    cast: Cast, offer: Submission, sign_in: SignIn
) -> None:
    page = post(sign_in(cast.ben), answer_page(offer), ACCEPTS | {"step": "preview"})

    assert "has accepted your submission" in page.text
    assert "Welcome aboard." in page.text
    assert not Reply.objects.exists()
    assert not Letter.objects.exists()


def test_sending_tells_first(cast: Cast, offer: Submission, sign_in: SignIn) -> None:
    page = post(sign_in(cast.ben), answer_page(offer), ACCEPTS | {"step": "send"})

    offer.refresh_from_db()
    assert page.messages == ["Answered. The letters go out in a moment; after that it is public."]
    assert Letter.objects.get().state == LetterState.QUEUED
    assert offer.status == Status.UNANSWERED


def test_reply_says_that_it_is_public_once_its_letters_are_out(
    cast: Cast, offer: Submission, sign_in: SignIn
) -> None:
    desk = sign_in(cast.ben)
    post(desk, answer_page(offer), ACCEPTS | {"step": "send"})
    reply = Reply.objects.get()

    page = get(desk, page_of(reply))

    assert "It is public when they have gone out." in page.text
    assert page.links("Its letters are in the outbox.") == ["/admin/tracker/letter/?outbox=waiting"]
    assert "Release" not in page.labels
    release_by_site(reply, Origin.CLOCK)
    assert "outbox." not in get(desk, page_of(reply)).text


def test_several_without_address_are_answered_at_once(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.release(hosted(cast, who)) for who in (cast.rios, cast.fleuves)]
    browser = sign_in(cast.ben)

    asked = get(browser, answer_page(*offers))
    page = post(browser, answer_page(*offers), ACCEPTS | {"step": "send"})

    assert "Of 2 of them no address is known" in asked.text
    assert page.messages == ["Answered. It is public: there was nobody to tell first."]


def test_editors_need_a_review(cast: Cast, offer: Submission, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)

    alone = post(browser, answer_page(offer), ACCEPTS | {"step": "send"})
    page = post(browser, answer_page(offer), ACCEPTS | {"step": "send", "needs_review": "on"})

    assert "may not" in alone.text
    assert page.messages == ["Answered. It waits for somebody else to review it."]
    assert Letter.objects.get().state == LetterState.DRAFTED


def test_what_is_refused_stands_at_its_field(
    cast: Cast, offer: Submission, sign_in: SignIn
) -> None:
    page = post(sign_in(cast.ben), answer_page(offer), {"kind": ReplyKind.QUESTION, "step": "send"})

    assert page.errors == ["Write the question."]
    assert not Reply.objects.exists()


def test_auditors_and_nobody_answer_nothing(cast: Cast, offer: Submission, sign_in: SignIn) -> None:
    assert post(sign_in(cast.aud), answer_page(offer), ACCEPTS | {"step": "send"}).status == 403
    assert get(sign_in(cast.ben), "/admin/answer/?submissions=x,999999").status == 404
    assert not Reply.objects.exists()


def test_a_reply_that_came_another_way_is_told_by_a_button(
    cast: Cast, offer: Submission, sign_in: SignIn
) -> None:
    reply = cast.reply(ReplyKind.REFUSAL, offer, dated="2026-05-04")
    browser = sign_in(cast.ben)
    labels = get(browser, page_of(reply)).labels

    post(browser, page_of(reply, "do/tell"))

    assert "Tell the signatories, then release" in labels
    assert "Release" not in labels
    assert Letter.objects.get().reply == reply
    assert not {"Release", "Tell the signatories, then release"} & set(
        get(browser, page_of(reply)).labels
    )
