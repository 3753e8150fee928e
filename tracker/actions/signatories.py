"""Recording and changing signatories, their other names, and their networks."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.bulk import clean_rows
from tracker.actions.changes import (
    Changes,
    Values,
    fill,
    kept,
    locked,
    locked_record,
    require_dates,
    saved,
)
from tracker.actions.duplicates import suggest_duplicates
from tracker.actions.events import record_event, record_events
from tracker.actions.happened import Happened
from tracker.actions.names import free_slug, free_slugs, set_names, spread_names
from tracker.actions.public_facts import correct_columns, correct_whole
from tracker.actions.stubs import require_not_erased
from tracker.choices import EventKind, SignatoryKind
from tracker.models import Alias, Membership, Signatory, User
from tracker.queries.publicity import was_public
from tracker.rules.names import fold
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

FIELDS = ("name", "kind", "country", "is_named", "number", "ended", "url", "about")
BATCH = 500
ALIAS_FIELDS = ("name", "kind")
MEMBERSHIP_FIELDS = ("network", "member", "since", "until", "note")


@transaction.atomic
def record_signatory(values: Values, *, by: User) -> Signatory:
    """Record somebody who can endorse; its public address is made from the name and stays.

    `country` is an ISO 3166-1 code or empty for “not stated”; `ended` is EDTF.
    Records signatory-recorded, and suggests (never merges) likely duplicates.
    """
    require_right(by, Right.EDIT)
    signatory = Signatory(recorded_by=by)
    changes = fill(signatory, values, FIELDS)
    require_dates(signatory, "ended")
    signatory.slug = free_slug(signatory.name)
    set_names(signatory, [])
    saved(signatory, is_new=True)
    suggest_duplicates([signatory])
    _record(EventKind.SIGNATORY_RECORDED, signatory, signatory, by=by, changes=changes)
    return signatory


@transaction.atomic
def record_signatories(
    rows: Sequence[Values], *, by: User, suggest: bool = True
) -> list[Signatory]:
    """Record many signatories at once, all or none; one signatory-recorded each.

    `suggest` looks for likely duplicates of each; without, none are noted (made-up test data).
    """
    require_right(by, Right.EDIT)
    slugs = free_slugs([row["name"] for row in rows])
    signatories, all_changes = [], []
    for row, slug in zip(rows, slugs, strict=True):
        signatory = Signatory(recorded_by=by, slug=slug)
        all_changes.append(fill(signatory, row, FIELDS))
        require_dates(signatory, "ended")
        set_names(signatory, [])
        signatories.append(signatory)
    clean_rows(signatories)
    Signatory.objects.bulk_create(signatories, batch_size=BATCH)
    if suggest:
        suggest_duplicates(signatories)
    kind = EventKind.SIGNATORY_RECORDED
    told = zip(signatories, all_changes, strict=True)
    record_events([Happened(kind, one, signatory=one, changes=what) for one, what in told], by=by)
    return signatories


@transaction.atomic
def change_signatory(
    signatory: Signatory, values: Values, *, by: User, seen: int | None = None, why: str = ""
) -> Signatory:
    """Change a signatory's facts; names as signed on its submissions stay as they were signed.

    Records signatory-changed if something differs, and where it has been public a
    correction-released for each fact, with `why`. Raises Conflict if it is newer than `seen`.
    """
    require_right(by, Right.EDIT)
    signatory = locked_record(signatory, seen)
    require_current(signatory)
    changes = fill(signatory, values, FIELDS)
    if not changes:
        return signatory
    require_dates(signatory, "ended")
    _rename(signatory)
    saved(signatory, is_new=False)
    if "name" in changes:
        suggest_duplicates([signatory])
    _record(EventKind.SIGNATORY_CHANGED, signatory, signatory, by=by, changes=changes)
    if was_public(signatory):
        correct_columns(signatory, signatory, changes, why, by=by)
    return signatory


@transaction.atomic
def add_alias(signatory: Signatory, values: Values, *, by: User) -> Alias:
    """Add another name by which a signatory is found. Records alias-added."""
    require_right(by, Right.EDIT)
    signatory = locked(signatory)
    require_current(signatory)
    alias = Alias(signatory=signatory)
    _write_alias(EventKind.ALIAS_ADDED, alias, values, by=by)
    return alias


@transaction.atomic
def change_alias(alias: Alias, values: Values, *, by: User, why: str = "") -> Alias:
    """Correct another name or its kind. Records alias-changed.

    Of somebody public also, with `why`, a correction-released for each fact.
    """
    require_right(by, Right.EDIT)
    alias = locked(alias)
    name = alias.name
    changes = _write_alias(EventKind.ALIAS_CHANGED, alias, values, by=by)
    if was_public(alias.signatory):
        of = lambda: _("other name “%(name)s”") % {"name": name}  # noqa: E731
        correct_columns(alias.signatory, alias, changes, why, by=by, of=of)
    return alias


@transaction.atomic
def remove_alias(alias: Alias, *, by: User, why: str = "") -> None:
    """Remove another name; the event keeps it. Records alias-removed.

    Of somebody public also, with `why`, a correction-released.
    """
    require_right(by, Right.EDIT)
    alias = locked(alias)
    signatory = alias.signatory
    changes: Changes = {name: [kept(alias, name), None] for name in ALIAS_FIELDS}
    _record(EventKind.ALIAS_REMOVED, alias, signatory, by=by, changes=changes)
    if was_public(signatory):
        correct_whole(signatory, alias, changes, why, by=by, of=lambda: _("other name"))
    alias.delete()
    _renamed(signatory)


@transaction.atomic
def record_membership(values: Values, *, by: User) -> Membership:
    """Record that a signatory belongs to a network. Records membership-recorded.

    Raises Refused when the named network is recorded as something else than a network.
    """
    require_right(by, Right.EDIT)
    membership = Membership()
    _write_membership(EventKind.MEMBERSHIP_RECORDED, membership, values, by=by)
    return membership


@transaction.atomic
def change_membership(
    membership: Membership, values: Values, *, by: User, why: str = ""
) -> Membership:
    """Correct a membership or its dates. Records membership-changed.

    Where both sides have been public also, with `why`, a correction-released for each fact.
    """
    require_right(by, Right.EDIT)
    membership = locked(membership)
    is_known, network = was_public(membership), membership.network
    changes = _write_membership(EventKind.MEMBERSHIP_CHANGED, membership, values, by=by)
    if is_known:
        of = lambda: _("member of %(network)s") % {"network": network}  # noqa: E731
        correct_columns(membership, membership, changes, why, by=by, of=of)
    return membership


@transaction.atomic
def remove_membership(membership: Membership, *, by: User, why: str = "") -> None:
    """Remove a membership recorded by mistake; the event keeps it. Records membership-removed.

    Where both sides have been public also, with `why`, a correction-released about the member, to
    whom earlier corrections of it go. Raises Refused while it has sources: then state its end.
    """
    require_right(by, Right.EDIT)
    membership = locked(membership)
    if membership.sources.exists():
        raise Refused(_("This membership has sources, so it stays. State when it ended instead."))
    changes: Changes = {name: [kept(membership, name), None] for name in MEMBERSHIP_FIELDS}
    _record(EventKind.MEMBERSHIP_REMOVED, membership, membership.member, by=by, changes=changes)
    if was_public(membership):
        correct_whole(
            membership.member, membership, changes, why, by=by, of=lambda: _("membership")
        )
    membership.corrections.update(membership=None, signatory=membership.member)
    membership.delete()


def require_current(signatory: Signatory) -> None:
    """Raise Refused for a row that was merged into another, and for one that was erased."""
    require_not_erased(signatory)
    if signatory.merged_into is not None:
        raise Refused(
            _("“%(name)s” was merged into “%(other)s”. Take that one.")
            % {"name": signatory, "other": signatory.merged_into}
        )


def _write_alias(kind: EventKind, alias: Alias, values: Values, *, by: User) -> Changes:
    is_new = alias.pk is None
    changes = fill(alias, values, ALIAS_FIELDS)
    if not changes:
        return changes
    alias.folded = fold(alias.name)[:300]
    saved(alias, is_new=is_new)
    _renamed(alias.signatory)
    _record(kind, alias, alias.signatory, by=by, changes=changes)
    return changes


def _write_membership(
    kind: EventKind, membership: Membership, values: Values, *, by: User
) -> Changes:
    is_new = membership.pk is None
    changes = fill(membership, values, MEMBERSHIP_FIELDS)
    if not changes:
        return changes
    require_dates(membership, "since", "until")
    _require_network(membership)
    saved(membership, is_new=is_new)
    _record(kind, membership, membership.member, by=by, changes=changes)
    return changes


def _require_network(membership: Membership) -> None:
    require_current(membership.member)
    require_current(membership.network)
    if membership.member == membership.network:
        raise Refused(_("A network is no member of itself. Choose another."), field="member")
    if membership.network.kind != SignatoryKind.NETWORK:
        raise Refused(
            _("“%(name)s” is not recorded as a network. Change its kind first.")
            % {"name": membership.network},
            field="network",
        )


def _rename(signatory: Signatory) -> None:
    set_names(signatory, signatory.aliases.values_list("name", flat=True))
    spread_names(signatory)


def _renamed(signatory: Signatory) -> None:
    _rename(signatory)
    signatory.save(update_fields=["folded", "sort_name"])
    suggest_duplicates([signatory])


def _record(
    kind: EventKind, subject: Model, signatory: Signatory, *, by: User, changes: Changes
) -> None:
    record_event(Happened(kind, subject, signatory=signatory, changes=changes), by=by)
