"""Queries built and compiled once: to do it anew takes Django far longer than the database."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import NamedValuesListIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.utils import create_namedtuple_class

from tracker.models.users import reads_desk

Row = TypeVar("Row")
# Where Django's SQL has a value; two signs of per cent stand for one.
PLACE = re.compile(r"(?<!%)%s")


class Given(Expression):
    """The place of a value that is given each time the query is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **options: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def value(self, given: dict[str, Any], connection: Any) -> Any:
        """What is given, as the database takes it."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


def given_numbers(name: str) -> RawSQL:
    """The place of many numbers at once, as sub-query: of any amount, the query is the same."""
    numbers = Given(name, Field())
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [numbers])
    return RawSQL("SELECT value FROM json_each(%s)", [numbers])


def as_given(numbers: list[int]) -> list[int] | str:
    """The numbers as given_numbers() takes them."""
    is_list = connections[DEFAULT_DB_ALIAS].vendor == "postgresql"
    return numbers if is_list else json.dumps(numbers)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What a compiler knows once it has written the SQL; it is copied, never asked itself.

    `fixed` are the values that stay, `given` the places of the others, both by their names in the
    SQL. `converters` make what a database gives into values, by column. `row` makes the tuple of
    one row; None where rows are models.
    """

    compiler: SQLCompiler
    sql: str
    fixed: dict[str, Any]
    given: list[tuple[str, Given]]
    converters: dict[int, Any]
    row: Callable[[Any], Any] | None

    def values(self, given: dict[str, Any], connection: Any) -> dict[str, Any]:
        """All values of the SQL, with these."""
        asked = {name: one.value(given, connection) for name, one in self.given}
        return self.fixed | asked


class Prepared(Generic[Row]):
    """A query whose values come later, as Given; all else about it must never change.

    `build` is called once for each kind of database, not before the first use, so nothing in it may
    depend on a language or on a day. Each use asks the database anew, the one that reads go to at
    that time.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._queries: dict[str, Any] = {}
        self._compiled: dict[tuple[str, str], _Compiled] = {}

    def rows(self, **given: Any) -> list[Row]:
        """The rows that it finds with these values; one query."""
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        queries: Any = self._queries.get(vendor)
        if queries is None:
            queries = self._queries[vendor] = self._build()
        using = queries.db
        compiled = self._compiled.get((vendor, using))
        if compiled is None:
            compiled = self._compiled[vendor, using] = _compiled(queries.all())
        found = _fetched(compiled, given, using)
        if not found or compiled.row is not None:
            return _tuples(compiled, found, using)
        asked: Any = queries.all()
        asked.query.get_compiler = partial(_giving, compiled, found)
        return list(asked)


def _compiled(asked: Any) -> _Compiled:
    compiler = asked.query.get_compiler(asked.db)
    sql, values = compiler.as_sql()
    columns = [column for column, *_others in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    # A connection belongs to one thread; the copies get that of theirs.
    compiler.connection = None
    named = {f"value{place}": value for place, value in enumerate(values)}
    return _Compiled(
        compiler,
        _with_names(sql),
        {name: value for name, value in named.items() if not isinstance(value, Given)},
        [(name, value) for name, value in named.items() if isinstance(value, Given)],
        converters,
        _maker(asked),
    )


def _with_names(sql: str) -> str:
    """The SQL with a name for each value: SQLite's driver seeks values without one each time."""
    places = count()
    return PLACE.sub(lambda _match: f"%(value{next(places)})s", sql)


def _maker(asked: Any) -> Callable[[Any], Any] | None:
    """What makes the row of values_list(), which needs nothing else of Django; else None."""
    kind = asked._iterable_class
    if kind is NamedValuesListIterable:
        made = create_namedtuple_class(*asked._fields)
        return partial(tuple.__new__, made)
    return tuple if kind is ValuesListIterable else None


def _fetched(compiled: _Compiled, given: dict[str, Any], using: str) -> list[Any]:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(compiled.sql, compiled.values(given, connection))
        found: list[Any] = cursor.fetchall()
    return found


def _tuples(compiled: _Compiled, found: list[Any], using: str) -> list[Any]:
    """The rows of values_list(); of models only if there are none."""
    rows: Iterable[Any] = found
    if found and compiled.converters:
        rows = _copied(compiled, using).apply_converters(found, compiled.converters)
    return [compiled.row(one) for one in rows] if compiled.row else []


def _giving(compiled: _Compiled, found: list[Any], using: str, **options: Any) -> SQLCompiler:
    """A compiler that has asked already, and gives these rows to whatever makes models of them."""
    compiler = _copied(compiled, using)
    answers: Any = compiler
    answers.execute_sql = lambda *args, **options: [found]
    answers.get_converters = lambda _columns: compiled.converters
    return compiler


def _copied(compiled: _Compiled, using: str) -> SQLCompiler:
    compiler = copy(compiled.compiler)
    compiler.connection = connections[using]
    return compiler


class ForReaders(Generic[Row]):
    """A query for what a person may read: strangers all read the same, so theirs is prepared.

    `build(user, **values)` makes it; `fields` says of which kind each value is. The desk's is built
    each time.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **fields: Field[Any, Any]) -> None:
        self._build = build
        places = {name: Given(name, field) for name, field in fields.items()}
        self._of_strangers = Prepared(partial(build, None, **places))

    def rows(self, user: object, **given: Any) -> list[Row]:
        """The rows that this user may read; one query."""
        if reads_desk(user):
            return list(self._build(user, **given))
        return self._of_strangers.rows(**given)
