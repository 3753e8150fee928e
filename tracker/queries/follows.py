"""What the links of those who follow open, what can be followed, and what is new about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from tracker.choices import EventKind, LinkPurpose, Visibility
from tracker.models import Check, Event, Follow, Link, Reply, Signatory, Statement, Submission
from tracker.proof.tokens import token_sha256
from tracker.queries.events import told_events

AT_A_TIME = 500

Followed: TypeAlias = Statement | Signatory | Submission


class FollowState(StrEnum):
    """What a link of a follow is good for."""

    WAITING = "waiting"
    ON = "on"
    EXPIRED = "expired"
    STOPPED = "stopped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FollowLink:
    """A link and the follow that it belongs to; None where that is gone or was never there."""

    state: FollowState
    follow: Follow | None = None


def follow_link(token: str, now: datetime) -> FollowLink:
    """What a secret in an address opens. One query."""
    link = (
        Link.objects.filter(purpose=LinkPurpose.FOLLOW, token_sha256=token_sha256(token))
        .select_related("follow__statement", "follow__signatory", "follow__submission__statement")
        .first()
    )
    if link is None:
        return FollowLink(FollowState.UNKNOWN)
    follow = link.follow
    if follow is None:
        return FollowLink(FollowState.STOPPED if link.revoked_at else FollowState.EXPIRED)
    if follow.confirmed_at is not None:
        return FollowLink(FollowState.ON, follow)
    return FollowLink(FollowState.EXPIRED if link.expires_at < now else FollowState.WAITING, follow)


def followable(about: str, pk: int) -> Followed | None:
    """The public row with this number; `about` is its kind. None if strangers may not see it."""
    if about == "statement":
        return Statement.objects.visible_to(None).filter(pk=pk).first()
    if about == "signatory":
        return Signatory.objects.visible_to(None).filter(pk=pk).first()
    public = Submission.objects.visible_to(None).select_related("statement")
    return public.filter(pk=pk).first()


def news_about(subject: Followed, *, since: int, until: int, most: int) -> list[Event]:
    """What strangers may read of it now, newest first, of the events since (not) until (included).

    With what their sentences name, at most so many. A submission whose name is withheld is no news
    about its signatory: that would tell whose it is.
    """
    events = Event.objects.visible_to(None).filter(_about(subject), pk__gt=since, pk__lte=until)
    return list(told_events(events).order_by("-pk")[:most])


def concerned_by(events: Iterable[Event]) -> dict[str, set[int]]:
    """The rows of each kind that these events are news about, by number."""
    events = list(events)
    submissions = {one.submission_id for one in events if one.submission_id}
    for event in events:
        submissions.update(event.facts.get("submissions", ()))
    return {
        "statement": {one.statement_id for one in events if one.statement_id},
        "submission": submissions,
        "signatory": _signatories(events, submissions),
    }


def _about(subject: Followed) -> Q:
    if isinstance(subject, Statement):
        return Q(statement=subject)
    if isinstance(subject, Submission):
        return _about_submissions(Submission.objects.public().filter(pk=subject.pk))
    pk = subject.merged_into_id or subject.pk
    named = Submission.objects.public().filter(signatory=pk, visibility=Visibility.NAMED)
    issued = Statement.objects.filter(issuer=pk)
    published = Q(kind=EventKind.STATEMENT_PUBLISHED, statement__in=issued.values("pk"))
    return _about_submissions(named) | published


def _about_submissions(submissions: QuerySet[Submission]) -> Q:
    """Events of these alone, and replies and checks that were about several."""
    found = Q(submission__in=submissions.values("pk"))
    for name, between in (
        ("reply", Reply.submissions.through),
        ("check", Check.submissions.through),
    ):
        rows = between.objects.filter(submission__in=submissions.values("pk"))
        found |= Q(subject_type=name, subject_id__in=rows.values(name))
    return found


def _signatories(events: list[Event], submissions: set[int]) -> set[int]:
    """Who signed these by name or issued what was published, also under rows merged into them."""
    named = Submission.objects.filter(visibility=Visibility.NAMED)
    published = {one.statement_id for one in events if one.kind == EventKind.STATEMENT_PUBLISHED}
    found = _column("signatory", named, "pk", submissions)
    found |= _column("issuer", Statement.objects.all(), "pk", published)
    return found | _column("pk", Signatory.objects.all(), "merged_into", found)


def _column(name: str, rows: QuerySet[Any], by: str, numbers: Iterable[int | None]) -> set[int]:
    """One column of the rows of which another is among the numbers, some hundred at a time."""
    wanted, found = sorted(one for one in numbers if one), set[int]()
    for start in range(0, len(wanted), AT_A_TIME):
        some = {f"{by}__in": wanted[start : start + AT_A_TIME]}
        found.update(rows.filter(**some).order_by().values_list(name, flat=True))
    return found
