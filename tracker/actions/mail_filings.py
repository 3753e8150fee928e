"""What a person makes of a received mail: a draft reply, or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.actions.actors import require_right
from tracker.actions.changes import Changes, Values, locked
from tracker.actions.incoming_mails import MACHINES, record_mail_event
from tracker.actions.replies import record_reply
from tracker.actions.sources import add_source
from tracker.choices import Channel, EventKind, MailDismissal, MailKind, MailState
from tracker.models import IncomingMail, Reply, Submission, User
from tracker.readers.quotes import own_words
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

LONGEST_TEXT = 50_000


@transaction.atomic
def file_mail(
    mail: IncomingMail, submissions: Iterable[Submission], values: Values, *, by: User
) -> Reply:
    """Make a mail a draft reply to these submissions: a person says which kind, and who speaks.

    `values` are those of record_reply; the date is the day it was received, and the text what it
    says, unless given. Nothing is public before release_reply(). Its evidence is the hash of the
    message kept here. Records reply-recorded, source-added and mail-filed.
    Raises Refused for what a machine wrote, and for what is filed already.
    """
    require_right(by, Right.EDIT)
    mail = locked(mail)
    _require_fileable(mail)
    day = timezone.localdate(mail.received_at).isoformat()
    known = {"dated": day, "channel": Channel.EMAIL, "text": draft_text(mail), "is_summary": False}
    reply = record_reply(submissions, known | dict(values), by=by)
    reply.received_at = mail.received_at
    reply.save(update_fields=["received_at"])
    with override(settings.LANGUAGE_CODE):  # whatever the editor speaks: everybody reads it
        title = _("E-mail received by this site")
        evidence = _("Received by this site on %(day)s and kept whole. SHA-256: %(hash)s")
    told = {"title": title, "quotation": evidence % {"day": day, "hash": mail.sha256}}
    add_source(reply, told, by=by)
    mail.reply = reply
    mail.submissions.set(reply.submissions.all())
    return _handled(mail, MailState.FILED, EventKind.MAIL_FILED, by=by).reply or reply


@transaction.atomic
def dismiss_mail(mail: IncomingMail, reason: str, *, by: User) -> IncomingMail:
    """Say that a mail is not to be filed, and why (a MailDismissal); it is kept all the same.

    Records mail-dismissed. Raises Refused for an unknown reason, or for what is filed.
    """
    require_right(by, Right.EDIT)
    mail = locked(mail)
    if reason not in MailDismissal.values:
        raise Refused(_("Choose why this is not to be filed."), field="dismissal")
    if mail.state not in (MailState.WAITING, MailState.SET_ASIDE):
        raise Refused(_("This mail does not wait any more. Look at it again."))
    mail.dismissal = reason
    return _handled(mail, MailState.DISMISSED, EventKind.MAIL_DISMISSED, by=by)


@transaction.atomic
def reopen_mail(mail: IncomingMail, *, by: User) -> IncomingMail:
    """Let a mail wait again that was dismissed, or set aside as written by a machine.

    Somebody looked at it, so it counts as written by a person. Records mail-reopened.
    Raises Refused for one that waits already or is filed: void its reply first, then reopen it.
    """
    require_right(by, Right.EDIT)
    mail = locked(mail)
    if mail.reply is not None and mail.reply.voided_at is None:
        raise Refused(_("This mail is filed. Void its reply first."))
    if mail.state == MailState.WAITING:
        raise Refused(_("This mail is waiting already."))
    changes: Changes = {}
    if mail.kind in MACHINES:
        changes["kind"] = [mail.kind, MailKind.MESSAGE]
    mail.kind, mail.dismissal, mail.reply = MailKind.MESSAGE, "", None
    return _handled(mail, MailState.WAITING, EventKind.MAIL_REOPENED, by=by, changes=changes)


def draft_text(mail: IncomingMail) -> str:
    """What a mail says itself, without what it quotes: where the editor of a reply begins."""
    return own_words(mail.text)[:LONGEST_TEXT].strip()


def _require_fileable(mail: IncomingMail) -> None:
    if mail.state == MailState.FILED:
        raise Refused(_("This mail is filed already."))
    if mail.kind in MACHINES:
        raise Refused(
            _("A machine wrote this, so it answers nothing. If a person did, reopen it first.")
        )
    if mail.state != MailState.WAITING:
        raise Refused(_("This mail was dismissed. Reopen it first."))


def _handled(
    mail: IncomingMail,
    state: MailState,
    kind: EventKind,
    *,
    by: User,
    changes: Changes | None = None,
) -> IncomingMail:
    changes = {"state": [mail.state, state]} | (changes or {})
    mail.state, mail.handled_at, mail.handled_by = state, timezone.now(), by
    mail.save()
    record_mail_event(kind, mail, by=by, changes=changes)
    return mail
