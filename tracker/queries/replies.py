"""What more than one door asks of a reply."""

from __future__ import annotations

from tracker.models import Contact, Reply
from tracker.rules.answering import is_told_first


def is_told_by_letter(reply: Reply) -> bool:
    """Whether whoever is answered is told first, or is being told."""
    if not is_told_first(reply.statement.custody, reply.speaker, reply.kind):
        return False
    return Contact.objects.filter(submission__replies=reply).exists()
