"""Reading seed files: TOML into plain values, with every error named by file, table and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.readers.errors import ReadError
from tracker.readers.seed_references import loose_ends
from tracker.readers.seed_tables import SeedFile

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Table = TypeVar("Table", bound="DataclassInstance")

WRONG_KIND = {
    str: gettext_lazy("this should be text in quotes."),
    bool: gettext_lazy("this should be true or false, without quotes."),
    int: gettext_lazy("this should be a whole number, without quotes."),
    date: gettext_lazy("this should be a day as in 2022-01-30, without quotes."),
    tuple: gettext_lazy("this should be a list in square brackets."),
}


class BadSeed(ReadError):
    """Something in a seed file is missing, misspelt or of the wrong kind."""

    def __init__(self, place: str, told: str) -> None:
        super().__init__(f"{place}: {told}")


def read_seed(data: bytes, name: str) -> SeedFile:
    """The tables of a seed file (UTF-8 TOML); `name` is the file's, for the messages.

    Lines of a paragraph are joined, since they break where the writer's window ended. Raises
    BadSeed, also for a key that names a table which is not there.
    """
    try:
        raw = tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise BadSeed(name, _("this is not UTF-8 text.")) from error
    except tomllib.TOMLDecodeError as error:
        raise BadSeed(name, _("this is not TOML: %(error)s.") % {"error": error}) from error
    seed = _file(raw, name)
    for place, told in loose_ends(seed):
        raise BadSeed(f"{name}, {place}", told)
    return seed


def _file(raw: dict[str, Any], name: str) -> SeedFile:
    hints = get_type_hints(SeedFile)
    _require_known(raw, set(hints), name)
    if not isinstance(raw.get("statement"), dict):
        raise BadSeed(name, _("the table [statement] is missing."))
    found: dict[str, Any] = {
        table: _keyed(get_args(hint)[0], raw.get(table, {}), f"{name}, [{table}", table)
        for table, hint in hints.items()
        if table != "statement"
    }
    statement = _table(hints["statement"], raw["statement"], f"{name}, [statement]")
    return SeedFile(statement=statement, **found)


def _keyed(kind: type[Table], raw: object, place: str, table: str) -> tuple[Table, ...]:
    """The tables [table.key], each with its key."""
    if not isinstance(raw, dict) or not all(isinstance(one, dict) for one in raw.values()):
        told = _("give each its own key, as in [%(table)s.first].") % {"table": table}
        raise BadSeed(f"{place}]", told)
    return tuple(_table(kind, {**one, "key": key}, f"{place}.{key}]") for key, one in raw.items())


def _table(kind: type[Table], raw: dict[str, Any], place: str) -> Table:
    hints = get_type_hints(kind)
    _require_known(raw, set(hints), place)
    for field in fields(kind):
        if field.default is MISSING and field.name not in raw:
            raise BadSeed(place, _("“%(key)s” is missing.") % {"key": field.name})
    return kind(**{name: _value(hints[name], raw[name], f"{place}, {name}") for name in raw})


def _require_known(raw: Mapping[str, Any], known: set[str], place: str) -> None:
    for name in raw:
        if name not in known:
            told = _("“%(key)s” means nothing here. Known are: %(known)s.")
            raise BadSeed(place, told % {"key": name, "known": ", ".join(sorted(known))})


def _value(hint: Any, raw: Any, place: str) -> Any:
    """A TOML value as the type that a dataclass wants."""
    if get_origin(hint) is tuple and isinstance(raw, list):
        return tuple(_value(get_args(hint)[0], one, place) for one in raw)
    wanted: Any = next((one for one in get_args(hint) if one is not NoneType), hint)
    if get_origin(hint) is tuple:
        raise BadSeed(place, _wrong_kind(tuple, raw))
    if not _is_a(_toml_type(wanted), raw):
        raise BadSeed(place, _wrong_kind(wanted, raw))
    if wanted is str:
        return _unwrapped(raw)
    if is_dataclass(wanted):
        return _table(cast("type[DataclassInstance]", wanted), raw, place)
    return _choice(wanted, raw, place) if issubclass(wanted, Enum) else raw


def _toml_type(wanted: Any) -> type:
    if is_dataclass(wanted):
        return dict
    return str if issubclass(wanted, Enum) else wanted


def _is_a(wanted: type, raw: object) -> bool:
    # Not isinstance: true is no whole number, and a time is no day.
    return type(raw) is wanted


def _choice(wanted: type[Enum], raw: str, place: str) -> Enum:
    known = [one.value for one in wanted]
    if raw not in known:
        told = _("“%(value)s” is not one of: %(known)s.")
        raise BadSeed(place, told % {"value": raw, "known": ", ".join(known)})
    return wanted(raw)


def _wrong_kind(wanted: Any, raw: object) -> str:
    if wanted is str and isinstance(raw, date):
        return _("put this date in quotes, as in “2022-01-30?”.")
    return str(WRONG_KIND.get(wanted, _("this should be a table in braces.")))


def _unwrapped(text: str) -> str:
    """Each paragraph on one line; headings (##) stay on their own."""
    paragraphs: list[list[str]] = [[]]
    for line in (line.strip() for line in text.splitlines()):
        is_heading = line.startswith("## ")
        if is_heading or not line:
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
        if is_heading:
            paragraphs.append([])
    return "\n\n".join(" ".join(lines) for lines in paragraphs if lines)
