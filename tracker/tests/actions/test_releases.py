"""Making submissions public, one or many, and taking them out of the record."""

import pytest

from tracker.actions.releases import release_submission, release_submissions, void_submission
from tracker.actions.sources import add_source
from tracker.choices import Direction, EventKind, ReplyKind, Status, VoidReason
from tracker.models import Event, Submission
from tracker.rules.refusals import NotAllowed, Refused
from tracker.tests.cast import SOURCE, Cast


def test_release_submission_makes_it_public(cast: Cast) -> None:
    offer = cast.offered()

    assert (offer.is_public, offer.released_by, offer.version) == (True, cast.ben, 2)
    assert list(Submission.objects.visible_to(None)) == [offer]
    event = Event.objects.get(kind=EventKind.SUBMISSION_RELEASED)
    assert (event.submission, event.is_public, event.changes) == (offer, True, {})
    assert event.subject_label == offer.reference


def test_release_submission_that_waits_needs_a_source_and_another_person(cast: Cast) -> None:
    cast.__dict__["anna"] = cast.cleo
    offer = cast.offer()

    with pytest.raises(Refused, match="needs a source"):
        release_submission(offer, by=cast.ben)
    add_source(offer, SOURCE, by=cast.anna)
    with pytest.raises(Refused, match="somebody else must release it"):
        release_submission(offer, by=cast.anna)
    assert not Submission.objects.visible_to(None).exists()
    assert release_submission(offer, by=cast.ben).is_public


@pytest.mark.parametrize("case", ["invitation", "hosted", "accepted"])
def test_release_submission_that_claims_nothing_negative_needs_neither(
    cast: Cast, case: str
) -> None:
    cast.__dict__["anna"] = cast.cleo
    offer = cast.offer(
        revision=cast.letter_wording if case == "hosted" else cast.wording,
        direction=Direction.INVITATION if case == "invitation" else Direction.OFFER,
    )
    if case == "accepted":
        cast.replied(ReplyKind.ACCEPTANCE, offer)

    assert release_submission(offer, by=cast.cleo).is_public


def test_release_submission_needs_the_right(cast: Cast) -> None:
    offer = cast.offer()

    for user in (cast.anna, cast.aud):
        with pytest.raises(NotAllowed):
            release_submission(offer, by=user)
    assert not Submission.objects.visible_to(None).exists()


def test_release_submission_counts_what_was_released_before_it(cast: Cast) -> None:
    offer = cast.offer()
    cast.replied(ReplyKind.REFUSAL, offer)

    assert release_submission(offer, by=cast.ben).status == Status.REFUSED


def test_release_submissions_releases_all_or_none(cast: Cast) -> None:
    sourced, bare = cast.offer(), cast.offer(cast.fleuves)
    add_source(sourced, SOURCE, by=cast.anna)
    events = Event.objects.count()

    with pytest.raises(Refused, match="needs a source"):
        release_submissions([sourced, bare], by=cast.ben)

    assert not Submission.objects.filter(is_public=True).exists()
    assert Event.objects.count() == events


def test_release_submissions_leaves_out_what_is_public(cast: Cast) -> None:
    public, waiting = cast.offered(), cast.offer(cast.fleuves)
    add_source(waiting, SOURCE, by=cast.anna)

    released = release_submissions([waiting, public], by=cast.ben)

    assert released == [waiting]
    assert Event.objects.filter(kind=EventKind.SUBMISSION_RELEASED).count() == 2


def test_release_submissions_refuses_void_ones_by_name(cast: Cast) -> None:
    offer = void_submission(cast.offer(), VoidReason.TEST, by=cast.ben)

    with pytest.raises(Refused) as refused:
        release_submissions([offer], by=cast.ben)

    assert refused.value.messages == [f"{offer.reference} is void."]


def test_void_submission_is_never_public(cast: Cast) -> None:
    offer = cast.offered()
    cast.replied(ReplyKind.REFUSAL, offer)

    void = void_submission(offer, VoidReason.SPAM, by=cast.ben)

    assert (void.status, void.is_public, void.void_reason) == (Status.VOID, False, "spam")
    assert not Submission.objects.visible_to(None).exists()
    assert not Event.objects.visible_to(None).filter(submission=offer).exists()
    event = Event.objects.get(kind=EventKind.SUBMISSION_VOIDED)
    # That something was taken out is public; what it was is not.
    assert (event.changes, event.is_public) == ({"void_reason": ["", "spam"]}, True)


@pytest.mark.parametrize("reason", ["", "boredom"])
def test_void_submission_wants_a_reason(cast: Cast, reason: str) -> None:
    offer = cast.offer()

    with pytest.raises(Refused) as refused:
        void_submission(offer, reason, by=cast.ben)

    assert refused.value.message_dict == {"void_reason": ["Choose why this is void."]}


def test_void_submission_works_once(cast: Cast) -> None:
    offer = void_submission(cast.offer(), VoidReason.SPAM, by=cast.ben)

    with pytest.raises(Refused, match="void already"):
        void_submission(offer, VoidReason.SPAM, by=cast.ben)


def test_void_submission_needs_the_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        void_submission(cast.offer(), VoidReason.SPAM, by=cast.anna)
