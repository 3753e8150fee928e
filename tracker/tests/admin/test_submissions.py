"""Submissions on the desk: recorded, found, answered in batches, released by somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.choices import ReplyKind
from tracker.models import Position, Submission
from tracker.tests.admin.browsing import do, get, page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

ADD = "/admin/tracker/submission/add/"
LIST = "/admin/tracker/submission/"


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "signatory": str(cast.rios.pk),
        "offered": "2022-03-01",
        "channel": "email",
    } | more


def test_add_records_an_offer_under_the_signatorys_own_name(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), f"{ADD}?revision={cast.wording.pk}")
    row = page.add_row("sources", title="A page", url="https://pages.example/")

    page.send(**typed(cast, message="We offer to sign."), **row)

    offer = Submission.objects.get()
    assert (offer.signed_name, offer.signed_country.code) == ("Ríos Libres", "CL")
    assert offer.sources.get().title == "A page"
    assert offer.released_at is None


def test_add_records_an_invitation(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), f"{ADD}?revision={cast.wording.pk}")

    page.send(**typed(cast, direction="invitation", signed_name="R. Libres"))

    assert Submission.objects.get().status == "invited"
    assert Submission.objects.get().signed_name == "R. Libres"


@pytest.mark.parametrize(
    "changed, told",
    [
        ({"offered": "March"}, "“March” is not a date this site can read."),
        ({"offered": "2031-01-01"}, "This date lies in the future. Check the year."),
        ({"offered": ""}, "This field is required."),
        ({"signatory": ""}, "This field is required."),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    cast: Cast, sign_in: SignIn, changed: dict[str, str], told: str
) -> None:
    page = get(sign_in(cast.anna), f"{ADD}?revision={cast.wording.pk}")

    again = page.send(**typed(cast, message="Dear all") | changed)

    assert again.errors[0].startswith(told)
    assert again.fields()["message"] == "Dear all"
    assert not Submission.objects.exists()


def test_second_submission_to_the_same_wording_is_refused(cast: Cast, sign_in: SignIn) -> None:
    first = cast.offer(cast.rios)
    page = get(sign_in(cast.anna), f"{ADD}?revision={cast.wording.pk}")

    again = page.send(**typed(cast))

    assert again.errors[0].startswith(
        f"Ríos Libres already has a submission to this wording: {first.reference}."
    )


def test_statement_not_open_for_signing_is_named_above_the_form(
    cast: Cast, sign_in: SignIn
) -> None:
    draft = cast.draft("Weir Appeal", "weir", openness="nobody")
    page = get(sign_in(cast.anna), f"{ADD}?revision={draft.revisions.get().pk}")

    again = page.send(**typed(cast))

    assert again.errors == [
        "Statement: This statement is not open for signing. Nothing was recorded."
    ]


def test_positions_name_clauses_of_the_endorsed_wording_only(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offer(cast.rios)
    other = cast.letter_wording.clauses.first()
    mine = cast.wording.clauses.first()
    assert other is not None
    assert mine is not None
    browser = sign_in(cast.anna)
    page = get(browser, page_of(offer))

    row = {"kind": "reservation", "text": "Not the small ones."}
    wrong = page.send(**page.add_row("positions", clause=str(other.pk), **row))
    assert wrong.errors[0].startswith("Select a valid choice.")
    wrong.send(positions__0__clause=str(mine.pk))

    assert Position.objects.get().clause == mine
    get(browser, page_of(offer)).send(positions__0__text="Nor the big ones.")
    assert Position.objects.get().text == "Nor the big ones."
    get(browser, page_of(offer)).send(positions__0__DELETE="on")
    assert not Position.objects.exists()


def test_editor_sees_why_it_waits_and_author_why_somebody_else_must_release(
    cast: Cast, sign_in: SignIn
) -> None:
    offer = cast.offer(cast.rios)
    assert "Release" not in get(sign_in(cast.anna), page_of(offer)).labels
    assert "it waits for somebody who may release" in get(sign_in(cast.anna), page_of(offer)).text
    ben = sign_in(cast.ben)
    assert "needs a source. Add one first." in get(ben, page_of(offer)).text

    page = get(ben, page_of(offer))
    page.send(**page.add_row("sources", title="A page", url="https://pages.example/"))
    done = do(ben, offer, "release")

    offer.refresh_from_db()
    assert done.messages == ["Released. It is public where its statement is."]
    assert offer.is_public


def test_own_claim_cannot_be_released(cast: Cast, sign_in: SignIn) -> None:
    ben = sign_in(cast.ben)
    page = get(ben, f"{ADD}?revision={cast.wording.pk}")
    page.send(**typed(cast), **page.add_row("sources", title="A page", quotation="offers"))
    offer = Submission.objects.get()

    page = get(ben, page_of(offer))
    assert "You recorded this claim, so somebody else must release it." in page.text
    refused = do(ben, offer, "release")

    assert refused.messages[0].startswith("You recorded this claim, so somebody else must release")
    assert not Submission.objects.get().is_public


def test_editor_cannot_release_or_void(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offer(cast.rios)

    assert do(sign_in(cast.anna), offer, "release").status == 403
    assert do(sign_in(cast.anna), offer, "void", void_reason="spam").status == 403


def test_voiding_asks_for_a_coded_reason(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offer(cast.rios)
    ben = sign_in(cast.ben)

    asked = do(ben, offer, "void", void_reason="boredom")
    assert asked.errors[0].startswith("Select a valid choice.")
    do(ben, offer, "void", void_reason="duplicate")

    offer.refresh_from_db()
    assert (offer.status, offer.void_reason) == ("void", "duplicate")
    assert "message" not in get(ben, page_of(offer)).fields()


def test_released_submission_is_changed_only_by_those_who_may_release(
    cast: Cast, sign_in: SignIn
) -> None:
    offer = cast.offered(cast.rios)

    assert "message" not in get(sign_in(cast.anna), page_of(offer)).fields()
    assert "message" in get(sign_in(cast.ben), page_of(offer)).fields()


def test_page_tells_status_clocks_replies_and_checks(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered(cast.rios)
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)
    cast.check(offer)

    page = get(sign_in(cast.anna), page_of(offer))

    assert "The receipt is confirmed; the issuer has not decided." in page.text
    assert "acknowledged 5 March 2022" in page.text
    assert "Acknowledges receipt, 2022-03-05 The issuer Released" in page.text
    assert "Not found on 2022-06-01: A reply Waits for release" in page.text


@pytest.mark.parametrize("query", ["q={reference}", "q={lower}", "q=RIOS", "statement={statement}"])
def test_list_finds_by_reference_name_and_statement(
    cast: Cast, sign_in: SignIn, query: str
) -> None:
    offer = cast.offer(cast.rios)
    cast.offer(cast.fleuves, revision=cast.letter_wording)
    words = {
        "reference": offer.reference,
        "lower": offer.reference.lower(),
        "statement": str(offer.statement_id),
    }

    page = get(sign_in(cast.anna), LIST + "?" + query.format(**words))

    assert page.tree.xpath("//th[@class='field-named']/a/small/text()") == [offer.reference]


@pytest.mark.parametrize("query", ["statement=x", "signatory=x", "age=never", "contested=maybe"])
def test_filters_that_make_no_sense_filter_nothing(cast: Cast, sign_in: SignIn, query: str) -> None:
    cast.offer(cast.rios)

    page = get(sign_in(cast.anna), f"{LIST}?{query}")

    assert len(page.tree.xpath("//th[@class='field-named']")) == 1


def test_filter_by_signatory_and_reply_names_them(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offer(cast.rios)
    cast.offer(cast.fleuves)
    reply = cast.reply(ReplyKind.NOTE, offer, speaker="issuer")
    anna = sign_in(cast.anna)

    by_signatory = get(anna, f"{LIST}?signatory={cast.rios.pk}")
    by_reply = get(anna, f"{LIST}?replies={reply.pk}")

    assert by_signatory.links("Ríos Libres")
    assert by_reply.links("Remarks, 2022-03-05")
    for page in (by_signatory, by_reply):
        assert page.tree.xpath("//th[@class='field-named']/a/small/text()") == [offer.reference]


def test_queue_shows_first_who_waits_longest(cast: Cast, sign_in: SignIn) -> None:
    late = cast.offer(cast.rios, offered="2022-03-01")
    later = cast.offer(cast.fleuves, offered="2021-03-01")
    anna = sign_in(cast.anna)

    queue = get(anna, f"{LIST}?awaiting=issuer")
    everything = get(anna, LIST)

    names = "//th[@class='field-named']/a/small/text()"
    assert queue.tree.xpath(names) == [later.reference, late.reference]
    assert everything.tree.xpath(names) == [later.reference, late.reference]
    assert get(anna, f"{LIST}?age=in-time").tree.xpath(names) == [late.reference, later.reference]
