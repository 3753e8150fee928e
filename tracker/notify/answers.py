"""The letters by which an issuer's answer is told to whoever offered."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.choices import LetterKind
from tracker.models import Contact, Submission
from tracker.notify.drafts import LetterDraft
from tracker.notify.offers import link_to
from tracker.notify.wordings import answer_key, answer_values, worded
from tracker.rules.date_words import day_words


def answer_letter(
    contact: Contact, kind: str, message: str, promised: date | None, *, token: str, reply_to: str
) -> LetterDraft:
    """An answer of this kind in the desk's words for it; `message` is what was written besides."""
    submission = contact.submission
    subject, body = answer_words(
        submission, kind, message, promised, link_to("track", token), contact.language
    )
    return LetterDraft(
        LetterKind.ANSWER,
        to=contact.email,
        subject=subject,
        body=body,
        language=contact.language,
        reply_to=reply_to,
        secrets=(token,),
    )


def answer_words(
    submission: Submission,
    kind: str,
    message: str,
    promised: date | None,
    link: str,
    language: str,
) -> tuple[str, str]:
    """Subject and text of an answer, as its letter and its preview say it."""
    told = message.strip()
    if promised is not None:
        with override(language):
            words = _("A decision is promised by %(day)s.") % {"day": day_words(promised)}
        told = f"{words}\n\n{told}"
    values = answer_values(submission, message=told.strip(), link=link)
    return worded(answer_key(kind), language, values)
