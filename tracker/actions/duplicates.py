"""Suggesting that two signatories may be the same, and dismissing a suggestion."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from tracker.actions.actors import require_right
from tracker.actions.changes import fill, locked
from tracker.actions.events import Happened, record_event
from tracker.choices import EventKind
from tracker.models import Duplicate, NameKey, Signatory, User
from tracker.rules.duplicates import ALIKE
from tracker.rules.names import blocking_keys, similarity
from tracker.rules.permissions import Right

LARGEST_BLOCK = 60  # a word that more names share says nothing about one of them


def suggest_duplicates(signatories: Iterable[Signatory]) -> None:
    """Note every current signatory that is named much like one of these; merges nothing.

    Part of the action that records or renames a signatory, whose event speaks for it. Cost depends
    on the number of words in the names, not on how many signatories there are.
    """
    named = [signatory for signatory in signatories if signatory.is_named]
    write_name_keys(named)
    pairs = [pair for signatory in named for pair in _alike(signatory)]
    Duplicate.objects.bulk_create(pairs, ignore_conflicts=True, batch_size=500)


def write_name_keys(signatories: Collection[Signatory]) -> None:
    """Write anew the keys by which these are found when a similar name comes."""
    NameKey.objects.filter(signatory__in=signatories).delete()
    NameKey.objects.bulk_create(
        (NameKey(signatory=one, key=key) for one in signatories for key in _keys(one)),
        batch_size=1000,
    )


@transaction.atomic
def dismiss_duplicate(duplicate: Duplicate, *, by: User) -> Duplicate:
    """Say that two are not the same; not suggested again. Records duplicate-dismissed."""
    require_right(by, Right.EDIT)
    duplicate = locked(duplicate)
    if duplicate.dismissed_by_id is not None:
        return duplicate
    changes = fill(duplicate, {"dismissed_by": by}, ["dismissed_by"])
    duplicate.save(update_fields=["dismissed_by"])
    kind, first = EventKind.DUPLICATE_DISMISSED, duplicate.first
    record_event(Happened(kind, duplicate, signatory=first, changes=changes), by=by)
    return duplicate


def _alike(signatory: Signatory) -> list[Duplicate]:
    scored = ((other, _likeness(signatory, other)) for other in _candidates(signatory))
    return [_pair(signatory, other, score) for other, score in scored if score >= ALIKE]


def _likeness(one: Signatory, other: Signatory) -> int:
    """The best score between any name of the one and any of the other; both are folded already."""
    names = [(a, b) for a in one.folded.split("\n") for b in other.folded.split("\n")]
    return max(similarity(a, b) for a, b in names)


def _keys(signatory: Signatory) -> set[str]:
    return {key for name in signatory.folded.split("\n") for key in blocking_keys(name)}


def _candidates(signatory: Signatory) -> list[Signatory]:
    """Current named rows that share an uncommon key with this one."""
    pks: set[int] = set()
    for key in sorted(_keys(signatory)):
        block = NameKey.objects.filter(key=key).values_list("signatory_id", flat=True)
        sharing = set(block[: LARGEST_BLOCK + 1])
        pks |= sharing if len(sharing) <= LARGEST_BLOCK else set()
    pks.discard(signatory.pk)
    return list(Signatory.objects.current().filter(pk__in=pks, is_named=True))


def _pair(one: Signatory, other: Signatory, score: int) -> Duplicate:
    first, second = sorted([one, other], key=lambda signatory: signatory.pk)
    return Duplicate(first=first, second=second, score=score)
