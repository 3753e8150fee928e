"""The letter with the address of a submitter's own page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.choices import LetterKind
from tracker.models import Contact
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.notify.offers import link_to, not_me_words


def tracking_letter(contact: Contact, token: str) -> LetterDraft:
    """Where one's own page is, for whoever asked with reference and e-mail address."""
    submission = contact.submission
    with speaking(contact.language):
        told = {
            "reference": submission.reference,
            "statement": submission.statement.title,
            "url": link_to("track", token),
            "not_me": not_me_words(token),
        }
        return LetterDraft(
            LetterKind.TRACKING,
            to=contact.email,
            subject=_("Your page for %(reference)s") % told,
            body=_(
                "Somebody, most likely you, asked where the submission %(reference)s to "
                "“%(statement)s” stands. Its own page says it, and lets you write, correct or "
                "withdraw:\n\n%(url)s\n\n"
                "Whoever has this address can do the same: keep it to yourself. "
                "If it was not you who asked, nothing needs to be done.\n\n%(not_me)s\n"
            )
            % told,
            language=contact.language,
            secrets=(token,),
        )
