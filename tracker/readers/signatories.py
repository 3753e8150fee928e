"""A list of signatories read from a table: one entry per signatory, errors by line number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tracker.choices import SignatoryKind
from tracker.readers.cells import Cells, read_cells
from tracker.readers.columns import FIELDS
from tracker.readers.errors import MissingColumn
from tracker.readers.list_dates import day_comes_first
from tracker.readers.tables import Table


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """One signatory of a list, from one row or from several that name it.

    `kept` holds the columns that are no field: one value if all rows agree, otherwise one value
    per differing row, in the order of the rows. `offered` is an EDTF string. `kind` is empty where
    the list's own word for it is unknown; the word is then kept. `also_printed` are other
    spellings of the name that fold to the same.
    """

    lines: tuple[int, ...]
    name: str
    folded: str
    kind: SignatoryKind | None = None
    country: str = ""
    url: str = ""
    note: str = ""
    representative: str = ""
    capacity: str = ""
    offered: str = ""
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also_printed: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """The line of its first row."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong on one line, and what to do about it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list as read: its signatories, the rows that cannot be taken, and the columns not read.

    Rows with an error are in no entry of `rows`; whoever imports takes everything or nothing.
    """

    rows: tuple[SignatoryRow, ...]
    errors: tuple[RowError, ...]
    row_count: int
    unread_columns: tuple[str, ...] = ()


def read_rows(
    table: Table,
    mapping: Mapping[str, str],
    *,
    fold: Callable[[str], str],
    countries: Mapping[str, str],
) -> ListReading:
    """The signatories of a table; `mapping` says which column holds which field.

    `fold` is how names are compared (rules.names.fold), `countries` has the codes of folded names.
    Rows with the same folded name and country are one signatory; similar names never are. Keys of
    the mapping that are no field are kept columns. Raises MissingColumn for a column that the
    table does not have.
    """
    every: list[Cells] = []
    errors: list[RowError] = []
    count = 0
    for line, cells, problems in each_row(table, mapping, fold=fold, countries=countries):
        count += 1
        errors += [RowError(line, problem) for problem in problems]
        if cells is not None:
            every.append(cells)
    unread = unread_columns(table, mapping)
    return ListReading(tuple(signatories_of(every)), tuple(errors), count, unread)


def each_row(
    table: Table,
    mapping: Mapping[str, str],
    *,
    fold: Callable[[str], str],
    countries: Mapping[str, str],
) -> Iterator[tuple[int, Cells | None, list[str]]]:
    """For each row its line, and its cells or what is wrong with it; as read_rows() asks for."""
    _require_columns(table, mapping)
    places = {name: table.header.index(column) for name, column in mapping.items()}
    days_first = day_comes_first(table.rows(), places.get("date"))
    for row in table.rows():
        yield row.line, *read_cells(row, table.header, places, fold, countries, days_first)


def signatories_of(every: Iterable[Cells]) -> list[SignatoryRow]:
    """One signatory for the rows of each name and country, in the order of their first rows."""
    groups: dict[str, list[Cells]] = {}
    for cells in every:
        groups.setdefault(cells.folded, []).append(cells)
    found = [_signatory(rows) for group in groups.values() for rows in _by_country(group)]
    return sorted(found, key=lambda one: one.line)


def unread_columns(table: Table, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that the mapping leaves out."""
    read = set(mapping.values())
    return tuple(column for column in table.header if column not in read)


def _require_columns(table: Table, mapping: Mapping[str, str]) -> None:
    missing = [column for column in mapping.values() if column not in table.header]
    if "name" not in mapping:
        missing.append(_("the name"))
    if missing:
        raise MissingColumn(
            _("The list has no column for: %(missing)s. Its header is: %(header)s.")
            % {"missing": ", ".join(missing), "header": ", ".join(table.header)}
        )


def _by_country(rows: Iterable[Cells]) -> Iterable[list[Cells]]:
    """Rows of one name, apart where they name different countries.

    Parties of one name exist in many countries. A row without a country goes with the others if
    they all name the same.
    """
    by_country: dict[str, list[Cells]] = {}
    for row in rows:
        by_country.setdefault(row.values.get("country", ""), []).append(row)
    if len(by_country) == 2 and "" in by_country:
        return [sorted((row for group in by_country.values() for row in group), key=_line)]
    return by_country.values()


def _line(cells: Cells) -> int:
    return cells.line


def _signatory(rows: list[Cells]) -> SignatoryRow:
    """One signatory from its rows; where they differ in a field, its values are kept besides."""
    first: dict[str, str] = {}
    for row in rows:
        for name, value in row.values.items():
            first.setdefault(name, value)
    names = list(dict.fromkeys(row.name for row in rows))
    return SignatoryRow(
        lines=tuple(row.line for row in rows),
        name=names[0],
        folded=rows[0].folded,
        kind=SignatoryKind(first["kind"]) if "kind" in first else None,
        country=first.get("country", ""),
        url=first.get("url", ""),
        note=first.get("note", ""),
        representative=first.get("representative", ""),
        capacity=first.get("capacity", ""),
        offered=first.get("date", ""),
        kept=_kept(rows),
        also_printed=tuple(names[1:]),
    )


def _kept(rows: list[Cells]) -> dict[str, tuple[str, ...]]:
    """The kept columns; rows that repeat another in all of them count once."""
    names = list(dict.fromkeys(name for row in rows for name in row.kept))
    names += [name for name in FIELDS if name not in names and _differs(rows, name)]
    table = dict.fromkeys(
        tuple(row.kept.get(name) or row.values.get(name, "") for name in names) for row in rows
    )
    columns = zip(names, zip(*table, strict=True), strict=False)
    return {name: values if len(set(values)) > 1 else values[:1] for name, values in columns}


def _differs(rows: list[Cells], name: str) -> bool:
    return len({row.values[name] for row in rows if name in row.values}) > 1
