"""Recording, releasing, changing and voiding what either side wrote."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tracker.actions.replies import change_reply, record_reply, release_reply, void_reply
from tracker.actions.sources import add_source
from tracker.choices import EventKind, Party, ReplyKind, Status, VoidReason
from tracker.models import Event, Reply, Submission
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.rules.status import SPEAKERS
from tracker.tests.cast import SOURCE, Cast, make_user


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


def test_void_reply_leaves_its_submissions_as_if_it_had_not_come(cast: Cast) -> None:
    one, two = cast.offered(), cast.offered(cast.fleuves)
    reply = cast.replied(ReplyKind.REFUSAL, one, two)

    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)

    assert statuses(one, two) == [Status.UNANSWERED, Status.UNANSWERED]
    event = Event.objects.get(kind=EventKind.REPLY_VOIDED)
    assert event.changes == {"void_reason": ["", "mistake"]}
    assert [one.kind for one in Event.objects.visible_to(None) if "refus" in str(one).lower()] == []


@pytest.mark.parametrize("reason", ["", "boredom"])
def test_void_reply_wants_a_reason(cast: Cast, reason: str) -> None:
    reply = cast.reply(ReplyKind.DEFERRAL, cast.offer())

    with pytest.raises(Refused, match="Choose why this is void"):
        void_reply(reply, reason, by=cast.ben)


def test_void_reply_works_once(cast: Cast) -> None:
    reply = void_reply(cast.reply(ReplyKind.DEFERRAL, cast.offer()), VoidReason.SPAM, by=cast.ben)

    with pytest.raises(Refused, match="void already"):
        void_reply(reply, VoidReason.SPAM, by=cast.ben)


def test_void_reply_refuses_to_bring_a_second_live_submission_about(cast: Cast) -> None:
    first = cast.offered()
    withdrawal = cast.replied(ReplyKind.WITHDRAWAL, first)
    cast.offer(offered="2022-05-01")

    with pytest.raises(Refused, match="Void one of the two first"):
        void_reply(withdrawal, VoidReason.MISTAKE, by=cast.ben)

    assert statuses(first) == [Status.WITHDRAWN]
    assert not Event.objects.filter(kind=EventKind.REPLY_VOIDED).exists()


def test_change_reply_restates_its_submissions(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)

    changed = change_reply(reply, {"kind": ReplyKind.QUESTION, "text": "Who?"}, by=cast.ben, seen=2)

    assert statuses(offer) == [Status.QUERIED]
    assert changed.version == 3
    event = Event.objects.get(kind=EventKind.REPLY_CHANGED)
    assert event.changes == {"kind": ["acknowledgement", "question"], "text": ["", "Who?"]}


def test_change_reply_moves_it_to_other_submissions(cast: Cast) -> None:
    one, two = cast.offered(), cast.offered(cast.fleuves)
    reply = cast.replied(ReplyKind.DEFERRAL, one)

    change_reply(reply, {}, [two], by=cast.ben)

    assert statuses(one, two) == [Status.UNANSWERED, Status.DEFERRED]
    event = Event.objects.get(kind=EventKind.REPLY_CHANGED)
    assert event.changes == {"submissions": [[one.pk], [two.pk]]}


def test_change_reply_without_a_difference_does_nothing(cast: Cast) -> None:
    one, two = cast.offer(), cast.offer(cast.fleuves)
    reply = cast.reply(ReplyKind.DEFERRAL, one, two)
    events = Event.objects.count()

    same = change_reply(reply, {"dated": "2022-03-05"}, [two, one, two], by=cast.anna)

    assert same.version == 1
    assert Event.objects.count() == events


def test_change_reply_keeps_to_its_statement(cast: Cast) -> None:
    reply = cast.reply(ReplyKind.DEFERRAL, cast.offer())
    elsewhere = cast.offer(revision=cast.letter_wording)

    with pytest.raises(Refused, match="belong to another statement"):
        change_reply(reply, {}, [elsewhere], by=cast.anna)


def test_change_reply_tells_the_second_editor_what_happened(cast: Cast) -> None:
    reply = cast.reply(ReplyKind.DEFERRAL, cast.offer())
    cast.release(reply)

    with pytest.raises(Conflict, match="ben: Reply released"):
        change_reply(reply, {"text": "Later."}, by=cast.anna, seen=1)


def test_change_reply_that_is_public_needs_the_right_to_release(cast: Cast) -> None:
    reply = cast.replied(ReplyKind.DEFERRAL, cast.offer())

    with pytest.raises(NotAllowed):
        change_reply(reply, {"text": "Later."}, by=cast.anna)
    assert change_reply(reply, {"text": "Later."}, by=cast.ben).text == "Later."


@pytest.mark.parametrize("kind", [ReplyKind.REFUSAL, ReplyKind.DISPUTE])
def test_change_reply_never_makes_a_negative_claim_of_what_is_public(
    cast: Cast, kind: ReplyKind
) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACCEPTANCE, offer)

    with pytest.raises(Refused, match="Void it and record a new one"):
        change_reply(reply, {"kind": kind}, by=cast.ben)
    assert statuses(offer) == [Status.ACCEPTED]


def test_change_reply_of_a_public_refusal_needs_somebody_else_than_its_author(cast: Cast) -> None:
    cast.__dict__["anna"] = make_user("anna", "publisher")
    reply = cast.replied(ReplyKind.REFUSAL, cast.offer())

    with pytest.raises(Refused, match="somebody else must release it"):
        change_reply(reply, {"text": "Never."}, by=cast.anna)
    assert change_reply(reply, {"text": "Never."}, by=cast.ben).text == "Never."


def test_change_reply_leaves_void_ones_alone(cast: Cast) -> None:
    reply = void_reply(cast.reply(ReplyKind.DEFERRAL, cast.offer()), VoidReason.SPAM, by=cast.ben)

    with pytest.raises(Refused, match="This is void"):
        change_reply(reply, {"text": "Later."}, by=cast.ben)
