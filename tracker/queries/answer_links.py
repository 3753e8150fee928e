"""From a secret in an address to what a personal link opens."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from tracker.choices import LinkPurpose
from tracker.models import Link, Reply, Submission
from tracker.proof.tokens import token_sha256
from tracker.queries.stories import all_to_tell


def open_answer_link(token: str, now: datetime) -> Link | None:
    """The link of a secret, if it is one to answer by and has not ended."""
    links = Link.objects.filter(purpose=LinkPurpose.ANSWER, revoked_at=None, expires_at__gt=now)
    return links.filter(token_sha256=token_sha256(token)).first()


def opened_submissions(link: Link) -> list[Submission]:
    """The submissions that it opens, with what their stories need, but for void ones."""
    return list(all_to_tell().filter(links=link, voided_at=None).order_by("pk"))


def disputable(submissions: list[Submission]) -> QuerySet[Reply]:
    """The public messages after these: what somebody can dispute."""
    return Reply.objects.visible_to(None).filter(submissions__in=submissions).distinct()
