"""What seed files said of somebody who was erased: forgotten, and not loaded again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model

from tracker.models import SeededRow
from tracker.proof.tokens import keyed_sha256
from tracker.queries.erasures import Scope, numbers_of

ERASED = "erased:"
# A file's lists of submissions name them by key.
LISTS = "submissions"


def erased_place(place: str) -> str:
    """What stands for a place of a seed file once its row is erased: known again, not guessed."""
    return ERASED + keyed_sha256(settings.SECRET_KEY, place)


def forget_seeds(scope: Scope) -> int:
    """Forget what seed files said of these rows, and the keys; returns how many entries.

    Part of an erasure, whose event speaks for it.
    """
    own = [row for subjects in _subjects(scope) for row in _seeded(subjects)]
    rows = {row.pk: row for row in own}
    for row in own:
        # Parts of it that were removed at the desk before.
        rows |= {one.pk: one for one in SeededRow.objects.filter(key__startswith=f"{row.key}.")}
    for row in rows.values():
        statement, _slash, place = row.key.partition("/")
        if not place.startswith(ERASED):
            _forget_in_lists(statement, place)
            row.key = f"{statement}/{erased_place(place)}"
        row.said = {}
        row.save(update_fields=["key", "said"])
    return len(rows)


def said_of_erased(said: dict[str, Any], places: Collection[str]) -> dict[str, Any]:
    """What a file says of a row, with what stands for those erased places that it names."""
    if LISTS not in said:
        return said
    named = [_named(key, places) for key in said[LISTS]]
    return said | {LISTS: named}


def _subjects(scope: Scope) -> Iterator[Sequence[Model]]:
    yield from (scope.submissions, scope.signatories, scope.replies, scope.checks)
    yield from (scope.positions, scope.aliases, scope.memberships)
    yield from (scope.sources, scope.corrections)


def _seeded(subjects: Sequence[Model]) -> list[SeededRow]:
    if not subjects:
        return []
    kind, pks = subjects[0]._meta.model_name, numbers_of(subjects)
    return list(SeededRow.objects.filter(subject_type=kind, subject_id__in=pks).order_by("pk"))


def _named(key: str, places: Collection[str]) -> str:
    place = f"{LISTS}.{key}"
    return erased_place(place) if place in places else key


def _forget_in_lists(statement: str, place: str) -> None:
    """Other entries of the file may name the row by its key, as a reply to several does."""
    for row in SeededRow.objects.filter(key__startswith=f"{statement}/", said__has_key=LISTS):
        said = said_of_erased(row.said, [place])
        if said != row.said:
            row.said = said
            row.save(update_fields=["said"])
