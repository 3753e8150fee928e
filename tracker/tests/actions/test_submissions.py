"""Recording and correcting offers and invitations."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tracker.actions.releases import void_submission
from tracker.actions.revisions import add_revision
from tracker.actions.statements import change_statement
from tracker.actions.submissions import record_submissions
from tracker.choices import (
    Custody,
    DecisionPolicy,
    EventKind,
    Openness,
    Party,
    ReplyKind,
    SignatoryKind,
    Status,
    Visibility,
    VoidReason,
)
from tracker.models import Event, Submission
from tracker.rules.refusals import Refused
from tracker.tests.cast import POINTS, Cast


def test_record_submission_keeps_what_was_signed(cast: Cast) -> None:
    offer = cast.offer(
        offered="2022-03-01?",
        offered_words="early in March",
        message="We agree with all points.",
        representative="Ana Lagos",
        capacity="Chair",
        signed_name="Rios Libres de Chile",
        signed_country="AR",
        signed_details={"constituency": ["Rivers"]},
    )

    offer.refresh_from_db()
    assert (offer.offered_earliest, offer.offered_latest) == (date(2022, 3, 1), date(2022, 3, 1))
    assert (offer.signed_name, offer.signed_kind) == ("Rios Libres de Chile", "organisation")
    assert (offer.signed_country, offer.signed_details) == ("AR", {"constituency": ["Rivers"]})
    assert offer.statement == cast.declaration
    assert offer.recorded_by == cast.anna


def test_record_submission_signs_as_the_signatory_is_recorded(cast: Cast) -> None:
    offer = cast.offer(signed_name="", signed_country=None)

    assert (offer.signed_name, offer.signed_kind) == ("Ríos Libres", "organisation")
    assert offer.signed_country == "CL"


def test_record_submission_is_found_by_all_names(cast: Cast) -> None:
    offer = cast.offer(signed_name="Río Vivo")

    assert (offer.folded, offer.sort_name) == ("rio vivo\nrios libres", "rio vivo")


def test_record_submission_is_not_found_by_a_withheld_name(cast: Cast) -> None:
    offer = cast.offer(visibility=Visibility.WITHHELD)

    assert (offer.signed_name, offer.folded, offer.sort_name) == ("Ríos Libres", "", "")


def test_record_submission_waits_for_release_with_its_clocks_running(cast: Cast) -> None:
    offer = cast.offer()

    assert (offer.status, offer.awaiting) == (Status.UNANSWERED, Party.ISSUER)
    assert (offer.acknowledge_by, offer.decide_by) == (date(2022, 3, 8), date(2022, 3, 31))
    assert (offer.is_public, offer.released_at) == (False, None)


def test_record_submission_invites(cast: Cast) -> None:
    invitation = cast.invite()

    assert (invitation.status, invitation.awaiting) == (Status.INVITED, Party.SIGNATORY)


def test_record_submission_accepts_at_once_where_the_policy_is_automatic(cast: Cast) -> None:
    draft = cast.draft(
        "Open Lock", "open-lock", custody=Custody.HOSTED, policy=DecisionPolicy.AUTOMATIC
    )

    offer = cast.offer(revision=draft.revisions.get())

    assert (offer.status, offer.is_public) == (Status.ACCEPTED, False)


def test_record_submission_leaves_an_event_with_every_value(cast: Cast) -> None:
    offer = cast.offer()

    event = Event.objects.get(kind=EventKind.SUBMISSION_RECORDED)
    assert event.subject_label == offer.reference
    assert (event.submission, event.statement, event.signatory) == (offer, cast.declaration, None)
    assert event.is_public is False
    assert event.changes["signed_name"] == [None, "Ríos Libres"]
    assert event.changes["signed_country"] == [None, "CL"]
    assert event.changes["revision"] == [None, cast.wording.pk]
    assert event.facts == {"version": 1}


@pytest.mark.parametrize(
    "values, field",
    [
        ({"offered": "1 March 2022"}, "offered"),
        ({"offered": ""}, "offered"),
        ({"offered": "2022-02-30"}, "offered"),
        ({"signed_country": "XX"}, "signed_country"),
        ({"signed_kind": "club"}, "signed_kind"),
        ({"channel": "pigeon"}, "channel"),
        ({"direction": "sideways"}, "direction"),
        ({"visibility": "hidden"}, "visibility"),
        ({"signed_name": "x" * 301}, "signed_name"),
    ],
)
def test_record_submission_refuses_what_is_not_valid(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        cast.offer(**values)

    assert list(refused.value.message_dict) == [field]
    assert not Submission.objects.exists()


def test_record_submission_knows_only_its_own_fields(cast: Cast) -> None:
    with pytest.raises(TypeError, match="status"):
        cast.offer(status=Status.ACCEPTED)


@pytest.mark.parametrize(
    "offered, taken", [("2022-03-10", True), ("2022-03", True), ("2022-03-11", False)]
)
def test_record_submission_refuses_dates_ahead(cast: Cast, offered: str, taken: bool) -> None:
    wording = cast.wording
    with time_machine.travel("2022-03-10 23:00Z", tick=False):
        if taken:
            assert cast.offer(revision=wording, offered=offered)
            return
        with pytest.raises(Refused) as refused:
            cast.offer(revision=wording, offered=offered)
    assert refused.value.message_dict == {
        "offered": ["This date lies in the future. Check the year."]
    }


@pytest.mark.parametrize(
    "terms, offer, field",
    [
        ({"openness": Openness.NOBODY}, {}, "statement"),
        ({"openness": Openness.INVITED}, {}, "direction"),
        ({"openness": Openness.PEOPLE}, {}, "signed_kind"),
        (
            {"openness": Openness.ORGANISATIONS},
            {"signed_kind": SignatoryKind.PERSON},
            "signed_kind",
        ),
        ({"opens_on": date(2022, 3, 2)}, {}, "offered"),
        ({"closes_on": date(2022, 2, 28)}, {}, "offered"),
    ],
)
def test_record_submission_asks_the_statements_terms(
    cast: Cast, terms: dict[str, Any], offer: dict[str, Any], field: str
) -> None:
    stale = cast.wording
    change_statement(cast.declaration, terms, by=cast.anna, why="Misread.")

    with pytest.raises(Refused) as refused:
        cast.offer(revision=stale, **offer)

    assert list(refused.value.message_dict) == [field]


def test_record_submission_lets_an_issuer_sign_where_others_are_invited(cast: Cast) -> None:
    change_statement(cast.declaration, {"openness": Openness.INVITED}, by=cast.anna, why="Misread.")

    assert cast.offer(cast.issuer).status == Status.UNANSWERED


def test_record_submission_refuses_a_second_to_the_same_wording(cast: Cast) -> None:
    first = cast.offer()

    with pytest.raises(Refused) as refused:
        cast.offer(offered="2022-04-01")

    assert refused.value.message_dict == {
        "signatory": [
            f"Ríos Libres already has a submission to this wording: {first.reference}. Nothing "
            "was recorded. If the offer was sent again, record a reply “sends the offer again”."
        ]
    }
    assert list(Submission.objects.all()) == [first]


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.VOID])
def test_record_submission_takes_a_second_after_the_first_is_gone(
    cast: Cast, status: Status
) -> None:
    first = cast.offered()
    if status == Status.VOID:
        void_submission(first, VoidReason.MISTAKE, by=cast.ben)
    else:
        cast.replied(ReplyKind.WITHDRAWAL, first)

    assert cast.offer(offered="2022-04-01").status == Status.UNANSWERED


def test_record_submission_takes_another_to_another_wording(cast: Cast) -> None:
    cast.offer()
    second = add_revision(cast.declaration, {"text": "Second wording."}, POINTS, by=cast.ben)

    assert cast.offer(revision=second).revision == second


def test_record_submission_refuses_a_merged_signatory(cast: Cast) -> None:
    gone = cast.signatory("Rios Libres")
    type(gone).objects.filter(pk=gone.pk).update(merged_into=cast.rios)

    with pytest.raises(Refused, match="was merged into “Ríos Libres”"):
        cast.offer(gone)


def test_record_submissions_records_all_or_nothing(cast: Cast) -> None:
    rows = [
        {"revision": cast.wording, "signatory": one, "offered": "2022-03-01"}
        for one in (cast.rios, cast.fleuves, cast.rios)
    ]
    events = Event.objects.count()

    with pytest.raises(Refused, match="is named twice"):
        record_submissions(rows, by=cast.anna)

    assert not Submission.objects.exists()
    assert Event.objects.count() == events


def test_record_submissions_checks_each_as_one_alone_would_be(cast: Cast) -> None:
    row = {"revision": cast.wording, "signatory": cast.rios, "offered": "2022-03-01"}

    for values in ({"offered": "soon"}, {"offered": "2999"}, {"signed_country": "XX"}):
        with pytest.raises(ValidationError):
            record_submissions([row, row | {"signatory": cast.fleuves} | values], by=cast.anna)
    assert not Submission.objects.exists()


def test_record_submissions_leaves_one_event_each(cast: Cast) -> None:
    rows = [
        {"revision": cast.wording, "signatory": one, "offered": "2022-03-01"}
        for one in (cast.rios, cast.fleuves)
    ]

    made = record_submissions(rows, by=cast.anna)

    told = Event.objects.filter(kind=EventKind.SUBMISSION_RECORDED).order_by("pk")
    assert [event.submission for event in told] == made
    assert [one.is_public for one in made] == [False, False]
