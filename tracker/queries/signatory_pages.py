"""What one signatory's page tells: names, networks, and what it signed, offered and issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tracker.choices import Visibility
from tracker.models import Alias, Correction, Membership, Signatory, Source, Statement, Submission
from tracker.models.users import reads_desk
from tracker.queries.sources import visible_memberships, visible_sources
from tracker.queries.submission_rows import SubmissionRow, as_rows, submission_rows

FIRST_SUBMISSIONS = 50
MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class SignatoryPage:
    """Everything on a signatory's page. `is_public` is false where only the desk sees it."""

    signatory: Signatory
    is_public: bool
    aliases: list[Alias]
    networks: list[Membership]
    members: list[Membership]
    has_more_members: bool
    submissions: list[SubmissionRow]
    has_more_submissions: bool
    issued: list[Statement]
    sources: list[Source]
    corrections: list[Correction]


def find_signatory(slug: str) -> Signatory | None:
    """Who has this address; a merged row's address finds what it was merged into."""
    found = Signatory.objects.filter(slug=slug).select_related("merged_into").first()
    return found and (found.merged_into or found)


def signatory_page(signatory: Signatory, user: object, today: date) -> SignatoryPage | None:
    """The page of a signatory; None if this user may not see it. Seven queries.

    A submission whose name is withheld is not on it, whoever asks: it would tell whose it is.
    """
    is_public = Signatory.objects.visible_to(None).filter(pk=signatory.pk).exists()
    if not (is_public or reads_desk(user)):
        return None
    memberships = _memberships(signatory, user)
    members = [one for one in memberships if one.network_id == signatory.pk]
    submissions = _submissions(signatory, user)
    return SignatoryPage(
        signatory=signatory,
        is_public=is_public,
        aliases=list(signatory.aliases.all()),
        networks=[one for one in memberships if one.member_id == signatory.pk],
        members=members[:MOST_MEMBERS],
        has_more_members=len(members) > MOST_MEMBERS,
        submissions=submission_rows(submissions[:FIRST_SUBMISSIONS], today),
        has_more_submissions=len(submissions) > FIRST_SUBMISSIONS,
        issued=list(Statement.objects.visible_to(user).filter(issuer=signatory)),
        sources=_sources(signatory, user),
        corrections=_corrections(signatory, user),
    )


def _memberships(signatory: Signatory, user: object) -> list[Membership]:
    found = visible_memberships(user).filter(pk__in=_either_side(signatory))
    rows = found.select_related("member", "network")
    return list(rows.order_by("member__sort_name", "pk")[: 2 * MOST_MEMBERS])


def _submissions(signatory: Signatory, user: object) -> list[Submission]:
    rows = Submission.objects.visible_to(user).filter(
        signatory=signatory, visibility=Visibility.NAMED, voided_at=None
    )
    return list(as_rows(rows).order_by("-offered_latest", "-pk")[: FIRST_SUBMISSIONS + 1])


def _corrections(signatory: Signatory, user: object) -> list[Correction]:
    about = Q(signatory=signatory) | Q(membership__in=_either_side(signatory))
    return list(Correction.objects.visible_to(user).filter(about, voided_at=None))


def _sources(signatory: Signatory, user: object) -> list[Source]:
    about = Q(signatory=signatory) | Q(membership__in=_either_side(signatory))
    return list(visible_sources(user).filter(about))


def _either_side(signatory: Signatory) -> QuerySet[Membership, Any]:
    """The numbers of its memberships and its members', each found by an index of its own."""
    own = Membership.objects.filter(member=signatory).order_by().values("pk")
    return own.union(Membership.objects.filter(network=signatory).order_by().values("pk"))
