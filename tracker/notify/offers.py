"""Letters about offers made by the form: to confirm, the receipt, and that one stands already."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.choices import LetterKind
from tracker.models import Contact
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.rules.date_words import day_words, moment_words


def confirmation_letter(contact: Contact, token: str) -> LetterDraft:
    """Asks whoever has the address to confirm the offer, or to say that it was not them."""
    submission = contact.submission
    with speaking(contact.language):
        subject = _("Confirm your offer to sign “%(statement)s”") % _words(contact)
        body = _(
            "Somebody, probably you, offered on this site that %(name)s signs “%(statement)s”, "
            "issued by %(issuer)s.\n\n"
            "To confirm the offer, open this page and press its button, until %(day)s:\n"
            "%(link)s\n\n"
            "Until then nobody is told of it, and nothing of it is public.\n\n"
            "Attached is what this site signs already now: that it has received this. You can "
            "check the file here, or without this site:\n%(verify)s\n\n"
            "It was not you? Then do nothing, or let this site forget your address at once:\n"
            "%(not_me)s\n\n"
            "Reference: %(reference)s\nWording: revision %(number)s, SHA-256 %(sha256)s\n"
        ) % (
            _words(contact)
            | {
                "day": _day(contact),
                "verify": f"{settings.SITE_URL}{reverse('log_verify')}",
                "link": link_to("confirm_offer", token),
                "not_me": link_to("disown_offer", token),
                "number": submission.revision.number,
                "sha256": submission.revision.sha256,
            }
        )
    return _draft(contact, LetterKind.CONFIRMATION, subject, body, token)


def receipt_letter(contact: Contact, token: str, reply_to: str) -> LetterDraft:
    """Says that a confirmed offer has arrived, where it stands, and how to go on."""
    submission = contact.submission
    confirmed = submission.confirmed_at
    assert confirmed is not None  # noqa: S101 - what is not confirmed gets no receipt
    with speaking(contact.language):
        subject = _("Receipt %(reference)s: your offer to sign “%(statement)s”") % _words(contact)
        answer = _("You can answer this letter.") if reply_to else ""
        body = _(
            "This site has received the offer that %(name)s signs “%(statement)s”, issued by "
            "%(issuer)s. It was confirmed on %(confirmed)s UTC.\n\n%(next)s\n\n"
            "Where it stands, what everybody sees, and how to change or withdraw it:\n%(link)s\n"
            "Keep this address for yourself: whoever has it can do the same. %(answer)s\n\n"
            "%(proof)s\n\n"
            "It was not you who offered? Take it back here:\n%(not_me)s\n\n"
            "Reference: %(reference)s\nWording: revision %(number)s, SHA-256 %(sha256)s\n"
        ) % (
            _words(contact)
            | {
                "proof": receipt_words(),
                "confirmed": moment_words(confirmed),
                "next": _next(contact),
                "link": link_to("track", token),
                "not_me": link_to("disown_offer", token),
                "answer": answer,
                "number": submission.revision.number,
                "sha256": submission.revision.sha256,
            }
        )
    return _draft(contact, LetterKind.RECEIPT, subject, body, token, reply_to=reply_to)


def duplicate_letter(contact: Contact, token: str) -> LetterDraft:
    """Says that the offer stands already: only the address itself is told."""
    with speaking(contact.language):
        subject = _("Your offer to sign “%(statement)s” stands already") % _words(contact)
        body = _(
            "Somebody, probably you, offered once more that %(name)s signs “%(statement)s”. That "
            "was offered and confirmed before from this address, so nothing was changed.\n\n"
            "Where it stands, and how to change or withdraw it:\n%(link)s\n"
            "Keep this address for yourself: whoever has it can do the same.\n\n"
            "It was never you? Take the offer back here:\n%(not_me)s\n\n"
            "Reference: %(reference)s\n"
        ) % (
            _words(contact)
            | {"link": link_to("track", token), "not_me": link_to("disown_offer", token)}
        )
    return _draft(contact, LetterKind.DUPLICATE, subject, body, token)


def receipt_words() -> str:
    """What is attached to a receipt, and how to check it."""
    return _(
        "Attached is the receipt as a file. Keep it: with it you can prove to anybody what this "
        "site has received and when, also without this site. To check it:\n%(link)s"
    ) % {"link": f"{settings.SITE_URL}{reverse('log_verify')}"}


def not_me_words(token: str) -> str:
    """“It was not me”, for every letter to whoever offered; `token` is that of one of its links."""
    return not_me_line(link_to("disown_offer", token))


def not_me_line(link: str) -> str:
    """The same, as a preview shows it too; in the language that is active."""
    return _("It was not you who offered? Take it back here:\n%(link)s") % {"link": link}


def link_to(name: str, token: str) -> str:
    """The whole address of a page that a secret opens, in the language that is active."""
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"


def stop_link(name: str, token: str) -> str:
    """The address that ends letters with one click, which is the same in every language.

    Letters that wait are found by it.
    """
    with speaking(settings.LANGUAGE_CODE):
        return link_to(name, token)


def _words(contact: Contact) -> dict[str, object]:
    submission = contact.submission
    return {
        "name": submission.signed_name,
        "statement": submission.statement.title,
        "issuer": str(submission.statement.issuer),
        "reference": submission.reference,
    }


def _day(contact: Contact) -> str:
    confirm_by = contact.confirm_by
    assert confirm_by is not None  # noqa: S101 - set with every token
    return day_words(timezone.localdate(confirm_by))


def _next(contact: Contact) -> str:
    """What happens now, as the statement promises it."""
    submission = contact.submission
    if submission.released_at is not None:
        return _("It stands now: this statement lists what is confirmed without further decision.")
    if submission.held_because:
        return _(
            "An editor of this site looks at it before it counts; the page below always says where "
            "it stands."
        )
    return ngettext(
        "It has not been decided yet. The issuer means to decide within %(days)s day; the page "
        "below always says whose turn it is.",
        "It has not been decided yet. The issuer means to decide within %(days)s days; the page "
        "below always says whose turn it is.",
        submission.statement.decide_days,
    ) % {"days": submission.statement.decide_days}


def _draft(
    contact: Contact, kind: str, subject: str, body: str, token: str, *, reply_to: str = ""
) -> LetterDraft:
    return LetterDraft(
        kind=kind,
        to=contact.email,
        subject=" ".join(subject.split())[:250],
        body=body,
        language=contact.language,
        reply_to=reply_to,
        secrets=(token,),
    )
