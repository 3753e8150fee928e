"""Tables of any length, read line by line: the same rows, and words for what is broken."""

from __future__ import annotations

from functools import partial
from io import BytesIO

import pytest

from tracker.readers.errors import NotTable, NotText, ReadError, TooLarge, UnknownEncoding
from tracker.readers.long_tables import read_long_table
from tracker.readers.tables import Table, read_table


def long_table(data: bytes | str, name: str = "list.csv") -> Table:
    data = data.encode() if isinstance(data, str) else data
    return read_long_table(partial(BytesIO, data), name)


@pytest.mark.parametrize(
    "text",
    [
        "name,country\nA,Chile\nB,\n",
        "name,country\r\nA,Chile\r\n\r\n\r\nB,Kenya",
        "name;country\rA;Chile\r",
        "sep=|\nname|country\nA|Chile\n",
        "\n\nname\ttown\nA\tLima\n",
        'name,note\n"A, B","two\nlines"\n"C ""D""",x\n',
        "name\nA\nB",
        "\ufeffname,country\nA,Chile\n",
    ],
)
def test_long_table_reads_what_a_short_one_reads(text: str) -> None:
    short, found = read_table(text.encode(), "list.csv"), long_table(text)

    assert (found.kind, found.header) == (short.kind, short.header)
    assert list(found.rows()) == list(short.rows())
    assert list(found.rows()) == list(short.rows())


@pytest.mark.parametrize(
    "data, error, told",
    [
        (b"PK\x03\x04 and so on", TooLarge, "Save a longer list as CSV, in UTF-8."),
        (b"<html><p>name", NotTable, "A list of this length is read as CSV."),
        (b"\x89PNG and so on", NotText, "This file's own signature says: PNG."),
        (b"\n\n\n", NotTable, "There is no header row"),
        (b"name\n\xff\n", UnknownEncoding, "not UTF-8, from about line 1 on. Save it as UTF-8."),
        (b"na\x01me\nA\n", NotText, "Line 1 holds characters that no text has."),
    ],
)
def test_long_table_refuses_with_words(data: bytes, error: type[ReadError], told: str) -> None:
    with pytest.raises(error, match=told):
        long_table(data)


def test_long_table_names_the_line_of_what_no_text_has() -> None:
    table = long_table(b"name\nA\nB\x00\n")

    with pytest.raises(NotText, match="Line 3 holds characters that no text has"):
        list(table.rows())


@pytest.mark.parametrize(
    "data, told",
    [
        (b"name,country\nA,Chile\nB", "The file ends in the middle of line 3. Fetch it again"),
        ("name,town\nA,B\nC,R\u00edo".encode()[:-2], "The file ends in the middle of line 3."),
        (b'name,country\nA,Chile\n"B', "The row that begins on line 3 cannot be divided"),
    ],
    ids=["in a row", "in a letter", "in quotation marks"],
)
def test_long_table_notices_a_file_that_ends_in_the_middle(data: bytes, told: str) -> None:
    with pytest.raises(NotTable, match=told):
        list(long_table(data).rows())


@pytest.mark.parametrize("end", [b"B,", b"B,Kenya", b"B,Kenya\n", b"B\n"])
def test_long_table_takes_a_whole_last_row(end: bytes) -> None:
    assert [row.line for row in long_table(b"name,country\nA,Chile\n" + end).rows()] == [2, 3]
