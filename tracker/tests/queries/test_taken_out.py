"""What ends a copy of the record: all by which something public may be gone, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tracker.actions.erasures import erase_submission
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.actions.signatories import change_signatory
from tracker.actions.submissions import change_submission
from tracker.actions.tracking import resend_offer, set_visibility, withdraw_offer
from tracker.choices import ErasureGround, EventKind, ReplyKind, Visibility, VoidReason
from tracker.models import Event
from tracker.queries import taken_out
from tracker.queries.taken_out import TAKE_OUT, is_outdated, taken_out_now, taken_out_since
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted

# Nothing that a list shows is gone by these: they add to the record, or are not public at all. A
# withdrawal is a reply that is released, and told apart by the reply.
ADD = frozenset(
    {
        EventKind.STATEMENT_RECORDED,
        EventKind.STATEMENT_SUBMITTED,
        EventKind.STATEMENT_RETURNED,
        EventKind.STATEMENT_PUBLISHED,
        EventKind.REVISION_ADDED,
        EventKind.REVISION_CHANGED,  # before anybody signed it
        EventKind.TRANSLATION_ADDED,
        EventKind.TRANSLATION_CHANGED,
        EventKind.SIGNATORY_RECORDED,
        EventKind.ALIAS_ADDED,
        EventKind.ALIAS_CHANGED,
        EventKind.MEMBERSHIP_RECORDED,
        EventKind.DUPLICATE_DISMISSED,
        EventKind.RENEWAL_ASKED,
        EventKind.RENEWAL_ANSWERED,
        EventKind.POSITION_RECORDED,
        EventKind.ENCLOSURE_ADDED,
        EventKind.SOURCE_ADDED,
        EventKind.SOURCE_CHANGED,
        EventKind.SOURCE_REMOVED,
        EventKind.RECORD_ASSIGNED,
        EventKind.NOTE_ADDED,
        EventKind.EDITOR_CHANGED,
        EventKind.TEMPLATE_CHANGED,
        EventKind.CONTACT_ERASED,
        EventKind.LATENESS_RECORDED,
        EventKind.REMINDED,
        EventKind.ESCALATED,
        EventKind.CONSENT_ENDED,
        EventKind.FOLLOWERS_TOLD,
        EventKind.CHECKPOINT_STAMPED,
        *(kind for kind in EventKind if kind.value.startswith(("follow-", "follows-"))),
        *(kind for kind in EventKind if kind.value.startswith(("letter", "mail-", "link"))),
        *(kind for kind in EventKind if kind.value.startswith(("circular-", "log-key-"))),
        *(kind for kind in EventKind if kind.value.startswith("sender-rule-")),
        *(kind for kind in EventKind if kind.value.startswith(("webhook-", "api-token-"))),
        EventKind.DELIVERY_REPEATED,
        *(kind for kind in EventKind if kind.value.endswith(("-released", "confirmed"))),
        EventKind.SUBMISSION_RECORDED,
        EventKind.SUBMISSION_OFFERED,
        EventKind.CONFIRMATION_RENEWED,
        EventKind.REPLY_RECORDED,
        EventKind.CHECK_RECORDED,
        EventKind.CORRECTION_RECORDED,
    }
)
Act = Callable[[Cast], Any]

TAKING: dict[str, Act] = {
    "voided": lambda cast: void_submission(cast.offered(), VoidReason.MISTAKE, by=cast.ben),
    "reply voided": lambda cast: void_reply(
        cast.replied(ReplyKind.DEFERRAL, cast.offered()), VoidReason.MISTAKE, by=cast.ben
    ),
    "withdrawn": lambda cast: withdraw_offer(hosted(cast)),
    "withdrawal released": lambda cast: cast.replied(ReplyKind.WITHDRAWAL, cast.offered()),
    "withheld": lambda cast: set_visibility(hosted(cast), Visibility.WITHHELD),
    "erased": lambda cast: erase_submission(
        cast.offered(), ErasureGround.OWN_REQUEST, "", by=cast.ben
    ),
    "corrected": lambda cast: change_submission(
        cast.offered(), {"signed_name": "Ríos"}, by=cast.ben, why="Misread."
    ),
    "renamed": lambda cast: change_signatory(cast.rios, {"country": "AR"}, by=cast.ben),
}
ADDING: dict[str, Act] = {
    "offered": lambda cast: cast.offered(),
    "answered": lambda cast: cast.replied(ReplyKind.ACCEPTANCE, cast.offered()),
    "withdrawal not released": lambda cast: cast.reply(ReplyKind.WITHDRAWAL, cast.offered()),
    "sent again": lambda cast: resend_offer(hosted(cast)),
}


def test_every_kind_of_event_either_takes_out_or_does_not() -> None:
    assert frozenset() == TAKE_OUT & ADD
    assert set(EventKind) - TAKE_OUT - ADD == set(), "to TAKE_OUT, unless nothing public is gone"


@pytest.mark.parametrize("name", TAKING)
def test_what_takes_out_ends_what_was_made_before(cast: Cast, name: str) -> None:
    before = taken_out_now()
    TAKING[name](cast)

    assert is_outdated(before)
    assert not is_outdated(taken_out_now())
    assert len(taken_out_since(before.floor)) == before.amount + 1


@pytest.mark.parametrize("name", ADDING)
def test_what_adds_ends_nothing(cast: Cast, name: str) -> None:
    before = taken_out_now()
    ADDING[name](cast)

    assert not is_outdated(before)


def test_event_that_appears_below_the_newest_is_seen(cast: Cast) -> None:
    """Another transaction took its number first, and is committed last."""
    void_submission(cast.offered(), VoidReason.MISTAKE, by=cast.ben)
    voiding = Event.objects.get(kind=EventKind.SUBMISSION_VOIDED)
    cast.offered(cast.fleuves)
    Event.objects.filter(pk=voiding.pk).update(kind=EventKind.NOTE_ADDED)
    before = taken_out_now()
    assert Event.objects.latest("pk").pk > voiding.pk
    Event.objects.filter(pk=voiding.pk).update(kind=EventKind.SUBMISSION_VOIDED)

    assert is_outdated(before)


def test_only_the_newest_events_are_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    void_submission(cast.offered(), VoidReason.MISTAKE, by=cast.ben)
    cast.offered(cast.fleuves)
    assert taken_out_now().amount == 1
    monkeypatch.setattr(taken_out, "LATE", 1)

    assert taken_out_now().amount == 0
