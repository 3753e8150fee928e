"""The first sheet of an Excel workbook (.xlsx) as rows of text; formulas are never evaluated."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.readers.archives import damaged, open_archive, require_no_type_definition
from tracker.readers.errors import NotTable, ReadError, TooLarge

MOST_COLUMNS = 100
Rows = Iterator[tuple[int, tuple[str, ...]]]


def first_sheet(data: bytes) -> tuple[tuple[str, ...], Callable[[], Rows]]:
    """Notes on what is not read, and a function that reads (row number, cells) one by one.

    Raises TooLarge, NotTable or ReadError; reading rows can raise them too.
    """
    with open_archive(data) as archive:
        require_no_type_definition(archive)
    with closing(_workbook(data)) as workbook:
        names = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        others = [name for name in workbook.sheetnames if name not in names[:1]]
    if not names:
        raise NotTable(_("This workbook has no visible sheet."))
    notes = [_("Not read: the sheet “%(name)s”.") % {"name": name} for name in others]
    return tuple(notes), lambda: _rows(data, names[0])


def _workbook(data: bytes) -> Any:
    # openpyxl is heavy, and needed only while a workbook is read.
    import openpyxl  # noqa: PLC0415

    with warnings.catch_warnings():
        # It warns of styles and extensions that it does not know; only the cells matter here.
        warnings.simplefilter("ignore")
        try:
            # Formulas stay formulas (data_only=False): a name that is one must be seen as one.
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        except Exception as error:
            # openpyxl raises errors of many classes for a damaged workbook.
            raise damaged() from error


def _rows(data: bytes, name: str) -> Rows:
    with closing(_workbook(data)) as workbook:
        sheet = workbook[name]
        # Some programs write a wrong size of the sheet, which would cut rows off.
        sheet.reset_dimensions()
        try:
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield number, _cells(values)
        except ReadError:
            raise
        except Exception as error:
            raise damaged() from error


def _cells(values: tuple[Any, ...]) -> tuple[str, ...]:
    if any(value is not None for value in values[MOST_COLUMNS:]):
        raise TooLarge(_("This sheet has more than %(limit)s columns.") % {"limit": MOST_COLUMNS})
    return tuple(_cell(value) for value in values[:MOST_COLUMNS])


def _cell(value: Any) -> str:
    """A cell as text: days as 2022-01-30, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
