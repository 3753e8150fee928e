"""Letters about a new wording of what somebody signed: the question, and the receipt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.choices import LetterKind
from tracker.models import Contact, Revision
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.notify.offers import link_to, not_me_words, receipt_words


def new_revision_letter(
    contact: Contact, revision: Revision, token: str, reply_to: str
) -> LetterDraft:
    """Asks whoever endorsed an earlier wording whether it endorses the new one too."""
    submission = contact.submission
    with speaking(contact.language):
        subject = _("“%(statement)s” has a new wording: do you endorse it?")
        body = _(
            "%(issuer)s has changed the text of “%(statement)s”. It is now revision %(new)s%(note)s"
            "\n\nThe offer that %(name)s signs it was made to revision %(earlier)s, and stays "
            "there until you answer: nobody takes you to agree with the new words.\n\n"
            "Read what changed, word by word. Then endorse the new wording, keep to the earlier "
            "one, or withdraw:\n%(link)s\n\n"
            "This is asked once. Without an answer everything stays as it is.\n\n%(not_me)s\n\n"
            "Reference: %(reference)s\n"
            "Earlier wording: revision %(earlier)s, SHA-256 %(earlier_sha256)s\n"
            "New wording: revision %(new)s, SHA-256 %(sha256)s\n"
        )
        note = f": {revision.change_note}" if revision.change_note else "."
        told = _words(contact, revision) | {
            "note": note,
            "earlier": submission.revision.number,
            "earlier_sha256": submission.revision.sha256,
            "link": link_to("own_wording", token),
            "not_me": not_me_words(token),
        }
        return _draft(
            contact, LetterKind.NEW_REVISION, subject % told, body % told, token, reply_to
        )


def renewed_letter(contact: Contact, earlier: Revision, token: str, reply_to: str) -> LetterDraft:
    """Says that an offer stands on a newer wording now, and since when."""
    revision = contact.submission.revision
    with speaking(contact.language):
        subject = _("Receipt %(reference)s: you endorse the new wording of “%(statement)s”")
        body = _(
            "This site has received that %(name)s endorses revision %(new)s of “%(statement)s”, "
            "issued by %(issuer)s, in place of revision %(earlier)s.\n\n"
            "Where it stands, what everybody sees, and how to change or withdraw it:\n%(link)s\n\n"
            "%(proof)s\n\n%(not_me)s\n\n"
            "Reference: %(reference)s\nWording: revision %(new)s, SHA-256 %(sha256)s\n"
        )
        told = _words(contact, revision) | {
            "earlier": earlier.number,
            "proof": receipt_words(),
            "link": link_to("track", token),
            "not_me": not_me_words(token),
        }
        return _draft(contact, LetterKind.RECEIPT, subject % told, body % told, token, reply_to)


def _words(contact: Contact, revision: Revision) -> dict[str, object]:
    submission = contact.submission
    return {
        "name": submission.signed_name,
        "statement": submission.statement.title,
        "issuer": str(submission.statement.issuer),
        "reference": submission.reference,
        "new": revision.number,
        "sha256": revision.sha256,
    }


def _draft(
    contact: Contact, kind: LetterKind, subject: str, body: str, token: str, reply_to: str
) -> LetterDraft:
    return LetterDraft(
        kind,
        to=contact.email,
        subject=" ".join(subject.split())[:250],
        body=body,
        language=contact.language,
        reply_to=reply_to,
        secrets=(token,),
    )
