"""The letter about an offer that waited and could not be taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.choices import LetterKind
from tracker.models import Statement
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.rules.date_words import moment_words
from tracker.rules.offers import Offer


def not_taken_letter(
    offer: Offer, statement: Statement, received_at: datetime, reasons: Sequence[str]
) -> LetterDraft:
    """Says why nothing was recorded, in the words that the form would have shown."""
    with speaking(offer.language):
        words = {
            "name": offer.name,
            "statement": statement.title,
            "issuer": str(statement.issuer),
            "received": moment_words(received_at),
            "reasons": "\n".join(reasons),
            "form": f"{settings.SITE_URL}{reverse('offer', args=[statement.slug])}",
        }
        subject = _("Your offer to sign “%(statement)s” could not be taken in") % words
        body = (
            _(
                "Somebody, probably you, offered on this site that %(name)s signs “%(statement)s”, "
                "issued by %(issuer)s. That was received on %(received)s UTC, when very many "
                "offered at once, and looked at only now. It could not be taken in:\n\n"
                "%(reasons)s\n\n"
                "Nothing of it was recorded. The form is here:\n%(form)s\n"
            )
            % words
        )
    return LetterDraft(
        kind=LetterKind.NOT_TAKEN,
        to=offer.email,
        subject=" ".join(subject.split())[:250],
        body=body,
        language=offer.language,
    )
