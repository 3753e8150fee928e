"""What is done to several submissions chosen from the list: asked once, then all or none."""

from __future__ import annotations

import pytest
from django.test import Client

from tracker.models import Check, Reply, Submission
from tracker.tests.admin.browsing import Page, do, get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

LIST = "/admin/tracker/submission/"


def chosen(browser: Client, action: str, *offers: Submission, **more: str) -> Page:
    pks = [str(offer.pk) for offer in offers]
    form = {"action": action, "_selected_action": pks, "index": "0"} | more
    return post(browser, LIST, form)


def test_one_reply_answers_all_the_chosen(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves, cast.mara)]

    page = chosen(sign_in(cast.anna), "reply_to_chosen", *offers)
    page.send(kind="deferral", dated="2022-03-09", text="More time is needed.")

    reply = Reply.objects.get()
    assert list(reply.submissions.order_by("pk")) == offers
    assert reply.speaker == "issuer"


def test_one_check_covers_all_the_chosen(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]

    chosen(sign_in(cast.anna), "check_chosen", *offers).send(dated="2022-09-01", by_whom="Anna")

    assert list(Check.objects.get().submissions.order_by("pk")) == offers


def test_chosen_of_different_statements_are_refused(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(cast.rios), cast.offer(cast.fleuves, revision=cast.letter_wording)]

    page = chosen(sign_in(cast.anna), "reply_to_chosen", *offers)
    again = page.send(kind="deferral", dated="2022-03-09", text="More time.")

    assert again.errors == [
        "These submissions belong to different statements. Choose those of one statement."
    ]
    assert again.fields()["text"] == "More time."


def test_release_of_the_chosen_is_all_or_none(cast: Cast, sign_in: SignIn) -> None:
    sourced, bare = cast.offer(cast.rios), cast.offer(cast.fleuves)
    ben = sign_in(cast.ben)
    page = get(ben, page_of(sourced))
    page.send(**page.add_row("sources", title="A page", url="https://pages.example/"))

    refused = chosen(ben, "release_chosen", sourced, bare)
    assert refused.messages[-1] == "Nothing was changed: it is all of the chosen or none."
    assert not Submission.objects.exclude(released_at=None).exists()
    chosen(ben, "release_chosen", sourced)

    assert Submission.objects.get(is_public=True) == sourced


def test_chosen_are_assigned_and_voided_after_one_question(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    ben = sign_in(cast.ben)

    asked = chosen(ben, "assign_chosen", *offers)
    assert "Ríos Libres" in asked.text
    asked.send(assigned_to=str(cast.anna.pk))
    assert Submission.objects.filter(assigned_to=cast.anna).count() == 2
    chosen(ben, "void_chosen", *offers).send(void_reason="test")

    assert Submission.objects.filter(void_reason="test").count() == 2


def test_batch_that_is_refused_changes_none(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    ben = sign_in(cast.ben)
    asked = chosen(ben, "void_chosen", *offers)
    do(ben, offers[1], "void", void_reason="spam")

    again = asked.send(void_reason="test")

    assert again.errors == ["This submission is void already."]
    assert Submission.objects.filter(void_reason="test").count() == 0


def test_editor_is_not_offered_what_publishers_do(cast: Cast, sign_in: SignIn) -> None:
    cast.offer(cast.rios)

    page = get(sign_in(cast.anna), LIST)

    assert page.tree.xpath("//select[@name='action']/option/@value") == [
        "", "answer_chosen", "link_chosen", "reply_to_chosen", "check_chosen", "assign_chosen"
    ]  # fmt: skip


def test_too_many_are_not_taken_at_once(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.admin.submissions.MOST_RELEASED", 1)
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]

    page = chosen(sign_in(cast.ben), "release_chosen", *offers)

    assert page.messages == ["More than 1 are chosen. Narrow the list, or choose page by page."]
    assert not Submission.objects.exclude(released_at=None).exists()
