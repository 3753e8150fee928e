"""The sources of one page, numbered once each, whatever number of facts they are evidence for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.models import Source

# What a source is about: the column that names it, and the row's number.
Subject = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source of one fact, under the number that it has in the page's list of sources."""

    number: int
    source: Source


@dataclass(frozen=True, slots=True)
class Dossier:
    """All sources of a page: each page or file once, and which of them belong to which fact."""

    listed: list[Evidence] = field(default_factory=list)
    by_subject: dict[Subject, list[Evidence]] = field(default_factory=dict)

    def of(self, column: str, pk: int) -> list[Evidence]:
        """The evidence for one row."""
        return self.by_subject.get((column, pk), [])


def dossier_of(sources: Iterable[Source], columns: tuple[str, ...]) -> Dossier:
    """Number the sources in the order given; `columns` are those that can name their subject.

    Several rows that quote the same page or file share a number.
    """
    numbers: dict[tuple[str, ...], int] = {}
    listed: list[Evidence] = []
    by_subject: dict[Subject, list[Evidence]] = defaultdict(list)
    for source in sources:
        key = (source.url, source.sha256) if source.url or source.sha256 else (source.title,)
        if key not in numbers:
            numbers[key] = len(numbers) + 1
            listed.append(Evidence(numbers[key], source))
        by_subject[_subject(source, columns)].append(Evidence(numbers[key], source))
    return Dossier(listed, dict(by_subject))


def _subject(source: Source, columns: tuple[str, ...]) -> Subject:
    named = ((column, getattr(source, f"{column}_id")) for column in columns)
    return next((column, pk) for column, pk in named if pk)
