"""What a source, a correction or a note can be about: exactly one row of the record."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from tracker.models.checks import Check
from tracker.models.replies import Reply
from tracker.models.signatories import Membership, Signatory
from tracker.models.statements import Statement
from tracker.models.submissions import Submission

SUBJECTS = ("statement", "signatory", "membership", "submission", "reply", "check_made")


def subject_field(model: type[models.Model], name: str) -> models.ForeignKey[Any, Any]:
    """One of the columns of which exactly one is filled."""
    return models.ForeignKey(
        model, models.PROTECT, null=True, blank=True, related_name=name, editable=False
    )


def exactly_one_subject(name: str) -> models.CheckConstraint:
    """The database's own refusal of a row about nothing or about two things."""
    condition = Q()
    for chosen in SUBJECTS:
        empty = {f"{other}__isnull": True for other in SUBJECTS if other != chosen}
        condition |= Q(**{f"{chosen}__isnull": False}, **empty)
    return models.CheckConstraint(condition=condition, name=name)


class AboutOne(models.Model):
    """A row about exactly one other row; `subject` is that row."""

    statement = subject_field(Statement, "%(class)ss")
    signatory = subject_field(Signatory, "%(class)ss")
    membership = subject_field(Membership, "%(class)ss")
    submission = subject_field(Submission, "%(class)ss")
    reply = subject_field(Reply, "%(class)ss")
    check_made = subject_field(Check, "%(class)ss")

    class Meta:
        abstract = True

    @property
    def subject(self) -> Any:
        """The row this is about."""
        return next(getattr(self, name) for name in SUBJECTS if getattr(self, f"{name}_id"))


def subject_name(row: models.Model) -> str:
    """The column in which a row of this kind is named; raises KeyError for other models."""
    columns: dict[type[models.Model], str] = {
        Statement: "statement",
        Signatory: "signatory",
        Membership: "membership",
        Submission: "submission",
        Reply: "reply",
        Check: "check_made",
    }
    return columns[type(row)]
