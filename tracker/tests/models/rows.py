"""One row of each kind that the database is tried with, as actions or nobody else make it."""

from __future__ import annotations

from typing import Any

from tracker.actions.circulars import record_circular
from tracker.actions.incoming_mails import receive_mail
from tracker.actions.letter_templates import set_letter_template
from tracker.actions.positions import record_position
from tracker.actions.signatories import record_membership
from tracker.actions.sources import add_source
from tracker.actions.tallies import fold_events
from tracker.actions.translations import add_translation
from tracker.choices import ClockName, ReplyKind, StepKind
from tracker.models import (
    Contact,
    Duplicate,
    Follow,
    Letter,
    LetterTemplate,
    MailAttachment,
    Membership,
    Position,
    Renewal,
    Source,
    Step,
    Tally,
    Translation,
)
from tracker.notify.wordings import answer_key
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.contacts import with_contact
from tracker.tests.mail_samples import mixed
from tracker.tests.outbox import NOON, queued


def pair(cast: Cast) -> Duplicate:
    cast.signatory("River Watch")
    cast.signatory("River Watsh")
    return Duplicate.objects.get()


def position(cast: Cast) -> Position:
    clause = cast.wording.clauses.get(number="1")
    values = {"clause": clause, "kind": "objection", "text": "No."}
    return record_position(cast.offer(), values, by=cast.anna)


def tally(cast: Cast) -> Tally:
    cast.offered()
    fold_events()
    return Tally.objects.get()


def translation(cast: Cast) -> Translation:
    values = {"language": "fr", "title": "Eau", "text": "De l'eau.", "translator": "M."}
    return add_translation(cast.wording, values, by=cast.anna)


def source(cast: Cast) -> Source:
    return add_source(cast.rios, SOURCE, by=cast.anna)


def membership(cast: Cast) -> Membership:
    return record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)


def attachment(cast: Cast) -> MailAttachment:
    file = b"Content-Type: application/pdf; name=a.pdf\n\n%PDF-1.4 x"
    receive_mail(mixed(b"\nSee there.", file), received_at=NOON)
    return MailAttachment.objects.get()


def contact(cast: Cast) -> Contact:
    return Contact.objects.get(submission=with_contact(cast.offer()))


def follow(cast: Cast, **values: Any) -> Follow:
    facts = {"email": "mara@rios.example", "made_at": NOON} | values
    return Follow.objects.create(**facts)


def renewal(cast: Cast, **values: Any) -> Renewal:
    facts = {"submission": cast.offer(), "revision": cast.wording, "earlier": cast.letter_wording}
    return Renewal.objects.create(**facts | values)


def step(cast: Cast) -> Step:
    facts = {"clock": ClockName.DECIDING, "kind": StepKind.OVERDUE, "since": NOON.date()}
    return Step.objects.create(submission=cast.offer(), **facts)


def circular_letter(cast: Cast) -> Letter:
    values = {"statement": cast.declaration, "subject": "A meeting", "body": "Come."}
    letter = queued()
    letter.circular = record_circular(values, by=cast.anna)
    letter.save()
    return letter


def template(cast: Cast) -> LetterTemplate:
    words = {"subject": "About {reference}", "body": "Dear {name},\n\n{message}\n"}
    return set_letter_template(answer_key(ReplyKind.REFUSAL), "en", words, by=cast.ben)
