"""Confirming offers by the link in a letter, asking for another, and disowning them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer, disown_offer, renew_confirmation
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.releases import release_submission
from tracker.actions.tallies import fold_events
from tracker.choices import (
    DecisionPolicy,
    EventKind,
    LetterKind,
    LetterState,
    Origin,
    Party,
    ReplyKind,
    Status,
)
from tracker.models import Check, Event, Letter, Signatory, Submission
from tracker.proof.tokens import new_token, token_sha256
from tracker.rules.refusals import Refused
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, contact_of, newest_letter, offered, secret_in
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def confirmed(cast: Cast, **values: Any) -> Submission:
    offered(cast.letter_wording, **values)
    return confirm_offer(secret_in(newest_letter()))


def differing(cast: Cast) -> list[str]:
    """What manage.py recheck would name."""
    fold_events()
    return [one for _done, found in recheck_submissions(by=cast.ben) for one in found]


def decide_automatically(cast: Cast) -> None:
    statement = cast.letter
    statement.policy = DecisionPolicy.AUTOMATIC
    statement.save()


def test_confirmed_offer_is_acknowledged_and_waits_for_the_issuer(cast: Cast) -> None:
    submission = confirmed(cast)

    submission.refresh_from_db()
    assert (submission.status, submission.awaiting) == (Status.ACKNOWLEDGED, Party.ISSUER)
    assert submission.released_at is None
    assert not submission.is_public
    assert list(Submission.objects.unreleased()) == [submission]
    reply = submission.replies.get()
    assert (reply.kind, reply.speaker) == (ReplyKind.ACKNOWLEDGEMENT, Party.ISSUER)
    assert reply.is_summary, "what the site writes must not be told as the issuer's own words"
    assert reply.is_released
    assert "automatically" in reply.text
    assert differing(cast) == []


def test_confirmed_offer_gets_a_receipt_with_the_way_to_its_page(
    cast: Cast, settings: Settings
) -> None:
    settings.REPLY_ADDRESS = "reply+{secret}@site.example"
    submission = confirmed(cast)

    letter = newest_letter(LetterKind.RECEIPT)
    assert (letter.to, letter.state) == (EMAIL, LetterState.QUEUED)
    assert contact_of(submission).track_sha256 == token_sha256(secret_in(letter))
    assert letter.reply_to == f"reply+{submission.reply_address.secret}@site.example"
    assert "You can answer this letter." in letter.body


def test_receipt_of_a_site_without_mail_offers_no_answer(cast: Cast, settings: Settings) -> None:
    settings.REPLY_ADDRESS = ""
    confirmed(cast)

    letter = newest_letter(LetterKind.RECEIPT)
    assert letter.reply_to == ""
    assert "answer this letter" not in letter.body


def test_confirmed_offer_stands_at_once_where_decided_automatically(cast: Cast) -> None:
    decide_automatically(cast)
    submission = confirmed(cast)

    submission.refresh_from_db()
    assert submission.status == Status.ACCEPTED
    assert submission.is_public
    assert submission.released_by is None
    assert list(Submission.objects.visible_to(None)) == [submission]
    released = Event.objects.get(kind=EventKind.SUBMISSION_RELEASED)
    assert released.is_public
    assert len(released.facts["cells"]) == 1
    assert "It stands now" in newest_letter(LetterKind.RECEIPT).body
    assert differing(cast) == []


def test_held_offer_is_not_decided_automatically_until_somebody_releases_it(cast: Cast) -> None:
    decide_automatically(cast)
    for number in range(6):
        submission = offered(cast.letter_wording, name=f"Delta {number}")
    confirm_offer(secret_in(newest_letter()))
    submission.refresh_from_db()

    assert submission.status == Status.ACKNOWLEDGED
    assert not submission.is_public
    assert list(Submission.objects.held()) == [submission]

    release_submission(submission, by=cast.ben)

    assert (submission.status, submission.held_because) == (Status.ACCEPTED, "")
    assert submission.is_public
    assert differing(cast) == []


def test_unconfirmed_offer_cannot_be_released(cast: Cast) -> None:
    submission = offered(cast.letter_wording)

    with pytest.raises(Refused, match="not confirmed yet"):
        release_submission(submission, by=cast.ben)


def test_confirming_leaves_events_through_the_link(cast: Cast) -> None:
    offered(cast.letter_wording)
    before = Event.objects.count()

    confirm_offer(secret_in(newest_letter()))

    left = list(Event.objects.order_by("pk")[before:])
    assert [one.kind for one in left] == [
        EventKind.SUBMISSION_CONFIRMED,
        EventKind.REPLY_RELEASED,
        EventKind.LETTER_QUEUED,
    ]
    assert {(one.by, one.origin) for one in left} == {(None, Origin.LINK)}
    assert EMAIL not in str([(one.changes, one.facts, one.subject_label) for one in left])


def test_confirming_costs_at_most_twelve_queries(cast: Cast) -> None:
    decide_automatically(cast)
    offered(cast.letter_wording)
    token = secret_in(newest_letter())

    with CaptureQueriesContext(connection) as captured:
        confirm_offer(token)

    assert len(queries_of(captured)) == 11


def test_confirming_twice_changes_nothing_more(cast: Cast) -> None:
    submission = confirmed(cast)
    events, letters = Event.objects.count(), Letter.objects.count()

    again = confirm_offer(secret_in(newest_letter()))

    assert again == submission
    assert (Event.objects.count(), Letter.objects.count()) == (events, letters)
    assert submission.replies.count() == 1


def test_clocks_run_from_the_confirmation(cast: Cast, noon: Any) -> None:
    offered(cast.letter_wording)
    noon.shift(timedelta(days=3))
    submission = confirm_offer(secret_in(newest_letter()))

    assert submission.offered == "2026-05-07"
    assert str(submission.decide_by) == "2026-06-06"
    event = Event.objects.get(kind=EventKind.SUBMISSION_CONFIRMED)
    assert event.changes["offered"] == ["2026-05-04", "2026-05-07"]


def test_offer_made_in_time_is_confirmed_after_closing(cast: Cast, noon: Any) -> None:
    statement = cast.letter
    statement.closes_on = NOON.date()
    statement.save()
    offered(cast.letter_wording)
    noon.shift(timedelta(days=3))

    submission = confirm_offer(secret_in(newest_letter()))

    assert submission.offered == "2026-05-04"


def test_link_expires(cast: Cast, noon: Any) -> None:
    submission = offered(cast.letter_wording)
    token = secret_in(newest_letter())
    noon.shift(WEEK + timedelta(seconds=1))

    with pytest.raises(Refused, match="expired"):
        confirm_offer(token)
    submission.refresh_from_db()
    assert submission.status == Status.UNCONFIRMED


def test_link_lasts_as_long_as_its_letter_says(cast: Cast, noon: Any) -> None:
    offered(cast.letter_wording)
    letter = newest_letter()
    assert "until 11 May 2026" in letter.body
    noon.shift(WEEK)

    assert confirm_offer(secret_in(letter)).confirmed_at is not None


def test_contact_is_kept_longer_once_confirmed(cast: Cast, noon: Any) -> None:
    submission = offered(cast.letter_wording)
    assert contact_of(submission).expires_on == (NOON + 2 * WEEK).date()

    confirm_offer(secret_in(newest_letter()))

    assert contact_of(submission).expires_on == (NOON + timedelta(days=730)).date()


@pytest.mark.parametrize("action", [confirm_offer, renew_confirmation, disown_offer])
def test_unknown_links_change_nothing(cast: Cast, action: Any) -> None:
    offered(cast.letter_wording)
    events = Event.objects.count()

    with pytest.raises(Refused, match="leads nowhere"):
        action(new_token())
    assert Event.objects.count() == events


def test_link_of_the_submitters_page_confirms_nothing(cast: Cast) -> None:
    submission = confirmed(cast)

    with pytest.raises(Refused, match="leads nowhere"):
        confirm_offer(secret_in(newest_letter(LetterKind.RECEIPT)))
    assert submission.confirmed_at is not None


def test_first_offer_of_a_name_gets_its_address_when_confirmed(cast: Cast) -> None:
    submission = offered(cast.letter_wording)
    assert submission.signatory.slug == f"offer-{submission.reference.lower()}"

    confirm_offer(secret_in(newest_letter()))

    assert Signatory.objects.get(pk=submission.signatory_id).slug == "delta-keepers"


def test_known_signatory_keeps_its_address(cast: Cast) -> None:
    confirmed(cast)
    draft = cast.draft("Quay Letter", "quay-letter", custody="hosted")

    offered(cast.publish(draft).revisions.get())
    submission = confirm_offer(secret_in(newest_letter()))

    assert Signatory.objects.get(pk=submission.signatory_id).slug == "delta-keepers"


def test_what_was_recorded_before_confirming_counts_too(cast: Cast) -> None:
    submission = offered(cast.letter_wording)
    cast.release(cast.check(submission, dated=submission.offered))

    confirm_offer(secret_in(newest_letter()))

    assert Check.objects.filter(submissions=submission).count() == 1
    assert differing(cast) == []
