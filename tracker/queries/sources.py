"""Which sources a person may read: those of what that person may read, and of no withheld name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.choices import Visibility
from tracker.models import Check, Membership, Reply, Signatory, Source, Statement, Submission
from tracker.models.subjects import SUBJECTS
from tracker.models.users import reads_desk


def visible_sources(user: object, about: Iterable[str] = SUBJECTS) -> QuerySet[Source]:
    """The sources that this user may read; the desk reads all.

    A source of a submission whose name is withheld would show the name, and so would one of a
    reply or check that concerns no other: strangers do not get them. Who knows what the sources
    are about names those columns, and spares the database the others.
    """
    return Source.objects.all() if reads_desk(user) else _shown(frozenset(about)).all()


@cache
def _shown(about: frozenset[str]) -> QuerySet[Source]:
    """Never evaluated itself. To build it costs more than to ask: every page of evidence would."""
    tests = _tests()
    return Source.objects.filter(reduce(or_, (Q(tests[name]) for name in sorted(about))))


def _tests() -> dict[str, Exists]:
    """By what a source is about: whether everybody may read that, and with it the source."""
    named = Submission.objects.visible_to(None).filter(visibility=Visibility.NAMED)
    shown: dict[str, QuerySet[Any]] = {
        "statement": Statement.objects.visible_to(None),
        "signatory": Signatory.objects.visible_to(None),
        "membership": visible_memberships(None),
        "submission": named,
        "reply": Reply.objects.visible_to(None).filter(
            Exists(named.filter(replies=OuterRef("pk")))
        ),
        "check_made": Check.objects.visible_to(None).filter(
            Exists(named.filter(checks=OuterRef("pk")))
        ),
    }
    return {name: Exists(rows.filter(pk=OuterRef(name))) for name, rows in shown.items()}


def visible_memberships(user: object) -> QuerySet[Membership]:
    """Memberships of which this user may read both sides."""
    if reads_desk(user):
        return Membership.objects.all()
    signatories = Signatory.objects.visible_to(user)
    return Membership.objects.filter(
        Exists(signatories.filter(pk=OuterRef("member"))),
        Exists(signatories.filter(pk=OuterRef("network"))),
    )
