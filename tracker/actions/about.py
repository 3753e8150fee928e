"""Which statement and submission something attached to a row belongs to."""

from __future__ import annotations

from django.db import models

from tracker.models import Check, Reply, Statement, Submission


def about_statement(subject: models.Model) -> Statement | None:
    """The statement a row belongs to; None for signatories and memberships."""
    if isinstance(subject, Statement):
        return subject
    if isinstance(subject, Submission | Reply | Check):
        return subject.statement
    return None


def about_submission(subject: models.Model) -> Submission | None:
    """The submission a row is; replies and checks may concern several, so they name none."""
    return subject if isinstance(subject, Submission) else None
