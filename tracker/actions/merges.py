"""Merging two signatories that are the same, after a preview of what moves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import locked
from tracker.actions.duplicates import suggest_duplicates
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.names import set_names, spread_names
from tracker.actions.public_facts import correct_said
from tracker.choices import AliasKind, EventKind
from tracker.models import Alias, Duplicate, Membership, Signatory, Statement, Submission, User
from tracker.models.submissions import GONE
from tracker.queries.publicity import was_public
from tracker.rules.names import fold
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would move from one row to the other, and what forbids it."""

    keep: Signatory
    drop: Signatory
    submissions: list[Submission]
    statements: list[Statement]
    memberships: list[Membership]
    aliases: list[Alias]
    obstacles: list[str]

    @property
    def token(self) -> str:
        """Names exactly this preview, so that only what was shown is carried out."""
        rows = (self.submissions, self.statements, self.memberships, self.aliases)
        numbers = "/".join(",".join(str(row.pk) for row in part) for part in rows)
        return f"{self.keep.pk}.{self.keep.version}/{self.drop.pk}.{self.drop.version}/{numbers}"


def preview_merge(keep: Signatory, drop: Signatory) -> Preview:
    """What would move if `drop` were merged into `keep`; writes nothing."""
    return Preview(
        keep,
        drop,
        list(Submission.objects.filter(signatory=drop).order_by("pk")),
        list(Statement.objects.filter(issuer=drop).order_by("pk")),
        list(_moving_memberships(keep, drop)),
        list(drop.aliases.exclude(name__in=_names(keep)).order_by("pk")),
        _obstacles(keep, drop),
    )


@transaction.atomic
def merge_signatories(
    keep: Signatory, drop: Signatory, *, by: User, token: str, why: str = ""
) -> Signatory:
    """Move everything of `drop` to `keep`; the dropped row stays as a signpost with its address.

    `token` is the preview's: raises Refused if anything is different by now, or while both have a
    live submission to the same revision. Names as signed stay. Records signatories-merged with the
    numbers of all that moved; where `drop` has been public also, with `why`, a correction-released
    about `keep` and about each public statement that it issued.
    """
    require_right(by, Right.RELEASE)
    # In order of number, so that two merges of the same two rows do not wait for each other.
    rows = {row.pk: locked(row) for row in sorted((keep, drop), key=lambda row: row.pk)}
    preview = preview_merge(rows[keep.pk], rows[drop.pk])
    if preview.obstacles:
        raise Refused(" ".join(preview.obstacles))
    if token != preview.token:
        raise Refused(_("Something changed since the preview. Look at the new preview first."))
    is_known = was_public(preview.drop)
    _move(preview)
    _record(preview, by=by)
    if is_known:
        _correct(preview, why, by=by)
    return preview.keep


def _move(preview: Preview) -> None:
    keep, drop = preview.keep, preview.drop
    Submission.objects.filter(signatory=drop).update(signatory=keep)
    Statement.objects.filter(issuer=drop).update(issuer=keep)
    memberships = Membership.objects.filter(pk__in=[row.pk for row in preview.memberships])
    memberships.filter(member=drop).update(member=keep)
    memberships.filter(network=drop).update(network=keep)
    _move_names(preview)
    for name in ("sources", "corrections", "notes"):
        getattr(drop, name).update(signatory=keep)
    Duplicate.objects.filter(Q(first=drop) | Q(second=drop)).delete()
    drop.merged_into, drop.version = keep, drop.version + 1
    drop.save()
    drop.merged.update(merged_into=keep)
    keep.version += 1
    set_names(keep, keep.aliases.values_list("name", flat=True))
    keep.save()
    spread_names(keep)
    suggest_duplicates([keep])


def _moving_memberships(keep: Signatory, drop: Signatory) -> QuerySet[Membership]:
    """Those that `keep` has already, or that join the two, stay behind on the signpost."""
    networks, members = keep.memberships.values("network"), keep.members.values("member")
    as_member = Q(member=drop) & ~Q(network__in=networks) & ~Q(network=keep)
    as_network = Q(network=drop) & ~Q(member__in=members) & ~Q(member=keep)
    return Membership.objects.filter(as_member | as_network).order_by("pk")


def _names(signatory: Signatory) -> set[str]:
    return {signatory.name, *signatory.aliases.values_list("name", flat=True)}


def _move_names(preview: Preview) -> None:
    keep, name = preview.keep, preview.drop.name
    Alias.objects.filter(pk__in=[row.pk for row in preview.aliases]).update(signatory=keep)
    if name not in _names(keep):
        Alias.objects.create(
            signatory=keep, name=name, kind=AliasKind.ALIAS, folded=fold(name)[:300]
        )


def _obstacles(keep: Signatory, drop: Signatory) -> list[str]:
    if keep.pk == drop.pk:
        return [_("These are one and the same row.")]
    if keep.merged_into_id or drop.merged_into_id:
        return [_("One of the two has been merged already.")]
    if keep.erased_at or drop.erased_at:
        return [_("The content of one of the two was erased.")]
    live = Submission.objects.exclude(status__in=GONE)
    both = live.filter(signatory=drop, revision__in=live.filter(signatory=keep).values("revision"))
    return [
        _(
            "Both have a submission to the same wording (%(reference)s). "
            "Void one of the two as a duplicate first."
        )
        % {"reference": submission.reference}
        for submission in both
    ]


def _record(preview: Preview, *, by: User) -> None:
    facts = {
        "kept": preview.keep.pk,
        "dropped": preview.drop.pk,
        "submissions": [row.pk for row in preview.submissions],
        "statements": [row.pk for row in preview.statements],
        "memberships": [row.pk for row in preview.memberships],
        "aliases": [row.pk for row in preview.aliases],
    }
    happened = Happened(
        EventKind.SIGNATORIES_MERGED,
        preview.keep,
        signatory=preview.keep,
        changes={"name": [preview.drop.name, preview.keep.name]},
        facts=facts,
    )
    record_event(happened, by=by)


def _correct(preview: Preview, why: str, *, by: User) -> None:
    """Readers knew two; and of what the dropped one issued, another issuer's name."""
    keep, drop = preview.keep, preview.drop
    correct_said(keep, lambda: (_("recorded twice"), drop.name, keep.name), why, by=by)
    for statement in preview.statements if drop.name != keep.name else ():
        if was_public(statement):
            correct_said(statement, lambda: (_("issuer"), drop.name, keep.name), why, by=by)
