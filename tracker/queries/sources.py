"""Which sources a person may read: those of what that person may read, and of no withheld name."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.choices import Visibility
from tracker.models import Check, Membership, Reply, Signatory, Source, Statement, Submission
from tracker.models.users import reads_desk


def visible_sources(user: object) -> QuerySet[Source]:
    """The sources that this user may read; the desk reads all.

    A source of a submission whose name is withheld would show the name, and so would one of a
    reply or check that concerns no other: strangers do not get them.
    """
    if reads_desk(user):
        return Source.objects.all()
    named = Submission.objects.visible_to(user).filter(visibility=Visibility.NAMED)
    replies = Reply.objects.visible_to(user).filter(Exists(named.filter(replies=OuterRef("pk"))))
    checks = Check.objects.visible_to(user).filter(Exists(named.filter(checks=OuterRef("pk"))))
    statements = Statement.objects.visible_to(user)
    return Source.objects.filter(
        Q(Exists(statements.filter(pk=OuterRef("statement"))))
        | Q(Exists(Signatory.objects.visible_to(user).filter(pk=OuterRef("signatory"))))
        | Q(Exists(visible_memberships(user).filter(pk=OuterRef("membership"))))
        | Q(Exists(named.filter(pk=OuterRef("submission"))))
        | Q(Exists(replies.filter(pk=OuterRef("reply"))))
        | Q(Exists(checks.filter(pk=OuterRef("check_made"))))
    )


def visible_memberships(user: object) -> QuerySet[Membership]:
    """Memberships of which this user may read both sides."""
    if reads_desk(user):
        return Membership.objects.all()
    signatories = Signatory.objects.visible_to(user)
    return Membership.objects.filter(
        Exists(signatories.filter(pk=OuterRef("member"))),
        Exists(signatories.filter(pk=OuterRef("network"))),
    )
