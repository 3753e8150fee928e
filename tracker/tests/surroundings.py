"""What an action may depend on besides what it is given: the clock, the settings, the database."""

from __future__ import annotations

import time
from typing import Any

import pytest
import time_machine
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.utils import timezone, translation

from tracker.models import Event, User

# What leaves the tables as they are; a savepoint does, unless something is undone by it.
HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN")

_written: list[str] = []
_first_numbers: dict[str, int | None] = {}


class UnusualError(Exception):
    """Nothing is to be remembered here."""


def surroundings(patches: pytest.MonkeyPatch) -> list[object]:
    """Two tests for which this is equal may share what an action does.

    By the true clock all of a day is equal. Raises UnusualError outside of a transaction, where
    something is patched, and by a false clock that runs.
    """
    if patches._setattr or patches._setitem or not connection.in_atomic_block:
        raise UnusualError
    first, second = time.time_ns(), time.time_ns()
    if time_machine.escape_hatch.is_travelling() and first != second:
        raise UnusualError
    return [
        first if first == second else timezone.localdate(),
        timezone.get_current_timezone_name(),
        translation.get_language(),
        _overridden(),
        len(connection.savepoint_ids),
        len(connection.run_on_commit),
    ]


def _overridden() -> list[dict[str, object]]:
    """The settings that the test itself has changed, one layer on another."""
    layers = []
    layer = settings._wrapped
    while isinstance(layer, UserSettingsHolder):
        layers.append(vars(layer) | {"default_settings": None})
        layer = layer.default_settings
    return layers


def note_start() -> None:
    """To be called before anything of a test is set up: what is written from then on is noted."""
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)
    _written.clear()


def _note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if not _written and not sql.startswith(HARMLESS):
        _written.append(sql)
    return execute(sql, params, many, context)


def beginning() -> list[tuple[str, int | None]]:
    """The numbers that the tables have come to; rows get the same ones where this is equal.

    Raises UnusualError if the test has written something, or another left something to it.
    """
    if _written or User.objects.exists() or Event.objects.exists():
        raise UnusualError
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
            return list(cursor.fetchall())
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        return _counted_anew(dict(cursor.fetchall()))


def _counted_anew(numbers: dict[str, int | None]) -> list[tuple[str, int | None]]:
    """PostgreSQL counts on after what was undone: our tables, which are empty, begin again."""
    ours = {name: at for name, at in numbers.items() if name.startswith("tracker_")}
    _first_numbers.update(ours | _first_numbers)
    with connection.cursor() as cursor:
        for name, at in _first_numbers.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [name, at or 1, at is not None])
    return sorted((numbers | _first_numbers).items())
