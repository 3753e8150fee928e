"""Citations of a statement and of a submission, as files for reference managers."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.models import Statement, Submission
from tracker.rules.citations import Cited


def cited_statement(statement: Statement, language: str, today: date) -> Cited:
    """The statement as its issuer's; `language` is that of its latest wording, or ""."""
    return Cited(
        key=statement.slug,
        title=statement.title,
        author=statement.issuer.name,
        issued=statement.stated,
        number="",
        language=language,
        record=settings.SITE_NAME,
        address=f"{settings.SITE_URL}{statement.get_absolute_url()}",
        read_on=today,
    )


def cited_submission(submission: Submission, title: str, today: date) -> Cited:
    """What the record tells of it, under the headline of its page."""
    words = {"headline": title, "statement": submission.statement.title}
    return Cited(
        key=submission.reference,
        title=_("%(headline)s: %(statement)s") % words,
        author="",
        issued=None,
        number=submission.reference,
        language=get_language() or "",
        record=settings.SITE_NAME,
        address=f"{settings.SITE_URL}{submission.get_absolute_url()}",
        read_on=today,
    )
