"""What the log tells of submissions: what a receipt opens, and what stays closed."""

from __future__ import annotations

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.confirmations import confirm_offer
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.positions import record_position, remove_position
from tracker.actions.releases import release_submissions, void_submission
from tracker.actions.renewals import endorse_new_wording
from tracker.actions.submissions import change_submission, record_submissions
from tracker.actions.tracking import set_visibility
from tracker.choices import (
    EventKind,
    PositionKind,
    ReplyKind,
    Visibility,
    VoidReason,
)
from tracker.models import Event
from tracker.proof.leaves import instant
from tracker.rules.log_kinds import PERSONAL, Audience, audience_of
from tracker.tests.actions.every_action import CORRECTION
from tracker.tests.actions.logged import closed, leaf_of, newest, opened
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import newest_letter, offered, secret_in
from tracker.tests.renewals import revised


def test_what_is_not_public_has_neither_reference_nor_address_in_its_leaf(cast: Cast) -> None:
    offer = cast.offer(revision=cast.draft("Secret Draft", "secret-draft").revisions.get())
    change_submission(offer, {"capacity": "chair"}, by=cast.anna)
    cast.reply(ReplyKind.DEFERRAL, offer)
    cast.release(offer)

    leaves = [json.dumps(leaf_of(event)) for event in Event.objects.all()]

    assert [leaf for leaf in leaves if offer.reference in leaf or "secret" in leaf] == []
    assert closed(EventKind.SUBMISSION_RELEASED)["reference"] == offer.reference


def test_the_receipt_of_an_offer_shows_what_was_sent(cast: Cast) -> None:
    clause = cast.letter_wording.clauses.get(number="1")
    exception = {"clause": clause, "kind": PositionKind.OBJECTION, "text": "Not this."}
    submission = offered(cast.letter_wording, exception, visibility=Visibility.WITHHELD)

    assert closed(EventKind.SUBMISSION_OFFERED) == {
        "kind": "submission-offered",
        "statement": "ferry-letter",
        "revision": cast.letter_wording.sha256,
        "reference": submission.reference,
        "direction": "offer",
        "offered": submission.offered,
        "channel": "form",
        "status": "unconfirmed",
        "visibility": "withheld",
        "is_contested": False,
        "released": False,
        "claimed": submission.offered,
        "received": instant(submission.recorded_at),
        "name": "Delta Keepers",
        "name_kind": "organisation",
        "country": "NG",
        "representative": "Mara Okonjo",
        "capacity": "secretary",
        "positions": [{"clause": "point-1", "position": "objection", "text": "Not this."}],
    }


def test_the_receipt_of_a_confirmation_shows_when_it_was_received_and_confirmed(
    cast: Cast,
) -> None:
    submission = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))
    submission.refresh_from_db()

    shown = closed(EventKind.SUBMISSION_CONFIRMED)

    assert submission.confirmed_at is not None
    assert shown["received"] == instant(submission.recorded_at)
    assert shown["confirmed"] == instant(submission.confirmed_at)
    assert (shown["name"], shown["status"]) == ("Delta Keepers", "acknowledged")
    assert "positions" not in shown


def test_a_released_offer_is_told_in_clear_and_its_name_under_a_commitment(cast: Cast) -> None:
    offer = cast.offered(message="We sign.", signed_country_words="Chile")

    facts, shown = opened(EventKind.SUBMISSION_RELEASED), newest(EventKind.SUBMISSION_RELEASED)

    assert facts == {
        "statement": "rivers-declaration",
        "revision": cast.wording.sha256,
        "reference": offer.reference,
        "direction": "offer",
        "offered": "2022-03-01",
        "channel": "email",
        "status": "unanswered",
        "visibility": "named",
        "is_contested": False,
        "released": True,
    }
    told = {name: shown.shown_facts[name] for name in PERSONAL & shown.shown_facts.keys()}
    assert told == {
        "name": "Ríos Libres",
        "name_kind": "organisation",
        "country": "CL",
        "country_words": "Chile",
        "message": "We sign.",
    }


def test_a_withheld_name_stands_in_nothing_that_a_stranger_may_open(cast: Cast) -> None:
    offer = cast.offered(visibility=Visibility.WITHHELD, message="We, Ríos Libres, sign.")
    cast.replied(ReplyKind.REFUSAL, offer, text="Ríos Libres may not.")
    cast.release(cast.check(offer, note="Ríos Libres told us."))
    clause = cast.wording.clauses.get(number="1")
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "As Ríos Libres says."}
    record_position(offer, values, by=cast.anna, why="Missed.")
    release_correction(
        record_correction(offer, CORRECTION | {"was": "Ríos"}, by=cast.anna), by=cast.ben
    )

    public = [one for one in Event.objects.all() if audience_of(one.kind) == Audience.EVERYBODY]

    assert {one.kind for one in public} >= {
        EventKind.SUBMISSION_RELEASED,
        EventKind.REPLY_RELEASED,
        EventKind.CHECK_RELEASED,
        EventKind.POSITION_RECORDED,
        EventKind.CORRECTION_RELEASED,
    }
    secret = [one for one in Event.objects.all() if "Ríos" in str(one.shown_facts)]
    assert secret
    assert [one.kind for one in secret if one in public] == []


def test_withholding_a_name_is_told_and_from_then_on_it_is_not_shown(cast: Cast) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    assert newest(EventKind.SUBMISSION_RELEASED).shown_facts["name"] == offer.signed_name

    set_visibility(offer, Visibility.WITHHELD)

    assert opened(EventKind.SUBMISSION_CHANGED)["visibility"] == "withheld"
    assert "name" not in newest(EventKind.SUBMISSION_CHANGED).shown_facts


def test_voiding_what_was_public_is_told_with_its_reason_and_without_the_name(cast: Cast) -> None:
    offer = cast.offered()
    void_submission(offer, VoidReason.NOT_AUTHORISED, by=cast.ben)

    facts = opened(EventKind.SUBMISSION_VOIDED)

    assert (facts["reference"], facts["status"]) == (offer.reference, "void")
    assert (facts["void_reason"], facts["released"]) == ("not-authorised", True)
    assert "name" not in newest(EventKind.SUBMISSION_VOIDED).shown_facts


def test_voiding_what_was_never_public_stays_closed(cast: Cast) -> None:
    void_submission(cast.offer(), VoidReason.SPAM, by=cast.ben)

    assert not closed(EventKind.SUBMISSION_VOIDED)["released"]


def test_an_answer_about_a_new_wording_tells_both_and_the_exceptions_that_went_over(
    cast: Cast,
) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    clause = offer.revision.clauses.get(number="1")
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Not all rivers."}
    kept = record_position(offer, values, by=cast.anna, why="Missed.")
    wording = revised(cast)
    endorse_new_wording(offer, wording.pk, [kept.pk])

    facts = opened(EventKind.RENEWAL_ANSWERED)
    shown = newest(EventKind.RENEWAL_ANSWERED).shown_facts

    assert (facts["answer"], facts["earlier"], facts["number"]) == ("endorsed", 1, wording.number)
    assert facts["revision"] == wording.sha256
    assert [one["text"] for one in shown["positions"]] == ["Not all rivers."]


def test_an_exception_is_told_by_its_clause_and_its_words_until_it_is_removed(cast: Cast) -> None:
    clause = cast.wording.clauses.get(number="a")
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Not all rivers."}
    position = record_position(cast.offered(), values, by=cast.anna, why="Missed.")
    told = opened(EventKind.POSITION_RECORDED), newest(EventKind.POSITION_RECORDED).shown_facts
    remove_position(position, by=cast.anna, why="Misread.")

    assert (told[0]["clause"], told[0]["position"]) == ("slogan-a", "reservation")
    assert not told[0]["is_removed"]
    assert told[1]["text"] == "Not all rivers."
    assert opened(EventKind.POSITION_REMOVED)["is_removed"]
    assert "text" not in newest(EventKind.POSITION_REMOVED).shown_facts


def test_many_submissions_cost_one_query_more_than_one(cast: Cast) -> None:
    def asked(count: int, start: int) -> int:
        names = [f"Signatory {number}" for number in range(start, start + count)]
        rows = [
            {"revision": cast.letter_wording, "signatory": cast.signatory(name), "offered": "2022"}
            for name in names
        ]
        made = record_submissions(rows, by=cast.anna)
        with CaptureQueriesContext(connection) as captured:
            release_submissions(made, by=cast.ben)
        return len([one for one in queries_of(captured) if "tracker_revision" in one])

    assert (asked(1, 0), asked(30, 1)) == (1, 1)
