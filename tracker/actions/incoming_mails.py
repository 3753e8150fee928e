"""Receiving mail: kept byte for byte, read as far as it can be, matched to what it is about."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from tracker.actions.changes import Changes
from tracker.actions.deliveries import record_bounce
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.mail_files import forget_file, keep_file
from tracker.actions.mail_matches import is_known, letter_of, match_mail
from tracker.choices import EventKind, MailKind, MailState, MatchedBy, Origin
from tracker.models import IncomingMail, Letter, MailAttachment, User
from tracker.proof.wordings import file_sha256
from tracker.readers.bounces import Bounce
from tracker.readers.mails import ReadMail, attachment_bytes, read_mail
from tracker.rules.mail_matching import Match
from tracker.rules.uploads import MAX_BYTES, file_type

MACHINES = frozenset({MailKind.AUTO_REPLY, MailKind.BOUNCE})


def receive_mail(
    raw: bytes, *, received_at: datetime, origin: Origin = Origin.MAIL
) -> IncomingMail:
    """Keep one message for good, read it and match it; a copy of one kept before adds nothing.

    Its bytes are on the disk before the row is written, and whatever they are, there is a row. A
    notice of non-delivery marks the letter it is about. Records mail-received (and letter-bounced).
    Raises OSError or DatabaseError only: try again later.
    """
    name = keep_file(raw, ".eml")
    read = read_mail(raw, server=settings.AUTHSERV_ID)
    try:
        with transaction.atomic():
            seen = IncomingMail.objects.filter(identity=read.identity).first()
            mail = seen or _received(raw, name, read, received_at, origin)
    except IntegrityError:
        # Two copies arrived at the same moment, and the other one was first.
        mail = IncomingMail.objects.get(identity=read.identity)
    if mail.file.name != name:
        forget_file(name)
        _match_also(mail, read)
    return mail


def record_mail_event(
    kind: EventKind,
    mail: IncomingMail,
    *,
    by: User | None,
    origin: Origin = Origin.DESK,
    changes: Changes | None = None,
) -> None:
    """Write the event of one mail: neither addresses nor words of it go into the log."""
    matched = list(mail.submissions.order_by("pk").select_related("statement")[:2])
    is_sure = mail.matched_by != MatchedBy.GUESS or mail.state == MailState.FILED
    only = matched[0] if len(matched) == 1 and is_sure else None
    facts: dict[str, Any] = {"kind": mail.kind, "matched_by": mail.matched_by}
    facts |= {"dismissal": mail.dismissal} if mail.dismissal else {}
    facts |= {"reply": mail.reply_id} if mail.reply_id else {}
    happened = Happened(
        kind,
        mail,
        statement=only.statement if only else None,
        submission=only,
        changes=changes or {},
        facts=facts,
    )
    record_event(happened, by=by, origin=origin)


def _received(
    raw: bytes, name: str, read: ReadMail, received_at: datetime, origin: Origin
) -> IncomingMail:
    bounce = read.bounce or Bounce("", ())
    letter = letter_of(bounce.message_id)
    match = _match(read, letter)
    mail = IncomingMail.objects.create(
        sha256=file_sha256(raw),
        identity=read.identity,
        size=len(raw),
        file=name,
        received_at=received_at,
        origin=origin,
        kind=read.kind,
        state=_first_state(read, letter),
        message_id=read.message_id,
        sender_name=read.sender_name,
        sender_address=read.sender_address,
        sender_is_known=is_known(read.sender_address),
        subject=read.subject,
        sent_at=read.sent_at,
        text=read.text,
        checks=dict(read.checks),
        troubles=list(read.troubles),
        matched_by=match.by,
        bounced=asdict(read.bounce) if read.bounce else {},
    )
    mail.submissions.set(match.submissions)
    MailAttachment.objects.bulk_create(_attachments(mail, raw, read))
    record_mail_event(EventKind.MAIL_RECEIVED, mail, by=None, origin=origin)
    if letter is not None and bounce.is_final:
        reason = next((one.words for one in bounce.failures if one.words), "")
        record_bounce(letter, code=bounce.code, reason=reason, origin=origin)
    return mail


def _match(read: ReadMail, letter: Letter | None) -> Match:
    if letter is not None and letter.submission_id is not None:
        return Match(MatchedBy.THREAD, (letter.submission_id,))
    match = match_mail(read)
    # The words of a machine are no clue: its notices quote what others wrote.
    return match if match.is_certain or read.kind not in MACHINES else Match()


def _first_state(read: ReadMail, letter: Letter | None) -> MailState:
    """A notice about none of our letters waits for somebody to look at it."""
    if read.kind == MailKind.AUTO_REPLY or (read.kind == MailKind.BOUNCE and letter is not None):
        return MailState.SET_ASIDE
    return MailState.WAITING


def _attachments(mail: IncomingMail, raw: bytes, read: ReadMail) -> list[MailAttachment]:
    rows = []
    for order, attachment in enumerate(read.attachments, 1):
        row = MailAttachment(
            mail=mail,
            order=order,
            name=attachment.name,
            media_type=attachment.media_type,
            size=attachment.size,
            sha256=attachment.sha256,
        )
        if attachment.size <= MAX_BYTES:
            data = attachment_bytes(raw, attachment)
            kind = file_type(data)
            if kind is not None:
                row.kept_type, row.file = kind.media_type, keep_file(data, kind.ending)
        rows.append(row)
    return rows


@transaction.atomic
def _match_also(mail: IncomingMail, read: ReadMail) -> None:
    """A copy that came by another reply address is about that submission too."""
    match = match_mail(read)
    if match.by == MatchedBy.ADDRESS and mail.state == MailState.WAITING:
        if mail.matched_by != MatchedBy.ADDRESS:
            mail.submissions.clear()
        mail.submissions.add(*match.submissions)
        IncomingMail.objects.filter(pk=mail.pk).update(matched_by=MatchedBy.ADDRESS)
