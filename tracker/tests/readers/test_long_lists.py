"""A list of any length joined in piles: the same signatories as in memory, and bounded errors."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tracker.readers import long_lists
from tracker.readers.columns import guess_mapping
from tracker.readers.countries import country_codes
from tracker.readers.long_lists import LongList, read_long_list
from tracker.readers.signatories import RowError, read_rows
from tracker.readers.tables import read_table
from tracker.rules.names import fold

LIST = """name,country,town,date
Ríos Libres,Chile,North,2022-01-30
Mill,,,
Rios libres,Chile,South,
Mill,Kenya,Lima,
Weir,France,,
Weir,Kenya,,2022
"""


class Reader:
    """Reads a list with piles in a folder, and hears how many rows are read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.files, self.heard = folder, ExitStack(), list[int]()

    def __call__(self, text: str) -> LongList:
        table = read_table(text.encode(), "list.csv")
        return read_long_list(
            table,
            guess_mapping(table.header),
            fold=fold,
            countries=country_codes(fold),
            folder=str(self.folder),
            files=self.files,
            progress=self.heard.append,
        )


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def test_long_list_has_the_signatories_of_the_list(reader: Reader) -> None:
    table = read_table(LIST.encode(), "list.csv")
    mapping = guess_mapping(table.header)
    whole = read_rows(table, mapping, fold=fold, countries=country_codes(fold))
    with reader.files:
        found = reader(LIST)
        rows = list(found.signatories())

        assert sorted(rows, key=lambda row: row.line) == list(whole.rows)
        assert rows == list(found.signatories())
    assert (found.row_count, found.error_count, found.errors) == (6, 0, [])
    assert len(rows) == 4


def test_long_list_leaves_nothing_behind(reader: Reader) -> None:
    with reader.files:
        reader(LIST)

        assert list(reader.folder.iterdir()) == []


def test_long_list_tells_the_first_errors(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "MOST_ERRORS", 2)
    with reader.files:
        found = reader("name,country\nA,Chile\nB,Atlantis\nC,Atlantis\nD,Atlantis\nE,Chile\n")

        assert [row.name for row in found.signatories()] == ["A"]
    words = "“Atlantis” is not a country that this site knows."
    assert found.errors == [RowError(3, words), RowError(4, words)]
    assert (found.row_count, found.error_count) == (5, 3)


def test_long_list_tells_how_far_it_is(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "TOLD_EVERY", 2)
    with reader.files:
        reader("name\nA\nB\nC\nD\nE\n")

    assert reader.heard == [2, 4]
