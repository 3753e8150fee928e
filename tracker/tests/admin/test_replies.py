"""Replies and checks on the desk: one for many submissions, released, warned about, voided."""

from __future__ import annotations

import pytest

from tracker.choices import ReplyKind
from tracker.models import Check, Reply, Submission
from tracker.tests.admin.browsing import do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

ADD = "/admin/tracker/reply/add/"
ADD_CHECK = "/admin/tracker/check/add/"


@pytest.mark.parametrize(
    "label, kind, more",
    [
        ("Record a reply", "acknowledgement", {"kind": "acknowledgement"}),
        ("publication", "publication", {}),
        ("listing", "listing", {}),
        ("dispute", "dispute", {"speaker": "issuer"}),
        ("withdrawal", "withdrawal", {}),
    ],
)
def test_buttons_of_a_submission_record_what_they_say(
    cast: Cast, sign_in: SignIn, label: str, kind: str, more: dict[str, str]
) -> None:
    offer = cast.offer(cast.rios)
    browser = sign_in(cast.anna)
    [link] = [
        url
        for url in get(browser, page_of(offer)).links(label)
        if url.startswith(ADD)
    ]  # fmt: skip

    done = get(browser, link).send(dated="2022-03-05", text="It says so.", **more)

    reply = Reply.objects.get()
    assert (reply.kind, list(reply.submissions.all())) == (kind, [offer])
    assert done.url == page_of(offer)
    assert done.messages[-1].endswith("It waits for release.")


@pytest.mark.parametrize(
    "changed, told",
    [
        ({"dated": "5 March"}, "“5 March” is not a date this site can read."),
        ({"dated": "2022-02-01"}, "This reply is dated before the submission it answers."),
        ({"kind": "acceptance", "speaker": "signatory"}, "“Accepts” cannot come from"),
        ({"promised_on": "2022-06-01"}, "Only “needs more time” promises a date."),
        ({"kind": "note", "speaker": ""}, "This field cannot be blank."),
        ({"submissions": []}, "This field is required."),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, changed: dict[str, str], told: str
) -> None:
    page = get(sign_in(cast.anna), f"{ADD}?submissions={cast.offer(cast.rios).pk}")

    again = page.send(**({"kind": "acceptance", "dated": "2022-03-05", "text": "Yes."} | changed))

    assert again.errors[0].startswith(told)
    assert again.fields()["text"] == "Yes."
    assert not Reply.objects.exists()


def test_uncertain_date_before_the_offer_is_recorded_with_a_warning(
    cast: Cast, sign_in: SignIn
) -> None:
    page = get(sign_in(cast.anna), f"{ADD}?submissions={cast.offer(cast.rios).pk}")

    done = page.send(kind="acceptance", dated="2022-02-01?")

    assert Reply.objects.get().dated == "2022-02-01?"
    assert done.messages[0] == (
        "The reply's date lies before a submission it answers. "
        "It was recorded, since a date is marked as uncertain."
    )


def test_refusal_is_released_by_somebody_else_and_counts_then(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered(cast.rios)
    reply = cast.reply(ReplyKind.REFUSAL, offer)
    ben = sign_in(cast.ben)
    assert "needs a source. Add one first." in get(ben, page_of(reply)).text
    page = get(ben, page_of(reply))
    page.send(**page.add_row("sources", title="A letter", quotation="we must decline"))

    do(ben, reply, "release")

    offer.refresh_from_db()
    assert offer.status == "refused"
    assert "text" not in get(sign_in(cast.anna), page_of(reply)).fields()
    get(ben, page_of(reply)).send(text="“We must decline.”", dated="2022-02-20?")
    do(ben, reply, "void", void_reason="mistake")
    offer.refresh_from_db()
    assert offer.status == "unanswered"


def test_reply_changes_which_submissions_it_answers(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    reply = cast.reply(ReplyKind.NOTE, offers[0], speaker="issuer")

    get(sign_in(cast.anna), page_of(reply)).send(submissions=[str(one.pk) for one in offers])

    assert list(reply.submissions.order_by("pk")) == offers


def test_second_of_two_editors_of_a_reply_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    reply = cast.reply(ReplyKind.NOTE, offers[0], speaker="issuer")
    first = get(sign_in(cast.anna), page_of(reply))
    second = get(sign_in(cast.ben), page_of(reply))
    first.send(submissions=[str(one.pk) for one in offers], is_summary=[])

    again = second.send(text="It remarks.")

    assert again.fields()["text"] == "It remarks."
    assert sorted(again.fields()["submissions"]) == sorted(str(one.pk) for one in offers)
    assert "is_summary" not in again.fields()
    again.send()
    assert Reply.objects.get().text == "It remarks."


def test_reply_to_very_many_is_counted_and_linked(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.admin.answered.MOST_LISTED", 1)
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    reply = cast.reply(ReplyKind.NOTE, *offers, speaker="issuer")
    check = cast.check(*offers)
    browser = sign_in(cast.anna)

    page = get(browser, page_of(reply))
    page.send(text="To all.")

    assert page.links("2 submissions") == [f"/admin/tracker/submission/?replies={reply.pk}"]
    assert reply.submissions.count() == 2
    assert Reply.objects.get().text == "To all."
    assert get(browser, page_of(check)).links("2 submissions") == [
        f"/admin/tracker/submission/?checks={check.pk}"
    ]


def test_list_is_released_with_all_that_stand_on_it(cast: Cast, sign_in: SignIn) -> None:
    offers = [cast.offer(one) for one in (cast.rios, cast.fleuves)]
    reply = cast.reply(ReplyKind.LISTING, *offers)
    ben = sign_in(cast.ben)
    assert "Release with all it lists" in get(ben, page_of(reply)).labels

    do(ben, reply, "release-all")

    assert set(Submission.objects.values_list("status", "is_public")) == {("accepted", True)}
    assert "Release with all it lists" not in get(ben, page_of(reply)).labels


@pytest.mark.parametrize("release, count", [("waiting", 1), ("public", 1), ("void", 0)])
def test_list_is_filtered_by_release(cast: Cast, sign_in: SignIn, release: str, count: int) -> None:
    offer = cast.offered(cast.rios)
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)
    cast.reply(ReplyKind.DEFERRAL, offer)

    page = get(sign_in(cast.anna), f"/admin/tracker/reply/?release={release}&q=rivers")

    assert len(page.tree.xpath("//table[@id='result_list']/tbody/tr")) == count


def test_dispute_names_the_reply_by_its_statement(cast: Cast, sign_in: SignIn) -> None:
    reply = cast.reply(ReplyKind.REFUSAL, cast.offer(cast.rios))
    url = "/admin/autocomplete/?app_label=tracker&model_name=reply&field_name=disputes&term=river"

    found = sign_in(cast.anna).get(url).json()["results"]

    assert found == [{"id": str(reply.pk), "text": "Refuses, 2022-03-05: Rivers Declaration"}]


def test_check_that_found_nothing_is_recorded_and_released(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered(cast.rios)
    page = get(sign_in(cast.anna), f"{ADD_CHECK}?submissions={offer.pk}")
    row = page.add_row("sources", title="Its news", url="https://news.example/")
    page.send(dated="2022-09-01", by_whom="Anna, on its website", **row)
    check = Check.objects.get()

    do(sign_in(cast.ben), check, "release")

    offer.refresh_from_db()
    assert str(offer.known_until) == "2022-09-01"
    page = get(sign_in(cast.ben), page_of(check))
    page.send(note="Every page.", why="Missed.")
    assert Check.objects.get().note == "Every page."


def test_check_dated_ahead_is_refused(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), f"{ADD_CHECK}?submissions={cast.offer(cast.rios).pk}")

    again = page.send(dated="2090", by_whom="Anna")

    assert again.errors == ["This date lies in the future. Check the year."]
    assert again.fields()["by_whom"] == "Anna"
