"""A list of signatories of any length: checked row by row, and joined in piles on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from tempfile import TemporaryFile
from typing import IO
from zlib import crc32

from tracker.readers.cells import Cells
from tracker.readers.signatories import RowError, SignatoryRow, each_row, signatories_of
from tracker.readers.tables import Table

# Rows of one name lie in one pile, and one pile at a time is held in memory: of five million rows,
# some ten thousand. More piles would be more open files than many systems allow.
PILES = 500
MOST_ERRORS = 100
TOLD_EVERY = 50_000


@dataclass(slots=True)
class LongList:
    """A list as far as it was read: the first errors, how many there are, and the piles.

    `row_count` counts all rows, `error_count` those that cannot be taken.
    """

    errors: list[RowError] = field(default_factory=list)
    error_count: int = 0
    row_count: int = 0
    piles: list[IO[str]] = field(default_factory=list)

    def signatories(self) -> Iterator[SignatoryRow]:
        """Every signatory of the list, the same ones in the same order each time."""
        return chain.from_iterable(signatories_of(_taken(pile)) for pile in self.piles)

    def take(self, line: int, cells: Cells | None, problems: list[str]) -> None:
        """Lay one row into its pile, or note what is wrong with it."""
        self.row_count += 1
        if cells is None:
            self.error_count += 1
            room = MOST_ERRORS - len(self.errors)
            self.errors += [RowError(line, problem) for problem in problems[: max(room, 0)]]
        elif not self.error_count:
            # Of a list with errors nothing is taken.
            pile = self.piles[crc32(cells.folded.encode()) % len(self.piles)]
            kept = [cells.line, cells.name, cells.folded, cells.values, cells.kept]
            pile.write(json.dumps(kept, ensure_ascii=False) + "\n")


def read_long_list(
    table: Table,
    mapping: Mapping[str, str],
    *,
    fold: Callable[[str], str],
    countries: Mapping[str, str],
    folder: str,
    files: ExitStack,
    progress: Callable[[int], None],
) -> LongList:
    """Read a list as signatories.read_rows() does, in constant memory; `progress` hears the rows.

    The piles are files in `folder` that nobody else sees, and that end with `files`, or with the
    process. Raises what reading the table raises, and OSError when the disk is full.
    """
    found = LongList()
    for _number in range(PILES):
        pile = TemporaryFile("w+", dir=folder, encoding="utf-8")  # noqa: SIM115 # closed by files
        found.piles.append(files.enter_context(pile))
    for row in each_row(table, mapping, fold=fold, countries=countries):
        found.take(*row)
        if found.row_count % TOLD_EVERY == 0:
            progress(found.row_count)
    for filled in found.piles:
        filled.flush()
    return found


def _taken(pile: IO[str]) -> Iterator[Cells]:
    pile.seek(0)
    return (Cells(*json.loads(line)) for line in pile)
