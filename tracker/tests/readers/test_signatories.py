"""Lists of signatories: one entry per signatory, errors by line, nothing merged by likeness."""

import pytest

from tracker.choices import SignatoryKind
from tracker.readers.columns import guess_mapping
from tracker.readers.errors import MissingColumn
from tracker.readers.signatories import ListReading, RowError, SignatoryRow, read_rows
from tracker.readers.tables import read_table
from tracker.rules.names import fold

COUNTRIES = {"gb": "GB", "de": "DE", "fr": "FR"}


def read(text: str) -> ListReading:
    table = read_table(text.encode(), "list.csv")
    return read_rows(table, guess_mapping(table.header), fold=fold, countries=COUNTRIES)


def test_read_rows_makes_one_entry_of_rows_with_the_same_name() -> None:
    reading = read(
        "name,town,party,phone\n"
        "Women’s Group,Bath,Blue,1\n"
        "River League,York,Red,2\n"
        "Womens’ group,Leeds,Blue,3\n"
        "WOMENS GROUP,Hull,Red,4\n"
    )

    assert reading == ListReading(
        rows=(
            SignatoryRow(
                lines=(2, 4, 5),
                name="Women’s Group",
                folded="womens group",
                kept={"town": ("Bath", "Leeds", "Hull"), "party": ("Blue", "Blue", "Red")},
                also_printed=("Womens’ group", "WOMENS GROUP"),
            ),
            SignatoryRow(
                lines=(3,),
                name="River League",
                folded="river league",
                kept={"town": ("York",), "party": ("Red",)},
            ),
        ),
        errors=(),
        row_count=4,
        unread_columns=("phone",),
    )
    assert reading.rows[0].line == 2


def test_read_rows_counts_a_repeated_row_once() -> None:
    (row,) = read("name,town\nA,Bath\nA,Bath\nA,York").rows

    assert row.lines == (2, 3, 4)
    assert row.kept == {"town": ("Bath", "York")}


def test_read_rows_never_merges_similar_names() -> None:
    rows = read("name\nGreen Coast Group\nGreen Coast Groop\nGreen Coast Groups").rows

    assert [row.name for row in rows] == [
        "Green Coast Group",
        "Green Coast Groop",
        "Green Coast Groups",
    ]


def test_read_rows_keeps_the_same_name_in_two_countries_apart() -> None:
    rows = read("name,country\nPeace Party,DE\nPeace Party,GB\nPeace Party,\nPeace Party,GB").rows

    assert [(row.lines, row.country) for row in rows] == [((2,), "DE"), ((3, 5), "GB"), ((4,), "")]


def test_read_rows_takes_a_row_without_country_to_the_only_one_with_it() -> None:
    (row,) = read("name,country\nPeace Party,\nPeace Party,GB\nPeace Party,").rows

    assert (row.lines, row.country) == ((2, 3, 4), "GB")


def test_read_rows_fills_the_fields() -> None:
    (row,) = read(
        "name,kind,country,url,note,date,representative,capacity\n"
        "A,person,FR,https://example.org/a,a note,30/1/2022,B,Chair\n"
    ).rows

    assert row == SignatoryRow(
        lines=(2,),
        name="A",
        folded="a",
        kind=SignatoryKind.PERSON,
        country="FR",
        url="https://example.org/a",
        note="a note",
        representative="B",
        capacity="Chair",
        offered="2022-01-30",
    )


def test_read_rows_keeps_all_values_where_rows_of_one_name_differ() -> None:
    (row,) = read("name,kind,note\nA,party,x\nA,,y\nA,committee,x").rows

    assert (row.kind, row.note) == (SignatoryKind.ORGANISATION, "x")
    assert row.kept == {"kind": ("organisation", "", "committee"), "note": ("x", "y", "x")}


def test_read_rows_reads_the_dates_of_a_column_alike() -> None:
    rows = read("name,date\nA,3/4/2022\nB,3/30/2022").rows

    assert [row.offered for row in rows] == ["2022-03-04", "2022-03-30"]


def test_read_rows_lists_errors_by_line_and_goes_on() -> None:
    reading = read("name,country\nA,Atlantis\n,GB\nC,GB\n=1+1,DE")

    assert reading.errors == (
        RowError(2, "“Atlantis” is not a country that this site knows."),
        RowError(3, "There is no name."),
        RowError(5, "“=1+1” is a formula, not a name. Put the name itself into the cell."),
    )
    assert [row.name for row in reading.rows] == ["C"]
    assert reading.row_count == 4


@pytest.mark.parametrize(
    "mapping, message",
    [
        ({"name": "Nom"}, "no column for: Nom. Its header is: name, town"),
        ({"town": "town"}, "no column for: the name"),
    ],
)
def test_read_rows_refuses_a_mapping_that_does_not_fit(
    mapping: dict[str, str], message: str
) -> None:
    table = read_table(b"name,town\nA,B", "list.csv")

    with pytest.raises(MissingColumn, match=message):
        read_rows(table, mapping, fold=fold, countries=COUNTRIES)


def test_read_rows_takes_ten_thousand_rows() -> None:
    lines = (f"Group {number % 9_000},GB,Town {number}" for number in range(10_000))

    reading = read("name,country,town\n" + "\n".join(lines))

    assert (reading.row_count, len(reading.rows), reading.errors) == (10_000, 9_000, ())
