"""Suggesting that two signatories may be the same, and dismissing a suggestion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery

from tracker.actions.actors import require_right
from tracker.actions.changes import fill, locked
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.projections import settled_event
from tracker.choices import EventKind
from tracker.models import Duplicate, Event, NameKey, Projection, Signatory, Submission, User
from tracker.rules.duplicates import ALIKE
from tracker.rules.names import blocking_keys, folded_similarity
from tracker.rules.permissions import Right

NAME = "duplicates"
BATCH = 2000
AT_ONCE = 100  # signatories whose keys are looked up together
CONFIRMED = EventKind.SUBMISSION_CONFIRMED
LARGEST_BLOCK = 60  # a word that more names share says nothing about one of them


class Step(NamedTuple):
    """How many events were followed, and for how many signatories suggestions were looked for."""

    events: int
    suggested: int


def suggest_duplicates(signatories: Iterable[Signatory]) -> None:
    """Note every current signatory that is named much like one of these; merges nothing.

    Part of the action that records or renames a signatory, whose event speaks for it. Cost depends
    on the number of words in the names, not on how many signatories there are.
    """
    named = [signatory for signatory in signatories if signatory.is_named]
    write_name_keys(named)
    for start in range(0, len(named), AT_ONCE):
        pairs = {(pair.first_id, pair.second_id): pair for pair in _alike(named[start:][:AT_ONCE])}
        Duplicate.objects.bulk_create(pairs.values(), ignore_conflicts=True, batch_size=500)


def write_name_keys(signatories: Collection[Signatory]) -> None:
    """Write anew the keys by which these are found when a similar name comes."""
    NameKey.objects.filter(signatory__in=signatories).delete()
    NameKey.objects.bulk_create(
        (NameKey(signatory=one, key=key) for one in signatories for key in _keys(one)),
        batch_size=1000,
    )


def suggest_after_confirmations() -> int:
    """Do the same for those whom the form made and somebody confirmed; returns how many they were.

    Not in the visitor's request: the worker follows the events, each once, in whatever number of
    processes. Leaves no event, as the events it follows speak for it.
    """
    suggested, step = 0, Step(BATCH, 0)
    while step.events == BATCH:
        start = Projection.objects.get_or_create(name=NAME)[0].position
        step = _follow(start, _events_since(start))
        suggested += step.suggested
    return suggested


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


def _events_since(start: int) -> list[tuple[int, str, int | None]]:
    """The next events that are settled."""
    later = Event.objects.filter(pk__gt=start)
    if not later.exists():
        return []
    later = later.filter(pk__lte=settled_event())
    return list(later.order_by("pk").values_list("pk", "kind", "submission_id")[:BATCH])


@transaction.atomic
def _follow(start: int, events: list[tuple[int, str, int | None]]) -> Step:
    """Suggestions, and the position after these events, all or nothing."""
    position = Projection.objects.select_for_update().get(name=NAME)
    if not events or position.position != start:
        return Step(0, 0)  # another worker has been here
    confirmed = [submission for _pk, kind, submission in events if kind == CONFIRMED]
    signatories = _new_among(confirmed)
    suggest_duplicates(signatories)
    position.position = events[-1][0]
    position.save(update_fields=["position"])
    return Step(len(events), len(signatories))


def _new_among(submissions: list[int | None]) -> list[Signatory]:
    """The signatories of these submissions that nobody has looked at, in order."""
    standing = Submission.objects.filter(pk__in=submissions, voided_at=None).values("signatory")
    new = Signatory.objects.current().filter(pk__in=standing, name_keys=None, is_named=True)
    return list(new.order_by("pk"))


def _alike(signatories: Sequence[Signatory]) -> Iterator[Duplicate]:
    candidates = _candidates(signatories)
    names = _current_names({pk for pks in candidates.values() for pk in pks})
    for one in signatories:
        own = one.folded.split("\n")
        for other in candidates[one.pk] - {one.pk}:
            score = _likeness(own, names.get(other, []))
            if score >= ALIKE:
                first, second = sorted([one.pk, other])
                yield Duplicate(first_id=first, second_id=second, score=score)


def _likeness(names: Sequence[str], others: Sequence[str]) -> int:
    """The best score between any of these names and any of those; all are folded already."""
    return max((folded_similarity(a, b) for a in names for b in others), default=0)


def _keys(signatory: Signatory) -> set[str]:
    return {key for name in signatory.folded.split("\n") for key in blocking_keys(name)}


def _candidates(signatories: Sequence[Signatory]) -> defaultdict[int, set[int]]:
    """For each of these the rows that share an uncommon key with it; two queries in all."""
    block = NameKey.objects.filter(key=OuterRef("key")).values("signatory")
    keys = NameKey.objects.filter(signatory__in=signatories)
    # Looked no further into a block than to see that it is too large: some hold everybody.
    uncommon = keys.annotate(beyond=Subquery(block[LARGEST_BLOCK : LARGEST_BLOCK + 1]))
    own = list(uncommon.filter(beyond=None).values_list("key", "signatory_id"))
    blocks: defaultdict[str, set[int]] = defaultdict(set)
    found = NameKey.objects.filter(key__in={key for key, _pk in own})
    for key, pk in found.values_list("key", "signatory_id"):
        blocks[key].add(pk)
    candidates: defaultdict[int, set[int]] = defaultdict(set)
    for key, pk in own:
        candidates[pk] |= blocks[key]
    return candidates


def _current_names(pks: Collection[int]) -> dict[int, list[str]]:
    """The folded names of those of the rows that are current and named."""
    current, numbers = Signatory.objects.current().filter(is_named=True), list(pks)
    return {
        pk: folded.split("\n")
        for start in range(0, len(numbers), BATCH)
        for pk, folded in current.filter(pk__in=numbers[start : start + BATCH]).values_list(
            "pk", "folded"
        )
    }
