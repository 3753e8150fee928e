"""One call of every action of an editor on letters, their wordings, and mail that came in."""

from __future__ import annotations

from typing import Any

from tracker.actions import letter_contents, letter_templates, letters, mail_filings
from tracker.actions.incoming_mails import receive_mail
from tracker.choices import EventKind as Kind
from tracker.choices import LetterState, MailDismissal, Origin, ReplyKind
from tracker.models import IncomingMail, Letter, LetterTemplate, Reply, User
from tracker.notify.wordings import answer_key
from tracker.tests.actions.calls import Action, Call, call, part, releasing
from tracker.tests.cast import Cast
from tracker.tests.outbox import NOON, draft, queued

ANSWER = {"kind": ReplyKind.ACCEPTANCE}
KEY = answer_key(ReplyKind.REFUSAL)
STOP = "https://undersigned.example/follows/x/stop/"
WORDS = {"subject": "About {reference}", "body": "Dear {name},\n\n{message}\n"}


def drafted(cast: Cast) -> Letter:
    return letters.queue_letter(draft(), by=cast.anna, origin=Origin.DESK, needs_review=True)


def failed(cast: Cast) -> Letter:
    letter = queued(cast.offer())
    letter.state = LetterState.FAILED
    letter.save()
    return letter


def telling(cast: Cast) -> Reply:
    """A reply that a waiting letter tells of."""
    offer = cast.offer()
    reply = cast.reply(ReplyKind.REFUSAL, offer)
    Letter.objects.filter(pk=queued(offer).pk).update(reply=reply)
    return reply


def template(cast: Cast) -> LetterTemplate:
    return letter_templates.set_letter_template(KEY, "en", WORDS, by=cast.ben)


def mail(cast: Cast) -> IncomingMail:
    return receive_mail(b"From: ana@harbour.example\n\nWe accept.\n", received_at=NOON)


def dismissed(cast: Cast) -> IncomingMail:
    return mail_filings.dismiss_mail(mail(cast), MailDismissal.SPAM, by=cast.anna)


def queue_two(it: Any, by: User) -> object:
    drafts = [(draft(), it), (draft(to="bo@delta.example"), it)]
    return letters.queue_letters(drafts, by=by, origin=Origin.DESK, needs_review=True)


CALLS: dict[Action, Call] = {
    letters.queue_letter: part(
        lambda cast: cast.offer(),
        lambda it, by: letters.queue_letter(draft(), by=by, origin=Origin.DESK, submission=it),
        Kind.LETTER_QUEUED,
    ),
    letters.queue_letters: part(
        lambda cast: cast.offer(),
        queue_two,
        *[Kind.LETTER_DRAFTED] * 2,
    ),
    letters.approve_letter: releasing(
        Kind.LETTER_QUEUED, drafted, lambda it, by: letters.approve_letter(it, by=by)
    ),
    letters.send_letter_now: call(
        Kind.LETTER_QUEUED,
        lambda cast: queued(cast.offer()),
        lambda it, by: letters.send_letter_now(it, by=by),
    ),
    letters.retry_letter: call(
        Kind.LETTER_QUEUED, failed, lambda it, by: letters.retry_letter(it, by=by)
    ),
    letters.change_letter: call(
        Kind.LETTER_CHANGED,
        drafted,
        lambda it, by: letters.change_letter(it, {"subject": "Your letter"}, by=by),
    ),
    letters.cancel_letter: call(
        Kind.LETTER_CANCELLED,
        lambda cast: queued(cast.offer()),
        lambda it, by: letters.cancel_letter(it, by=by),
    ),
    letters.cancel_letters: part(
        lambda cast: [queued(cast.offer()), queued(cast.offer(cast.fleuves))][0].submission,
        lambda it, by: letters.cancel_letters(it, by=by, origin=Origin.DESK),
        Kind.LETTER_CANCELLED,
    ),
    letters.cancel_letters_about: part(
        telling,
        lambda it, by: letters.cancel_letters_about(it, by=by, origin=Origin.DESK),
        Kind.LETTER_CANCELLED,
    ),
    letters.cancel_letters_leading_to: part(
        lambda cast: queued(unsubscribe_url=STOP),
        lambda it, by: letters.cancel_letters_leading_to(STOP, by=by, origin=Origin.DESK),
        Kind.LETTER_CANCELLED,
    ),
    letter_contents.empty_letters_of: part(
        lambda cast: queued(cast.offer()).submission,
        lambda it, by: letter_contents.empty_letters_of(it, by=by, origin=Origin.DESK),
        Kind.LETTER_CANCELLED,
        Kind.LETTERS_EMPTIED,
    ),
    letter_templates.set_letter_template: releasing(
        Kind.TEMPLATE_CHANGED,
        lambda cast: None,
        lambda it, by: letter_templates.set_letter_template(KEY, "en", WORDS, by=by),
    ),
    letter_templates.reset_letter_template: releasing(
        Kind.TEMPLATE_CHANGED,
        template,
        lambda it, by: letter_templates.reset_letter_template(it, by=by),
    ),
    mail_filings.file_mail: Call(
        lambda cast: (mail(cast), [cast.offered()]),
        lambda it, by: mail_filings.file_mail(*it, ANSWER, by=by),
        [Kind.REPLY_RECORDED, Kind.SOURCE_ADDED, Kind.MAIL_FILED],
    ),
    mail_filings.dismiss_mail: call(
        Kind.MAIL_DISMISSED,
        mail,
        lambda it, by: mail_filings.dismiss_mail(it, MailDismissal.SPAM, by=by),
    ),
    mail_filings.reopen_mail: call(
        Kind.MAIL_REOPENED, dismissed, lambda it, by: mail_filings.reopen_mail(it, by=by)
    ),
}
