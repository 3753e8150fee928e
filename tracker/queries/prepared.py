"""Queries built and compiled once: to do it anew takes Django far longer than the database."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from tracker.models.users import reads_desk

Row = TypeVar("Row")


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


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What a compiler knows once it has written the SQL; it is copied, never asked itself."""

    compiler: SQLCompiler
    sql: str
    values: tuple[Any, ...]


class Prepared(Generic[Row]):
    """A query whose values come later, as Given; all else about it must never change.

    `build` is called once, not before the first use, so nothing in it may depend on a language or
    on a day. Each use asks the database anew, the one that reads go to at that time.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._queries: QuerySet[Any, Row] | None = None
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, **given: Any) -> list[Row]:
        """The rows that it finds with these values; one query."""
        if self._queries is None:
            self._queries = self._build()
        asked: Any = self._queries.all()
        compiled = self._compiled.get(asked.db) or self._compile(asked)
        asked.query.get_compiler = partial(_asking, compiled, given)
        return list(asked)

    def _compile(self, asked: QuerySet[Any, Row]) -> _Compiled:
        compiler = asked.query.get_compiler(asked.db)
        sql, values = compiler.as_sql()
        # A connection belongs to one thread; the copies get that of theirs.
        compiler.connection = None
        compiled = self._compiled[asked.db] = _Compiled(compiler, sql, tuple(values))
        return compiled


def _asking(compiled: _Compiled, given: dict[str, Any], using: str, **options: Any) -> SQLCompiler:
    """A compiler that has written its SQL, with the values that are given now."""
    compiler, connection = copy(compiled.compiler), connections[using]
    values = tuple(
        one.value(given, connection) if isinstance(one, Given) else one for one in compiled.values
    )
    compiler.connection = connection
    compiler.as_sql = lambda *args, **options: (compiled.sql, values)  # type: ignore[method-assign]
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
