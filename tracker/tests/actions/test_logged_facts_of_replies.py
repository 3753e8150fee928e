"""What the log tells of replies and checks: where they leave the submissions concerned."""

from __future__ import annotations

from datetime import date

from tracker.actions.logged_facts_of_replies import MOST_NAMED
from tracker.actions.releases import release_submissions
from tracker.actions.replies import change_reply, release_reply, void_reply
from tracker.actions.submissions import record_submissions
from tracker.choices import (
    EventKind,
    ReplyKind,
    Visibility,
    VoidReason,
)
from tracker.models import Reply
from tracker.rules.references import references_sha256
from tracker.tests.actions.logged import closed, newest, opened, require_openable
from tracker.tests.cast import Cast


def test_a_released_reply_tells_where_it_leaves_the_submissions_that_are_public(
    cast: Cast,
) -> None:
    first, second, secret = (
        cast.offered(),
        cast.offered(cast.fleuves),
        cast.offer(cast.mara),
    )
    reply = cast.reply(
        ReplyKind.DEFERRAL, first, second, secret, text="Later.", promised_on=date(2022, 5, 1)
    )
    assert closed(EventKind.REPLY_RECORDED)["count"] == 2
    cast.release(reply)

    facts = opened(EventKind.REPLY_RELEASED)

    assert facts == {
        "reply": reply.pk,
        "reply_kind": "deferral",
        "speaker": "issuer",
        "dated": "2022-03-05",
        "promised_on": "2022-05-01",
        "statement": "rivers-declaration",
        "released": True,
        "count": 2,
        "standing": {"deferred": sorted([first.reference, second.reference])},
    }
    assert newest(EventKind.REPLY_RELEASED).shown_facts["text"] == "Later."


def test_text_to_several_is_not_shown_where_the_name_of_one_is_withheld(cast: Cast) -> None:
    offers = [cast.offered(), cast.offered(cast.fleuves, visibility=Visibility.WITHHELD)]
    cast.replied(ReplyKind.DEFERRAL, *offers, text="Later, Fleuves Vivants.")

    assert "text" not in newest(EventKind.REPLY_RELEASED).shown_facts


def test_a_reply_taken_from_a_submission_tells_where_that_one_stands(cast: Cast) -> None:
    offers = [cast.offered(), cast.offered(cast.fleuves)]
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, *offers)
    change_reply(Reply.objects.get(), {}, offers[:1], by=cast.ben, why="Misread.")

    assert opened(EventKind.REPLY_CHANGED)["standing"] == {
        "acknowledged": [offers[0].reference],
        "unanswered": [offers[1].reference],
    }


def test_a_void_reply_that_was_public_is_told_with_its_reason(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)
    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)

    facts = opened(EventKind.REPLY_VOIDED)

    assert (facts["void_reason"], facts["reply"]) == ("mistake", reply.pk)
    assert facts["standing"] == {"unanswered": [offer.reference]}


def test_a_reply_to_more_than_a_leaf_can_name_is_told_by_a_hash(cast: Cast) -> None:
    rows = [
        {"revision": cast.letter_wording, "signatory": one, "offered": "2022"}
        for one in [cast.signatory(f"Signatory {n}") for n in range(MOST_NAMED + 1)]
    ]
    offers = release_submissions(record_submissions(rows, by=cast.anna), by=cast.ben)
    release_reply(cast.reply(ReplyKind.DEFERRAL, *offers, dated="2023"), by=cast.ben)

    facts = opened(EventKind.REPLY_RELEASED)
    shown = newest(EventKind.REPLY_RELEASED).shown_facts

    references = sorted(one.reference for one in offers)
    assert facts["count"] == MOST_NAMED + 1
    assert facts["references_sha256"] == references_sha256(reversed(references))
    assert "standing" not in facts
    assert shown["standing"] == {"deferred": references}
    require_openable(newest(EventKind.REPLY_RELEASED))


def test_a_check_tells_what_was_looked_for_and_of_whom(cast: Cast) -> None:
    offer = cast.offered()
    check = cast.release(cast.check(offer, note="By post."))

    facts = opened(EventKind.CHECK_RELEASED)
    shown = newest(EventKind.CHECK_RELEASED).shown_facts

    assert (facts["check"], facts["looked_for"], facts["dated"]) == (
        check.pk,
        "reply",
        "2022-06-01",
    )
    assert facts["standing"] == {"unanswered": [offer.reference]}
    assert (shown["note"], shown["by_whom"]) == ("By post.", "Ann A.")
