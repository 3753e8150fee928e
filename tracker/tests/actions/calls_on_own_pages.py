"""Calls by whoever offered: about a new wording, and with a file."""

from __future__ import annotations

from typing import Any

from tracker.actions import renewals, tracking
from tracker.choices import EventKind as Kind
from tracker.choices import Origin
from tracker.models import Revision, Submission
from tracker.tests.actions.calls import Action, Outside
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.renewals import revised


def revised_after(cast: Cast) -> tuple[Submission, Revision]:
    offer: Any = with_contact(cast.release(hosted(cast)))
    return offer, revised(cast)


ON_OWN_PAGES: list[tuple[Action, Outside]] = [
    (
        tracking.add_message,
        Outside(
            lambda cast: with_contact(cast.release(hosted(cast))),
            lambda it: tracking.add_message(it, "See there.", ("a.txt", b"Minutes.")),
            [Kind.REPLY_RECORDED, Kind.ENCLOSURE_ADDED],
            Origin.LINK,
        ),
    ),
    (
        renewals.ask_about_new_wordings,
        Outside(
            revised_after,
            lambda it: renewals.ask_about_new_wordings(),
            [Kind.RENEWAL_ASKED, Kind.LETTER_QUEUED],
            Origin.CLOCK,
        ),
    ),
    (
        renewals.endorse_new_wording,
        Outside(
            revised_after,
            lambda it: renewals.endorse_new_wording(it[0], it[1].pk, []),
            [Kind.RENEWAL_ANSWERED, Kind.LETTER_QUEUED],
            Origin.LINK,
        ),
    ),
    (
        renewals.keep_earlier_wording,
        Outside(
            revised_after,
            lambda it: renewals.keep_earlier_wording(it[0], it[1].pk),
            [Kind.RENEWAL_ANSWERED],
            Origin.LINK,
        ),
    ),
]
