"""Answering in the issuer's name: told to the signatories first, and public after."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.answered import one_statement, require_unreleased
from tracker.actions.changes import Values, locked_record
from tracker.actions.contacts import known_track_token
from tracker.actions.letters import queue_letters
from tracker.actions.replies import (
    entered_reply,
    leave_out,
    release_by_site,
    release_reply,
    voided_reply,
)
from tracker.actions.reply_addresses import reply_address_of
from tracker.actions.standings import locked_submissions
from tracker.choices import Channel, Origin, Party, VoidReason
from tracker.models import Contact, Letter, Reply, Submission, User
from tracker.notify.answers import answer_letter
from tracker.notify.drafts import LetterDraft
from tracker.rules.answering import (
    ON_THE_WAY,
    Telling,
    is_told_first,
    require_answer,
    require_movable,
    telling,
)
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

SAID = ("kind", "text", "promised_on")


@transaction.atomic
def answer_submissions(
    submissions: Iterable[Submission], values: Values, *, by: User, needs_review: bool = False
) -> Reply:
    """Answer one or more submissions to one hosted statement: `kind`, `text`, `promised_on`.

    Each signatory whose address is known gets a letter; the answer is public when all have gone
    out (release_told_answers), or at once if nobody can be told. With `needs_review` the letters
    wait for another person, and so does an answer without letters.
    Records reply-recorded, and what tell_reply does. Raises Refused for an answer that would
    change nothing for one of them.
    """
    require_right(by, Right.EDIT if needs_review else Right.RELEASE)
    answered = locked_submissions(one.pk for one in submissions)
    statement = one_statement(answered)
    kind, text = str(values.get("kind", "")), str(values.get("text", ""))
    require_answer(statement.custody, kind, text)
    require_movable(kind, [(one.reference, one.status) for one in answered])
    said = {name: values[name] for name in SAID if name in values}
    fixed = {
        "speaker": Party.ISSUER,
        "dated": timezone.localdate().isoformat(),
        "channel": Channel.EMAIL,
        "is_summary": False,
    }
    reply = entered_reply(answered, said | fixed, by=by)
    return tell_reply(reply, by=by, needs_review=needs_review)


@transaction.atomic
def tell_reply(reply: Reply, *, by: User, needs_review: bool = False) -> Reply:
    """Queue the letters that tell of an answer; without anybody to tell, release it.

    Records letter-queued or letter-drafted for each, or reply-released.
    Raises Refused for what is no answer at a hosted statement, or is being told already.
    """
    require_right(by, Right.EDIT if needs_review else Right.RELEASE)
    reply = locked_record(reply, None)
    require_unreleased(reply)
    if not is_told_first(reply.statement.custody, reply.speaker, reply.kind):
        raise Refused(_("Only an issuer's answer at a statement hosted here is told by letter."))
    if reply.letters.exists():
        raise Refused(_("Its letters are on their way. It is public when they have gone out."))
    drafts = [_draft(reply, contact) for contact in _contacts(reply)]
    if not drafts:
        return reply if needs_review else release_reply(reply, by=by)
    letters = queue_letters(
        drafts,
        by=by,
        origin=Origin.DESK,
        undo_seconds=settings.LETTER_UNDO_SECONDS,
        needs_review=needs_review,
    )
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(reply=reply)
    return reply


def release_told_answers() -> int:
    """Make public what has been told, as far as it was not taken back; returns how many replies.

    May run at any time and in several workers at once. A submission whose letter was cancelled is
    left out; an answer all of whose letters were is void. Records reply-changed, reply-released or
    reply-voided.
    """
    settled = Reply.objects.unreleased().filter(letters__isnull=False)
    settled = settled.exclude(letters__state__in=ON_THE_WAY).order_by("pk").distinct()
    return sum(_settle(pk) for pk in list(settled.values_list("pk", flat=True)))


@transaction.atomic
def _settle(pk: int) -> bool:
    # Another worker's rows are passed over: it does the same with them.
    free = Reply.objects.unreleased().select_for_update(skip_locked=True)
    reply = free.filter(pk=pk).first()
    if reply is None:
        return False
    letters = list(reply.letters.select_related("submission"))
    found = telling(letter.state for letter in letters)
    if found == Telling.WAITS:
        return False
    if found == Telling.TAKEN_BACK:
        voided_reply(reply, VoidReason.MISTAKE, by=None, origin=Origin.CLOCK)
        return True
    untold = [one.submission for one in letters if telling([one.state]) == Telling.TAKEN_BACK]
    if untold:
        leave_out(reply, [one for one in untold if one is not None], Origin.CLOCK)
    release_by_site(reply, Origin.CLOCK)
    return True


def _contacts(reply: Reply) -> list[Contact]:
    contacts = Contact.objects.filter(submission__replies=reply).order_by("pk")
    return list(contacts.select_related("submission__statement__issuer"))


def _draft(reply: Reply, contact: Contact) -> tuple[LetterDraft, Submission]:
    submission = contact.submission
    letter = answer_letter(
        contact,
        reply.kind,
        reply.text,
        reply.promised_on,
        token=known_track_token(contact),
        reply_to=reply_address_of(submission),
    )
    return letter, submission
