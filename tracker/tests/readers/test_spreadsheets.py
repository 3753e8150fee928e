"""Workbooks as rows of text."""

import io
import zipfile
from datetime import UTC, datetime, time

import openpyxl
import pytest

from tracker.readers.errors import NotTable, ReadError, TooLarge
from tracker.readers.spreadsheets import MOST_COLUMNS, first_sheet
from tracker.tests.readers.samples import archive, xlsx

NOON = datetime(2022, 1, 30, 12, 30, 5, tzinfo=UTC).replace(tzinfo=None)
MIDNIGHT = NOON.replace(hour=0, minute=0, second=0)


@pytest.mark.parametrize(
    "value, text",
    [
        ("words", "words"),
        (None, ""),
        (12, "12"),
        (1.5, "1.5"),
        (True, "True"),
        (MIDNIGHT, "2022-01-30"),
        (NOON, "2022-01-30 12:30:05"),
        (time(12, 30), "12:30:00"),
        ("=A1&B1", "=A1&B1"),
    ],
)
def test_first_sheet_gives_cells_as_text(value: object, text: str) -> None:
    _notes, rows = first_sheet(xlsx(["first"], [value, "x"]))

    assert list(rows()) == [(1, ("first",)), (2, (text, "x"))]


@pytest.mark.parametrize(
    "cell, text",
    [(b"<v>12.0</v>", "12"), (b"<v>1E3</v>", "1000"), (b"<v>0.5</v>", "0.5")],
)
def test_first_sheet_reads_numbers_as_other_programs_write_them(cell: bytes, text: str) -> None:
    data = _with_part(xlsx([7]), "xl/worksheets/sheet1.xml", b"<v>7</v>", cell)

    assert list(first_sheet(data)[1]()) == [(1, (text,))]


def test_first_sheet_reads_days_as_other_programs_write_them() -> None:
    data = _with_part(
        xlsx([7]), "xl/worksheets/sheet1.xml", b't="n"><v>7</v>', b't="d"><v>2022-01-30</v>'
    )

    assert list(first_sheet(data)[1]()) == [(1, ("2022-01-30",))]


def test_first_sheet_is_the_first_one_to_be_seen() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx(["hidden"], more_sheets={"Two": "visible"})))
    workbook.worksheets[0].sheet_state = "hidden"
    workbook["Two"].append(["shown"])
    buffer = io.BytesIO()
    workbook.save(buffer)

    notes, rows = first_sheet(buffer.getvalue())

    assert notes == ("Not read: the sheet “Sheet”.",)
    assert list(rows()) == [(1, ("shown",))]


def test_first_sheet_of_none_to_be_seen_is_refused() -> None:
    hidden = _with_part(xlsx(["x"]), "xl/workbook.xml", b'state="visible"', b'state="hidden"')

    with pytest.raises(NotTable, match="no visible sheet"):
        first_sheet(hidden)


def test_first_sheet_refuses_too_many_columns() -> None:
    _notes, rows = first_sheet(xlsx(["x"] * MOST_COLUMNS, ["x"] * (MOST_COLUMNS + 1)))
    reading = rows()

    assert len(next(reading)[1]) == MOST_COLUMNS
    with pytest.raises(TooLarge, match="more than 100 columns"):
        next(reading)


def test_first_sheet_refuses_damaged_workbooks() -> None:
    with pytest.raises(ReadError, match="damaged"):
        first_sheet(archive({"xl/workbook.xml": "<x/>"}))


def test_first_sheet_refuses_damaged_sheets() -> None:
    broken = _with_part(xlsx(["x"]), "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row>")
    _notes, rows = first_sheet(broken)

    with pytest.raises(ReadError, match="damaged"):
        list(rows())


def test_first_sheet_refuses_workbooks_that_define_entities() -> None:
    with pytest.raises(ReadError, match="XML types"):
        first_sheet(archive({"xl/workbook.xml": "<!DOCTYPE x><x/>"}))


def _with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts: dict[str, str | bytes] = {one: packed.read(one) for one in packed.namelist()}
    part = parts[name]
    assert isinstance(part, bytes)
    assert old in part
    return archive(parts | {name: part.replace(old, new)})
