"""Other things to do with the link in a letter: asking for another letter, and disowning."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tracker.actions.confirmations import confirm_offer, disown_offer, renew_confirmation
from tracker.choices import (
    EventKind,
    LetterKind,
    LetterState,
    Origin,
    Status,
    VoidReason,
)
from tracker.models import Contact, Event, Letter, Reply, Submission
from tracker.rules.refusals import Refused
from tracker.tests.actions.test_confirmations import confirmed, decide_automatically
from tracker.tests.cast import Cast
from tracker.tests.offers import newest_letter, offered, secret_in
from tracker.tests.outbox import NOON
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def test_expired_link_gets_another_letter(cast: Cast, noon: Any) -> None:
    submission = offered(cast.letter_wording)
    old = secret_in(newest_letter())
    noon.shift(timedelta(days=8))

    renew_confirmation(old)

    new = secret_in(newest_letter())
    assert new != old
    confirm_offer(new)
    submission.refresh_from_db()
    assert submission.status == Status.ACKNOWLEDGED


def test_confirmed_offer_gets_no_other_letter_to_confirm(cast: Cast) -> None:
    offered(cast.letter_wording)
    token = secret_in(newest_letter())
    confirm_offer(token)

    with pytest.raises(Refused, match="needs no confirming"):
        renew_confirmation(token)


def test_letters_to_confirm_are_limited(cast: Cast) -> None:
    offered(cast.letter_wording)
    for _number in range(9):
        renew_confirmation(secret_in(newest_letter()))

    with pytest.raises(Refused, match="Several letters"):
        renew_confirmation(secret_in(newest_letter()))
    assert Letter.objects.count() == 10


# --- It was not me --------------------------------------------------------------------------------


def test_disowned_offer_is_void_and_its_address_forgotten(cast: Cast) -> None:
    submission = offered(cast.letter_wording)

    disown_offer(secret_in(newest_letter()))

    submission.refresh_from_db()
    assert (submission.status, submission.void_reason) == (Status.VOID, VoidReason.NOT_AUTHORISED)
    assert not Contact.objects.exists()
    letter = Letter.objects.get()
    assert (letter.to, letter.body, letter.state) == ("", "", LetterState.CANCELLED)
    event = Event.objects.get(kind=EventKind.SUBMISSION_VOIDED)
    assert (event.by, event.origin) == (None, Origin.LINK)


def test_disowned_offer_that_stood_is_counted_no_more(cast: Cast) -> None:
    decide_automatically(cast)
    submission = confirmed(cast)

    disown_offer(secret_in(newest_letter(LetterKind.RECEIPT)))

    submission.refresh_from_db()
    assert not submission.is_public
    ((old, new),) = Event.objects.get(kind=EventKind.SUBMISSION_VOIDED).facts["cells"]
    assert (old[0], new) == (cast.letter.pk, None)


def test_disowning_what_is_void_already_forgets_the_address(cast: Cast) -> None:
    submission = offered(cast.letter_wording)
    token = secret_in(newest_letter())
    Submission.objects.update(voided_at=NOON, status=Status.VOID)
    events = Event.objects.filter(kind=EventKind.SUBMISSION_VOIDED).count()

    disown_offer(token)

    assert not Contact.objects.filter(submission=submission).exists()
    assert Event.objects.filter(kind=EventKind.SUBMISSION_VOIDED).count() == events
    assert not Reply.objects.exists()
