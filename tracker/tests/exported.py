"""Files of long lists in tests: where two rows are many, asked for by a reader and made at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.export_files import ask_for_export
from tracker.management.exporters import Exporter
from tracker.models import ExportFile
from tracker.queries.export_files import Wanted
from tracker.queries.export_formats import FORMATS, Format
from tracker.tests.public.reading import streamed

BOARD = "/submissions/?format=csv"
MANY = 2  # as EXPORT_ROWS


@pytest.fixture(autouse=True)
def many(settings: Settings, upload_folder: Path) -> Path:
    """Lists of more than MANY rows are long; files have a folder of their own."""
    settings.EXPORT_ROWS = MANY
    return upload_folder


def only() -> ExportFile:
    """The one file that there is."""
    return ExportFile.objects.get()


def taken_along(client: Client, address: str = BOARD) -> str:
    """The file that the address of a list leads to, once it is made."""
    response = client.get(address)
    assert response.status_code == 303
    return streamed(client.get(response["Location"]))


def wanted(**values: Any) -> Wanted:
    """All submissions as CSV, unless told otherwise."""
    plain: dict[str, Any] = {"list": "submissions", "arguments": {}, "query": "", "format": "csv"}
    return Wanted(**plain | {"language": "en"} | values)


def asked(**values: Any) -> ExportFile:
    """A file that waits to be made."""
    return ask_for_export(wanted(**values), None, timezone.now())


def make_files() -> None:
    """Do what the worker does about files."""
    Exporter(Event()).round()


def made(**values: Any) -> ExportFile:
    """A file as it is after the worker."""
    file = asked(**values)
    make_files()
    file.refresh_from_db()
    return file


def writing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have something happen after the first piece of each file; its rows are read all the same."""

    def pieces(chunks: Iterator[Any], columns: Any) -> Iterator[str]:
        yield "begun\n"
        act()
        yield from ("x" for _ in chunks)

    monkeypatch.setitem(FORMATS, "csv", Format("text/csv", pieces))
