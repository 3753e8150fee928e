"""What a stub is called, which texts name somebody, and which copies should be gone by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.choices import ErasedThing
from tracker.rules.names import fold

# A shorter name is a part of too many words to look for.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Backup:
    """One file made before an erasure: the day by which it must be gone, and whether that is past.

    `made_at` is when the file was written last.
    """

    name: str
    made_at: datetime
    gone_by: date
    is_over: bool


def names_looked_for(names: Iterable[str]) -> list[str]:
    """The names as texts are searched for them: each once, none that is too short."""
    folded = (fold(name) for name in names)
    return sorted({name for name in folded if len(name) >= SHORTEST})


def names_somebody(text: str, folded_names: Iterable[str]) -> bool:
    """Whether one of these folded names stands in the text as whole words."""
    words = f" {fold(text)} "
    return any(f" {name} " in words for name in folded_names)


def stub_words(kind: str) -> str:
    """The words from which the address of a stub is made; they tell nothing."""
    return f"erased {ErasedThing(kind).value}"


def backups_before(
    files: Iterable[tuple[str, datetime]], erased_at: datetime, now: datetime, days: int
) -> list[Backup]:
    """Those of the files (name, time) that hold what was erased, oldest first; kept `days` at most.

    A file is over when it is older than that: then it should not be there any more.
    """
    period = timedelta(days=days)
    return [
        Backup(name, made_at, (made_at + period).date(), is_over=made_at + period < now)
        for name, made_at in sorted(files, key=lambda file: (file[1], file[0]))
        if made_at <= erased_at
    ]
