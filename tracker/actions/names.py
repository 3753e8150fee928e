"""Keeping the folded names, by which everybody searches and lists sort, equal to the names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tracker.models import Signatory, Submission
from tracker.rules.names import fold, name_slug

SLUG = 80
SPREAD = 500


def set_names(signatory: Signatory, aliases: Iterable[str]) -> None:
    """Set, without saving, the column to sort by and the one to search: all names, by line."""
    signatory.sort_name = fold(signatory.name)[:300]
    signatory.folded = "\n".join(fold(name) for name in [signatory.name, *aliases])


def set_signed_name(submission: Submission) -> None:
    """Set, without saving, what finds a submission by name; nothing finds a withheld name."""
    names = [fold(submission.signed_name), submission.signatory.folded]
    submission.sort_name = "" if submission.is_withheld else names[0][:300]
    submission.folded = "" if submission.is_withheld else "\n".join(names)


def spread_names(signatory: Signatory) -> None:
    """Write a signatory's changed names to its submissions, in bounded batches."""
    submissions = Submission.objects.filter(signatory=signatory).select_related("signatory")
    batch: list[Submission] = []
    for submission in submissions.iterator(chunk_size=SPREAD):
        submission.signatory = signatory
        set_signed_name(submission)
        batch.append(submission)
    Submission.objects.bulk_update(batch, ["folded", "sort_name"], batch_size=SPREAD)


def free_slugs(names: Sequence[str]) -> list[str]:
    """An address for each of many new names, none taken twice; one query unless names clash."""
    stems = [name_slug(name)[: SLUG - 8] for name in names]
    taken = set(Signatory.objects.filter(slug__in=stems).values_list("slug", flat=True))
    slugs: list[str] = []
    for name, stem in zip(names, stems, strict=True):
        slug = stem if stem not in taken else free_slug(name, taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs


def free_slug(name: str, promised: Collection[str] = ()) -> str:
    """An address made from the name that nobody has or is promised, with a number if need be."""
    stem = name_slug(name)[: SLUG - 8]
    taken = set(Signatory.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.update(promised)
    if stem not in taken:
        return stem
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{stem}-{n}") not in taken)
