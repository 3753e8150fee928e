"""Where a word is left: columns of the database, and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models


def columns_with(needle: str) -> set[tuple[str, str]]:
    """Every (table, column) of the database in which a value contains the word, in any case.

    Reads the tables themselves, those of the search included, and not what models know of them.
    """
    found = set()
    for table in _tables():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description or ()]
            for row in cursor:
                found |= {
                    (table, name)
                    for name, value in zip(names, row, strict=True)
                    if needle.lower() in _as_text(value)
                }
    return found


def files_with(needle: str) -> list[str]:
    """The files below MEDIA_ROOT and in the mail folder whose name or bytes contain the word."""
    folders = [Path(folder) for folder in (settings.MEDIA_ROOT, settings.MAIL_FOLDER) if folder]
    wanted = needle.lower()
    return [
        str(path)
        for folder in folders
        for path in _files(folder)
        if wanted in str(path.relative_to(folder)).lower()
        or wanted.encode() in path.read_bytes().lower()
    ]


def personal_columns() -> set[tuple[str, str]]:
    """Every column of the record's own tables that can hold words."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("tracker").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, (*kinds, models.FileField)) and not field.choices
    }


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _tables() -> list[str]:
    if connection.vendor != "sqlite":
        return connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in cursor.fetchall()]


def _as_text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1").lower()
    return (value if isinstance(value, str) else json.dumps(value, default=str)).lower()
