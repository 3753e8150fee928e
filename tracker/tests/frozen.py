"""Rows as a test holds them, kept as bytes and made again: each with all that is cached on it."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

from django.db.models import Model


class Rows:
    """The objects of one scene that stand for rows, numbered in the order in which they were met.

    Bytes name a row by its number only, so two scenes that went the same way tell the same bytes,
    and whoever is the same object for two others stays so.
    """

    def __init__(self) -> None:
        self._rows: list[Model] = []
        self._numbers: dict[int, int] = {}

    def kinds(self) -> list[type[Model]]:
        return [type(row) for row in self._rows]

    def meet(self, kinds: list[type[Model]]) -> None:
        """Take in empty rows of these kinds; restore() fills them."""
        for kind in kinds:
            self._number(kind.__new__(kind))

    def states(self, value: Any) -> list[bytes]:
        """The value, and every row that was met before or can be reached from there.

        Raises what pickle raises for things that cannot be kept.
        """
        # A row that is met while another is frozen comes last in those that are gone through.
        return [self._frozen(value), *(self._frozen(_attributes(row)) for row in self._rows)]

    def restore(self, number: int, state: bytes) -> None:
        values = vars(self._rows[number])
        values.clear()
        values.update(self.thawed(state))

    def thawed(self, state: bytes) -> Any:
        return _Thawer(io.BytesIO(state), self._rows).load()

    def _number(self, row: Model) -> int:
        if id(row) not in self._numbers:
            self._numbers[id(row)] = len(self._rows)
            self._rows.append(row)
        return self._numbers[id(row)]

    def _frozen(self, value: Any) -> bytes:
        file = io.BytesIO()
        _Freezer(file, self._number).dump(value)
        return file.getvalue()


class _Members:
    """A set in order: equal sets may be gone through in different orders."""

    def __init__(self, members: set[Any]) -> None:
        self.members = sorted(members)

    def __reduce__(self) -> tuple[type[set[Any]], tuple[list[Any]]]:
        return set, (self.members,)


def _attributes(row: Model) -> dict[str, Any]:
    return {
        name: _Members(value) if isinstance(value, set) else value
        for name, value in vars(row).items()
    }


def _row(number: int) -> Model:
    """Stands in the bytes for a row; who reads them puts its own rows there."""
    raise NotImplementedError


class _Freezer(pickle.Pickler):
    """Equal values give equal bytes: `fast` is without references to what came before."""

    def __init__(self, file: io.BytesIO, number: Callable[[Model], int]) -> None:
        super().__init__(file, protocol=5)
        self.fast = True
        self.number = number

    def reducer_override(self, value: Any) -> Any:
        return (_row, (self.number(value),)) if isinstance(value, Model) else NotImplemented


class _Thawer(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, rows: list[Model]) -> None:
        super().__init__(file)
        self.rows = rows

    def find_class(self, module: str, name: str) -> Any:
        if name == "_row":
            return self.rows.__getitem__
        return super().find_class(module, name)
