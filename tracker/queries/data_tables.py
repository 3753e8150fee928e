"""What a table of the data package is: its fields with their types and keys, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from tracker.queries.exports import CHUNK, Cells, chunks_of

# Names and descriptions are part of the file's format, like the columns of every list: the same in
# whatever language the site speaks, so that a program reads them everywhere.

# How CSV writes truth values.
TRUE, FALSE = ["yes"], ["no"]


@dataclass(frozen=True, slots=True)
class DataField:
    """One column: what it holds, and the table and field that it points to, if it is a key."""

    name: str
    told: str
    read: Callable[[Any], Any]
    kind: str = "string"
    points_to: tuple[str, str] | None = None
    choices: tuple[str, ...] = ()

    def schema(self, key: Sequence[str]) -> dict[str, Any]:
        """The field as the Table Schema of Frictionless has it."""
        limits: dict[str, Any] = {"required": True} if self.name in key else {}
        if self.choices:
            limits["enum"] = list(self.choices)
        told = {"name": self.name, "type": self.kind, "description": self.told}
        if self.kind == "boolean":
            told |= {"trueValues": TRUE, "falseValues": FALSE}  # type: ignore[dict-item]
        return told | ({"constraints": limits} if limits else {})


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: what its rows are, its primary key, its fields, and its public rows."""

    name: str
    told: str
    key: tuple[str, ...]
    fields: tuple[DataField, ...]
    rows: Callable[[], Iterable[Any]]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def chunks(self) -> Iterator[list[Cells]]:
        """The cells of its rows, some at a time; to be read within one moment."""
        readers = [field.read for field in self.fields]
        for chunk in chunks_of(self.rows()):
            yield [[read(row) for read in readers] for row in chunk]

    def schema(self) -> dict[str, Any]:
        """The Table Schema of Frictionless."""
        keys = [
            {"fields": field.name, "reference": {"resource": table, "fields": name}}
            for field in self.fields
            if field.points_to
            for table, name in [field.points_to]
        ]
        return {
            "fields": [field.schema(self.key) for field in self.fields],
            "primaryKey": list(self.key),
            "foreignKeys": keys,
        }


def text(name: str, told: str, column: str = "", **more: Any) -> DataField:
    """A column of text; `column` is where it is read where that has another name."""
    return DataField(name, told, attrgetter(column or name), **more)


def number(name: str, told: str, column: str = "", **more: Any) -> DataField:
    """A column of whole numbers."""
    return DataField(name, told, attrgetter(column or name), "integer", **more)


def truth(name: str, told: str, column: str = "") -> DataField:
    """A column of yes and no."""
    return DataField(name, told, attrgetter(column or name), "boolean")


def day(name: str, told: str, column: str = "") -> DataField:
    """A column of calendar days, as ISO 8601."""
    read = attrgetter(column or name)
    return DataField(name, told, lambda row: _iso_day(read(row)), "date")


def moment(name: str, told: str, column: str = "") -> DataField:
    """A column of instants in UTC, as ISO 8601."""
    read = attrgetter(column or name)
    return DataField(name, told, lambda row: iso_moment(read(row)), "datetime")


def made(name: str, told: str, read: Callable[[Any], Any], **more: Any) -> DataField:
    """A column that is made of a row."""
    return DataField(name, told, read, **more)


def read_rows(rows: QuerySet[Any], *columns: str) -> Iterator[Any]:
    """The rows in the order of their numbers, as tuples of these columns, never all at once."""
    found = rows.order_by("pk").values_list(*columns, named=True)
    return found.iterator(chunk_size=CHUNK)


def stated(prefix: str, words: str) -> tuple[DataField, ...]:
    """The columns of a date as a source states it; the database's begin with `prefix` as well."""
    return (
        text(prefix, f"{words}, as stated, in EDTF. Empty: not stated."),
        day(f"{prefix}_earliest", "The first day that can be meant."),
        day(f"{prefix}_latest", "The last day that can be meant."),
        text(f"{prefix}_in_the_sources_words", "The date in its words.", f"{prefix}_words"),
    )


def stated_columns(prefix: str) -> tuple[str, ...]:
    """The columns of the database from which stated() reads."""
    return (prefix, f"{prefix}_earliest", f"{prefix}_latest", f"{prefix}_words")


def _iso_day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def iso_moment(value: datetime | None) -> str | None:
    """An instant in UTC, as ISO 8601."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None
