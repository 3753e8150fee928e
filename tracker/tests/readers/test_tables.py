"""Tables from files: dialects, encodings, line numbers."""

import pytest

from tracker.readers.errors import NotTable, ReadError, TooLarge, UnknownEncoding
from tracker.readers.kinds import MAX_BYTES
from tracker.readers.tables import Row, Table, read_table
from tracker.tests.readers.samples import pdf, xlsx


def table(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.encode(encoding), "list.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_table_finds_what_divides_the_cells(delimiter: str) -> None:
    lines = [["name", "country"], ["A, B; C", "GB"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)

    read = table(quoted)

    assert read.header == ("name", "country")
    assert list(read.rows()) == [Row(2, ("A, B; C", "GB"))]


def test_read_table_of_one_column_divides_nothing() -> None:
    read = table("name\nFriends, Sisters; and others\n\nMore|or less\n")

    assert read.header == ("name",)
    assert list(read.rows()) == [
        Row(2, ("Friends, Sisters; and others",)),
        Row(4, ("More|or less",)),
    ]


def test_read_table_counts_lines_as_an_editor_shows_them() -> None:
    read = table('\n\nname,note\nA,"two\nlines"\n\n , \nB,x\n')

    assert read.header == ("name", "note")
    assert list(read.rows()) == [Row(4, ("A", "two\nlines")), Row(8, ("B", "x"))]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_read_table_takes_any_line_end(line_end: str) -> None:
    rows = list(table(line_end.join(["name,country", "A,GB", "B,FR"])).rows())

    assert rows == [Row(2, ("A", "GB")), Row(3, ("B", "FR"))]


def test_read_table_obeys_the_hint_of_excel() -> None:
    read = table("sep=;\nname, short;country\nA, B;GB\n")

    assert read.header == ("name, short", "country")
    assert list(read.rows()) == [Row(3, ("A, B", "GB"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_read_table_reads_encodings(encoding: str) -> None:
    read = table("название;страна\nМемориал;Россия\nДвижение за мир;Украина", encoding)

    assert read.header == ("название", "страна")
    assert [row.cells[0] for row in read.rows()] == ["Мемориал", "Движение за мир"]


def test_read_table_reads_rows_anew_each_time() -> None:
    read = table("name\nA\nB")
    rows = read.rows()

    assert next(rows) == Row(2, ("A",))
    assert list(read.rows()) == [Row(2, ("A",)), Row(3, ("B",))]
    assert list(rows) == [Row(3, ("B",))]


def test_read_table_names_every_column_once() -> None:
    assert table("name,,name, full  name ,name,\na,b").header == (
        "name",
        "Column 2",
        "name (2)",
        "full name",
        "name (3)",
    )


def test_read_table_names_the_line_of_an_open_quotation_mark() -> None:
    rows = table('name,note\nA,x\nB,"never closed\nC,x\n').rows()

    assert next(rows) == Row(2, ("A", "x"))
    with pytest.raises(NotTable, match="begins on line 3 cannot be divided"):
        next(rows)


@pytest.mark.parametrize("text", [",,\n , \n", "sep=;\n"])
def test_read_table_refuses_a_table_without_header(text: str) -> None:
    with pytest.raises(NotTable, match="no header row"):
        table(text)


@pytest.mark.parametrize(
    "data, error, message",
    [
        (b"", ReadError, "empty"),
        (b"x" * (MAX_BYTES + 1), TooLarge, "10 MB"),
        (pdf([]), NotTable, "not a table"),
        (b"<html><table>", NotTable, "not a table"),
        ("이름\n단체".encode("cp949"), UnknownEncoding, "Tried"),
    ],
)
def test_read_table_refuses_with_words(data: bytes, error: type[ReadError], message: str) -> None:
    with pytest.raises(error, match=message):
        read_table(data, "list.csv")


def test_read_table_takes_a_list_without_a_telling_name() -> None:
    assert read_table(b"name\tcountry\nA\tGB", "list.txt").header == ("name", "country")


def test_read_table_reads_workbooks() -> None:
    data = xlsx([None, None], ["name", "number"], ["A", 1.0], [], ["B", None])

    read = read_table(data, "list.xlsx")

    assert (read.kind, read.encoding, read.header, read.notes) == (
        "xlsx",
        "",
        ("name", "number"),
        (),
    )
    assert list(read.rows()) == [Row(3, ("A", "1")), Row(5, ("B",))]
