"""Removing how to reach somebody, and what was written to and by them outside of the record."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from tracker.actions.api_answers import empty_api_answers
from tracker.actions.attempts import forget_tries
from tracker.actions.letter_contents import empty_these_letters
from tracker.choices import ErasedContent, MailState, Origin
from tracker.models import (
    Contact,
    Follow,
    IncomingMail,
    Link,
    MailAttachment,
    ReplyAddress,
    SenderRule,
    User,
    WaitingOffer,
)
from tracker.queries.erasures import Scope, numbers_of
from tracker.rules.limits import Counted

MAIL: dict[str, object] = {
    "file": "",
    "message_id": "",
    "sender_name": "",
    "sender_address": "",
    "sender_is_known": False,
    "subject": "",
    "text": "",
    "checks": {},
    "bounced": {},
}


def empty_correspondence(
    scope: Scope, now: datetime, *, by: User | None, origin: Origin
) -> Counter[str]:
    """Remove addresses, letters and mails; returns how many, by choices.ErasedContent.

    Of a mail its hash and identity stay, so that a copy of it is known if it comes again. Part of
    an erasure, whose event speaks for it; besides, letter-cancelled and letters-emptied.
    """
    letters = empty_these_letters(scope.letters, by=by, origin=origin)
    _empty_mails(scope, now)
    _forget_addresses(scope)
    WaitingOffer.objects.filter(pk__in=numbers_of(scope.waiting)).delete()
    Follow.objects.filter(pk__in=numbers_of(scope.follows)).delete()
    Link.objects.filter(pk__in=numbers_of(scope.links)).delete()
    rules = SenderRule.objects.filter(pk__in=numbers_of(scope.rules))
    rules.filter(ended_at=None).update(ended_at=now)
    rules.update(pattern="", note="")
    return Counter(
        {
            ErasedContent.CONTACTS.value: len(scope.contacts) + len(scope.waiting),
            ErasedContent.LETTERS.value: letters,
            ErasedContent.MAILS.value: len(scope.mails),
            ErasedContent.FOLLOWS.value: len(scope.follows),
            ErasedContent.LINKS.value: len(scope.links),
            ErasedContent.ANSWERS.value: empty_api_answers(scope.answers, now),
            ErasedContent.RULES.value: len(scope.rules),
        }
    )


def _empty_mails(scope: Scope, now: datetime) -> None:
    mails = IncomingMail.objects.filter(pk__in=numbers_of(scope.mails))
    mails.update(**MAIL)
    mails.filter(state=MailState.WAITING).update(state=MailState.DISMISSED, handled_at=now)
    attachments = MailAttachment.objects.filter(pk__in=numbers_of(scope.attachments))
    attachments.update(name="", media_type="", kept_type="", file="")


def _forget_addresses(scope: Scope) -> None:
    """The contacts with the secret of their page, where answers arrive, and what is counted."""
    for one in scope.contacts:
        address, reference = one.email_folded, one.submission.reference
        forget_tries(
            {
                Counted.ADDRESS: address,
                Counted.FOLLOWED: address,
                Counted.ASKED: f"{reference} {address}",
            }
        )
    Contact.objects.filter(pk__in=numbers_of(scope.contacts)).delete()
    ReplyAddress.objects.filter(submission__in=scope.submissions).delete()
