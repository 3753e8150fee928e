"""The letters by which an issuer's answer is told to whoever offered."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.choices import LetterKind
from tracker.models import Contact, Link, Submission
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import offered, speaking
from tracker.notify.offers import link_to, not_me_line
from tracker.notify.wordings import answer_key, answer_values, worded
from tracker.rules.date_words import day_words


def answer_letter(
    contact: Contact, kind: str, message: str, promised: date | None, *, token: str, reply_to: str
) -> LetterDraft:
    """An answer of this kind in the desk's words for it; `message` is what was written besides."""
    with speaking(contact.language):
        link, not_me = link_to("track", token), link_to("disown_offer", token)
    subject, body = answer_words(
        contact.submission, kind, message, promised, link, contact.language, not_me=not_me
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


def answer_link_letter(email: str, link: Link, token: str) -> LetterDraft:
    """Gives a party the address at which it reads what is recorded, and answers."""
    submissions = list(link.submissions.select_related("statement", "revision").order_by("pk"))
    language = offered(_language_of(submissions[0]))
    with speaking(language):
        told = {
            "statement": submissions[0].statement.title,
            "references": "\n".join(one.reference for one in submissions),
            "url": link_to("answer", token),
            "day": day_words(link.expires_at.date()),
            "site": settings.SITE_NAME,
        }
        return LetterDraft(
            LetterKind.INVITATION,
            to=email,
            subject=_("“%(statement)s”: read what is recorded, and answer") % told,
            body=_(
                "%(site)s records who offered to sign “%(statement)s”, who answered, and what was "
                "decided. You are asked to read what is recorded under\n\n%(references)s\n\n"
                "and to answer, or to say what is wrong. No account is needed:\n\n%(url)s\n\n"
                "The address works until %(day)s, as often as you like. What you say is looked at "
                "by an editor before it is public. Opening the page changes nothing.\n"
            )
            % told,
            language=language,
            secrets=(token,),
        )


def _language_of(submission: Submission) -> str:
    """That of the wording: nobody has said yet in which its issuer would rather be written to."""
    return submission.revision.language


def answer_words(
    submission: Submission,
    kind: str,
    message: str,
    promised: date | None,
    link: str,
    language: str,
    *,
    not_me: str,
) -> tuple[str, str]:
    """Subject and text of an answer, as its letter and its preview say it.

    However the desk words it, whoever never offered finds `not_me` at its end.
    """
    told = message.strip()
    if promised is not None:
        with speaking(language):
            words = _("A decision is promised by %(day)s.") % {"day": day_words(promised)}
        told = f"{words}\n\n{told}"
    values = answer_values(submission, message=told.strip(), link=link)
    subject, body = worded(answer_key(kind), language, values)
    with speaking(language):
        return subject, f"{body}\n{not_me_line(not_me)}\n"
