"""Letters that remind whose turn it is: to whoever offered, and to the people of the desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.choices import ClockName, LetterKind
from tracker.models import Contact, Step
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.notify.offers import link_to
from tracker.rules.date_words import day_words

# So many references of one statement stand in a letter to the desk; the list has all.
NAMED = 20


def confirm_reminder(contact: Contact, token: str) -> LetterDraft:
    """Says once that an offer waits to be confirmed; its link takes the place of the one before."""
    submission, confirm_by = contact.submission, contact.confirm_by
    assert confirm_by is not None  # noqa: S101 - set with every token
    with speaking(contact.language):
        told = {
            "name": submission.signed_name,
            "statement": submission.statement.title,
            "day": day_words(timezone.localdate(confirm_by)),
            "link": link_to("confirm_offer", token),
            "not_me": link_to("disown_offer", token),
            "reference": submission.reference,
        }
        subject = _("Not confirmed yet: your offer to sign “%(statement)s”") % told
        body = (
            _(
                "Somebody, probably you, offered on this site that %(name)s signs “%(statement)s”. "
                "The offer has not been confirmed. To confirm it, open this page and press its "
                "button, until %(day)s:\n%(link)s\n\n"
                "This address takes the place of the one in the letter before. No other reminder "
                "follows: after that day the offer is void and your address is forgotten.\n\n"
                "It was not you? Then do nothing, or let this site forget your address at once:\n"
                "%(not_me)s\n\nReference: %(reference)s\n"
            )
            % told
        )
    return _draft(contact, subject, body, token)


def question_reminder(contact: Contact, token: str, reply_to: str) -> LetterDraft:
    """Says to whoever offered that the issuer's question still waits for an answer."""
    submission = contact.submission
    asked = submission.waiting_since
    assert asked is not None  # noqa: S101 - a question waits since some day
    with speaking(contact.language):
        told = {
            "name": submission.signed_name,
            "statement": submission.statement.title,
            "day": day_words(asked),
            "link": link_to("track", token),
            "not_me": link_to("disown_offer", token),
            "reference": submission.reference,
            "answer": _("You can answer this letter.") if reply_to else "",
        }
        subject = _("A question about your submission %(reference)s waits for you") % told
        body = (
            _(
                "To %(name)s\n\nYou were asked a question about your submission %(reference)s to "
                "“%(statement)s” on %(day)s. No answer is recorded. The time to decide stands "
                "still until there is one.\n\n"
                "Read the question, answer it or withdraw here:\n%(link)s\n%(answer)s\n\n"
                "It was not you who offered? Take it back here:\n%(not_me)s\n"
            )
            % told
        )
    return _draft(contact, subject, body, token, reply_to=reply_to)


def desk_reminder(email: str, steps: Iterable[Step], *, language: str) -> LetterDraft:
    """Says to somebody at the desk which submissions have come to wait longer than promised."""
    found = list(steps)
    with speaking(language):
        subject = ngettext(
            "%(count)s submission waits longer than promised",
            "%(count)s submissions wait longer than promised",
            len(found),
        ) % {"count": len(found)}
        body = _("These wait for an answer of the issuer, and somebody has to act:")
        return _to_desk(LetterKind.CHASER, email, subject, body, found, language)


def escalation(email: str, steps: Iterable[Step], *, language: str) -> LetterDraft:
    """Says to an editor which submissions nobody acted on although somebody was reminded."""
    found = list(steps)
    with speaking(language):
        subject = ngettext(
            "%(count)s submission waits although somebody was reminded",
            "%(count)s submissions wait although somebody was reminded",
            len(found),
        ) % {"count": len(found)}
        body = _("No further reminders are sent about these. An editor has to look at them:")
        return _to_desk(LetterKind.ESCALATION, email, subject, body, found, language)


def _to_desk(
    kind: LetterKind, email: str, subject: str, opening: str, steps: list[Step], language: str
) -> LetterDraft:
    path = reverse("admin:tracker_submission_changelist")
    query = "escalated=yes" if kind == LetterKind.ESCALATION else "awaiting=issuer"
    parts = [opening, *_by_statement(steps), _("The whole list:")]
    body = "\n\n".join(parts) + f"\n{settings.SITE_URL}{path}?{query}\n"
    return LetterDraft(kind, to=email, subject=subject, body=body, language=language)


def _by_statement(steps: list[Step]) -> list[str]:
    """One paragraph for each statement; references only, since mail is read by more than one."""
    titles: defaultdict[str, list[Step]] = defaultdict(list)
    for step in steps:
        titles[step.submission.statement.title].append(step)
    quoted = _("“%(title)s”")
    return ["\n".join([quoted % {"title": one}, *_lines(some)]) for one, some in titles.items()]


def _lines(steps: list[Step]) -> list[str]:
    lines = [f"{step.submission.reference}: {_waits(step)}" for step in steps[:NAMED]]
    more = len(steps) - NAMED
    if more > 0:
        lines.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return lines


def _waits(step: Step) -> str:
    told = {"day": day_words(step.since)}
    return {
        ClockName.ACKNOWLEDGING: _("no receipt acknowledged; overdue since %(day)s"),
        ClockName.DECIDING: _("not decided; overdue since %(day)s"),
        ClockName.ANSWERING: _("a question is not answered; reminded since %(day)s"),
    }[ClockName(step.clock)] % told


def _draft(
    contact: Contact, subject: str, body: str, token: str, *, reply_to: str = ""
) -> LetterDraft:
    return LetterDraft(
        LetterKind.CHASER,
        to=contact.email,
        subject=" ".join(subject.split())[:250],
        body=body,
        language=contact.language,
        reply_to=reply_to,
        secrets=(token,),
    )
