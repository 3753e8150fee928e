"""Lists as files: text that is the same however it was read, in pieces, of one moment."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils.functional import lazystr

from tracker.choices import Status
from tracker.models import Signatory
from tracker.queries import exports
from tracker.queries.exports import (
    Cells,
    chunks_of,
    csv_text,
    export_of,
    has_more,
    json_lines_text,
    json_text,
)
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

COLUMNS = ("name", "contested", "amount")
CHUNKS: list[list[Cells]] = [[["강", True, 0], ['a "b",\nc', False, 7]], [[None, None, -3]]]


def test_csv_has_a_header_and_every_chunk() -> None:
    pieces = list(csv_text(iter(CHUNKS), COLUMNS))

    assert pieces == [
        "name,contested,amount\r\n",
        '강,yes,0\r\n"a ""b"",\nc",no,7\r\n',
        ",,'-3\r\n",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("make", [str, lazystr])
def test_csv_makes_no_cell_a_formula(start: str, make: Any) -> None:
    text = "".join(csv_text(iter([[[make(f"{start}1+1")]]]), ["name"]))

    assert list(csv.reader(io.StringIO(text, newline=""))) == [["name"], [f"'{start}1+1"]]


def test_csv_writes_choices_as_their_values() -> None:
    assert list(csv_text(iter([[[Status.ACCEPTED]]]), ["status"]))[1] == "accepted\r\n"


def test_json_is_one_list_and_json_lines_are_its_objects() -> None:
    whole = json.loads("".join(json_text(iter(CHUNKS), COLUMNS)))
    lines = "".join(json_lines_text(iter(CHUNKS), COLUMNS)).splitlines()

    assert whole == [
        {"name": "강", "contested": True, "amount": 0},
        {"name": 'a "b",\nc', "contested": False, "amount": 7},
        {"name": None, "contested": None, "amount": -3},
    ]
    assert [json.loads(line) for line in lines] == whole
    assert lines[0] == '{"name": "강", "contested": true, "amount": 0}'


def test_without_rows_there_is_a_header_an_empty_list_and_nothing() -> None:
    assert "".join(csv_text(iter([]), COLUMNS)) == "name,contested,amount\r\n"
    assert "".join(json_text(iter([]), COLUMNS)) == "[\n]\n"
    assert "".join(json_lines_text(iter([]), COLUMNS)) == ""


def test_chunks_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(5):
            taken.append(number)
            yield number

    chunks = chunks_of(numbers())

    assert next(chunks) == [0, 1]
    assert taken == [0, 1]
    assert list(chunks) == [[2, 3], [4]]


def test_export_leads_by_whole_addresses(cast: Cast) -> None:
    columns = {"name": lambda row: row.name, "web_address": lambda row: row.get_absolute_url()}
    export = export_of(list, columns | {"no_address": lambda _row: None})
    [[cells]] = export.chunks(Signatory.objects.filter(pk=cast.rios.pk))

    assert export.columns == ("name", "web_address", "no_address")
    assert cells == ["Ríos Libres", f"{settings.SITE_URL}/signatories/rios-libres/", None]


def test_export_is_of_one_moment_and_ends_with_its_reader(
    transactional_db: None,
) -> None:
    export = export_of(list, {"name": lambda row: row.name})
    pieces = csv_text(export.chunks(Signatory.objects.order_by("pk")), export.columns)

    assert not connection.in_atomic_block
    assert list(pieces) == ["name\r\n"]
    assert not connection.in_atomic_block
    Signatory.objects.bulk_create([Signatory(name="A", slug="a")])
    begun = csv_text(export.chunks(Signatory.objects.order_by("pk")), export.columns)
    assert [next(begun), next(begun)] == ["name\r\n", "A\r\n"]
    assert connection.in_atomic_block
    begun.close()  # type: ignore[attr-defined] # a generator, as a response closes it
    assert not connection.in_atomic_block


def test_more_rows_than_that_are_looked_for_and_not_counted(cast: Cast) -> None:
    crowd(cast, 3)
    some = Signatory.objects.filter(name__startswith="Mill").order_by("pk")

    assert [has_more(some, most) for most in (0, 2, 3)] == [True, True, False]
