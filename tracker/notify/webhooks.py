"""Letters to the desk about webhooks: what is not delivered, and who is gone."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.choices import LetterKind
from tracker.models import Webhook
from tracker.notify.drafts import LetterDraft


def webhook_failing_letter(email: str, webhook: Webhook) -> LetterDraft:
    """Says that events were given up on the way to a webhook; once until it takes some again."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Not delivered: the webhook “%(name)s”") % {"name": webhook.name}
        body = _(
            "Events could not be delivered to the webhook “%(name)s” for about a day and were "
            "given up. Newer ones are still tried. Its page says what was wrong; from there, what "
            "was given up can be sent again:\n%(link)s\n\n"
            "No other letter follows until the receiver has taken something again.\n"
        ) % _told(webhook)
    return _draft(email, subject, body)


def webhook_ended_letter(email: str, webhook: Webhook) -> LetterDraft:
    """Says that a webhook was ended because its receiver is gone."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Ended: the webhook “%(name)s”") % {"name": webhook.name}
        body = _(
            "The receiver of the webhook “%(name)s” answered that nothing is taken there any more "
            "(410 Gone). The webhook was ended and is told nothing more:\n%(link)s\n"
        ) % _told(webhook)
    return _draft(email, subject, body)


def _told(webhook: Webhook) -> dict[str, str]:
    path = reverse("admin:tracker_webhook_change", args=[webhook.pk])
    return {"name": webhook.name, "link": f"{settings.SITE_URL}{path}"}


def _draft(email: str, subject: str, body: str) -> LetterDraft:
    return LetterDraft(
        LetterKind.WEBHOOK,
        to=email,
        subject=" ".join(subject.split())[:250],
        body=body,
        language=settings.LANGUAGE_CODE,
    )
