"""Recording and releasing what either side wrote."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tracker.actions.replies import record_reply, release_reply, void_reply
from tracker.actions.sources import add_source
from tracker.choices import EventKind, Party, ReplyKind, Status, VoidReason
from tracker.models import Event, Reply, Submission
from tracker.rules.refusals import NotAllowed, Refused
from tracker.rules.status import SPEAKERS
from tracker.tests.cast import SOURCE, Cast


def statuses(*submissions: Submission) -> list[str]:
    return list(
        Submission.objects.filter(pk__in=[one.pk for one in submissions])
        .order_by("pk")
        .values_list("status", flat=True)
    )


def test_record_reply_waits_for_release(cast: Cast) -> None:
    offer = cast.offered()

    reply = cast.reply(ReplyKind.ACKNOWLEDGEMENT, offer, text="Thank you.")

    assert statuses(offer) == [Status.UNANSWERED]
    assert (reply.is_released, list(reply.submissions.all())) == (False, [offer])
    assert list(Reply.objects.visible_to(None)) == []
    event = Event.objects.get(kind=EventKind.REPLY_RECORDED)
    assert (event.submission, event.signatory, event.is_public) == (offer, None, False)
    assert event.changes["text"] == [None, "Thank you."]
    assert event.facts == {
        "kind": "acknowledgement",
        "speaker": "issuer",
        "dated": "2022-03-05",
        "submissions": [offer.pk],
        "version": 1,
    }


@pytest.mark.parametrize("kind", [kind for kind, who in SPEAKERS.items() if len(who) == 1])
def test_record_reply_knows_who_speaks_where_only_one_can(cast: Cast, kind: ReplyKind) -> None:
    assert {cast.reply(kind, cast.offer()).speaker} == SPEAKERS[kind]


@pytest.mark.parametrize(
    "values, field",
    [
        ({"kind": "note"}, "speaker"),
        ({"kind": "note", "speaker": "nobody"}, "speaker"),
        ({"kind": "note", "speaker": "press"}, "speaker"),
        ({"kind": "refusal", "speaker": "signatory"}, "speaker"),
        ({"kind": "resend", "speaker": "issuer"}, "speaker"),
        ({"kind": "shrug", "speaker": "issuer"}, "kind"),
        ({"dated": ""}, "dated"),
        ({"dated": "soon"}, "dated"),
        ({"dated": "2999"}, "dated"),
        ({"dated": "2022-02-28"}, "dated"),
        ({"channel": "pigeon"}, "channel"),
        ({"promised_on": date(2022, 4, 1)}, "promised_on"),
        ({"kind": "deferral", "promised_on": date(2022, 3, 4)}, "promised_on"),
    ],
)
def test_record_reply_refuses_what_is_not_valid(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    offer = cast.offer()
    facts = {"kind": "acknowledgement", "dated": "2022-03-05"}

    with pytest.raises(ValidationError) as refused:
        record_reply([offer], facts | values, by=cast.anna)

    assert list(refused.value.message_dict) == [field]
    assert not Reply.objects.exists()


def test_record_reply_says_who_cannot_say_what(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        cast.reply(ReplyKind.REFUSAL, cast.offer(), speaker=Party.SIGNATORY)

    assert refused.value.message_dict == {"speaker": ["“Refuses” cannot come from The signatory."]}


def test_record_reply_before_its_submission_only_if_a_date_is_uncertain(cast: Cast) -> None:
    certain, doubtful = cast.offer(), cast.offer(cast.fleuves, offered="2022-03-01?")

    with pytest.raises(Refused, match="dated before the submission it answers"):
        cast.reply(ReplyKind.ACKNOWLEDGEMENT, certain, dated="2022-01-30")
    with pytest.raises(Refused, match="dated before the submission it answers"):
        cast.reply(ReplyKind.ACKNOWLEDGEMENT, certain, doubtful, dated="2022-01-30")
    assert cast.reply(ReplyKind.ACKNOWLEDGEMENT, doubtful, dated="2022-01-30")
    assert cast.reply(ReplyKind.ACKNOWLEDGEMENT, certain, doubtful, dated="2022-01-30?")


def test_record_reply_refuses_dates_ahead(cast: Cast) -> None:
    offer = cast.offer()

    with time_machine.travel("2022-03-10", tick=False), pytest.raises(Refused) as refused:
        cast.reply(ReplyKind.ACKNOWLEDGEMENT, offer, dated="2022-03-11")

    assert refused.value.message_dict == {
        "dated": ["This date lies in the future. Check the year."]
    }


def test_record_reply_answers_one_statement(cast: Cast) -> None:
    here, there = cast.offer(), cast.offer(revision=cast.letter_wording)

    with pytest.raises(Refused, match="belong to different statements"):
        cast.reply(ReplyKind.ACKNOWLEDGEMENT, here, there)
    with pytest.raises(Refused, match="Choose at least one submission"):
        cast.reply(ReplyKind.ACKNOWLEDGEMENT)


def test_record_reply_disputes_a_reply_about_the_same_statement(cast: Cast) -> None:
    offer, other = cast.offer(), cast.offer(revision=cast.letter_wording)
    refusal = cast.reply(ReplyKind.REFUSAL, offer)
    elsewhere = cast.reply(ReplyKind.REFUSAL, other)
    values = {"speaker": Party.SIGNATORY, "dated": "2022-03-06"}

    dispute = cast.reply(ReplyKind.DISPUTE, offer, disputes=refusal, **values)
    assert dispute.disputes == refusal
    for kind, disputed in ((ReplyKind.DISPUTE, elsewhere), (ReplyKind.NOTE, refusal)):
        with pytest.raises(Refused, match="Only a dispute names the reply it disputes"):
            cast.reply(kind, offer, disputes=disputed, **values)


def test_release_reply_restates_every_submission_it_answers(cast: Cast) -> None:
    one, two, apart = cast.offered(), cast.offered(cast.fleuves), cast.offered(cast.mara)

    reply = cast.replied(
        ReplyKind.DEFERRAL, two, one, dated="2022-03-11", promised_on=date(2022, 3, 21)
    )

    assert statuses(one, two, apart) == [Status.DEFERRED, Status.DEFERRED, Status.UNANSWERED]
    assert (one.decide_by, one.acknowledged_on) == (date(2022, 3, 21), date(2022, 3, 11))
    event = Event.objects.get(kind=EventKind.REPLY_RELEASED)
    assert (event.subject_id, event.submission, event.is_public) == (reply.pk, None, True)
    assert event.facts["submissions"] == [one.pk, two.pk]
    assert event.changes == {}


def test_release_reply_names_the_only_submission_it_answers(cast: Cast) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.DEFERRAL, offer)

    assert Event.objects.get(kind=EventKind.REPLY_RELEASED).submission == offer


def test_release_reply_needs_the_right(cast: Cast) -> None:
    reply = cast.reply(ReplyKind.ACKNOWLEDGEMENT, cast.offer())

    with pytest.raises(NotAllowed):
        release_reply(reply, by=cast.anna)
    assert not Reply.objects.released().exists()


@pytest.mark.parametrize("kind", [ReplyKind.REFUSAL, ReplyKind.DISPUTE])
def test_release_reply_of_a_negative_claim_needs_a_source_and_another_person(
    cast: Cast, kind: ReplyKind
) -> None:
    values = {"kind": kind, "dated": "2022-03-05", "speaker": Party.ISSUER}
    reply = record_reply([cast.offer()], values, by=cast.ben)

    with pytest.raises(Refused, match="needs a source"):
        release_reply(reply, by=cast.cleo)
    add_source(reply, SOURCE, by=cast.ben)
    with pytest.raises(Refused, match="somebody else must release it"):
        release_reply(reply, by=cast.ben)
    assert not Reply.objects.released().exists()
    assert release_reply(reply, by=cast.cleo).released_by == cast.cleo


@pytest.mark.parametrize("hosted, kind", [(True, ReplyKind.REFUSAL), (False, ReplyKind.ACCEPTANCE)])
def test_release_reply_of_other_claims_needs_neither(
    cast: Cast, hosted: bool, kind: ReplyKind
) -> None:
    offer = cast.offer(revision=cast.letter_wording if hosted else cast.wording)
    reply = record_reply([offer], {"kind": kind, "dated": "2022-03-05"}, by=cast.ben)

    assert release_reply(reply, by=cast.ben).is_released


def test_release_reply_works_once(cast: Cast) -> None:
    offer = cast.offer()
    reply = cast.replied(ReplyKind.DEFERRAL, offer)

    with pytest.raises(Refused, match="public already"):
        release_reply(reply, by=cast.ben)
    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)
    with pytest.raises(Refused, match="This is void"):
        release_reply(reply, by=cast.ben)
