"""The letter to everybody who signed a statement and agreed to be told of events."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import LetterKind
from tracker.models import Circular, Contact, Submission
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.notify.offers import link_to, not_me_line
from tracker.notify.wordings import worded_as
from tracker.queries.circulars import stop_token
from tracker.rules.letters import printable

# What may stand in braces in subject and text.
PLACEHOLDERS: Mapping[str, Promise] = {
    "name": gettext_lazy("the signatory's name as signed"),
    "statement": gettext_lazy("the title of the statement"),
    "reference": gettext_lazy("the reference of the submission"),
}


def circular_letter(circular: Circular, contact: Contact, token: str) -> LetterDraft:
    """The letter to one of them, with the link that stops them all; `token` is of its own page."""
    submission = contact.submission
    with speaking(contact.language):
        stop, not_me = _stop_page(submission), link_to("disown_offer", token)
        subject, body = circular_words(circular, submission, stop, not_me=not_me)
    return LetterDraft(
        LetterKind.CIRCULAR,
        to=contact.email,
        subject=subject,
        body=body,
        language=contact.language,
        unsubscribe_url=circular_stop_url(submission),
        secrets=(stop_token(submission), token),
    )


def circular_stop_url(submission: Submission) -> str:
    """The address at which its signatory stops such letters, the same in every language.

    Letters that wait are found by it.
    """
    with speaking(settings.LANGUAGE_CODE):
        return _stop_page(submission)


def _stop_page(submission: Submission) -> str:
    token = stop_token(submission)
    return f"{settings.SITE_URL}{reverse('circular_stop', args=[submission.reference, token])}"


def circular_words(
    circular: Circular, submission: Submission, stop: str, *, not_me: str
) -> tuple[str, str]:
    """Subject and text as a letter and a preview say it, what frames it in the active language.

    `stop` is the address that stops them, `not_me` the one for whoever never offered.
    """
    values = {
        "name": submission.signed_name,
        "statement": submission.statement.title,
        "reference": submission.reference,
    }
    subject, body = worded_as(circular.subject, circular.body, values)
    why = _(
        "You get this letter since you signed “%(statement)s” (%(reference)s) and agreed to be "
        "told of events that concern everybody who signed it. To get no more of them, while "
        "your signature stands:\n%(stop)s\n"
    ) % (values | {"stop": stop})
    why = f"{why}\n{not_me_line(not_me)}\n"
    return subject, printable(f"{body}\n-- \n{why}")
