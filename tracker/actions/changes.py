"""How an action takes a row for writing and notes what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from tracker.models import Event
from tracker.models.records import Record
from tracker.rules.dates import NotEDTF, StatedDate, read_date
from tracker.rules.refusals import Conflict, Refused

Values: TypeAlias = Mapping[str, Any]
Changes: TypeAlias = dict[str, list[Any]]
Row = TypeVar("Row", bound=models.Model)
RecordRow = TypeVar("RecordRow", bound=Record)


def locked(row: Row) -> Row:
    """The row as it is now, locked until the transaction ends; Conflict if somebody removed it."""
    # type() of request.user would be its lazy wrapper.
    now = row.__class__._default_manager.select_for_update().filter(pk=row.pk).first()
    if now is None:
        raise Conflict(_("Somebody removed this since you opened it."))
    return now


def locked_record(row: RecordRow, seen: int | None) -> RecordRow:
    """The record as it is now, locked; raises Conflict if it is newer than the version seen.

    `seen` is the version the person had on screen; None for callers that decide on no old state.
    The message tells what the other person changed.
    """
    now = locked(row)
    if seen is not None and seen != now.version:
        raise Conflict(_told_since(now, seen))
    return now


def fill(row: models.Model, values: Values, fields: Iterable[str]) -> Changes:
    """Set the named fields from the values; returns {field: [old, new]} of those that differ.

    Raises TypeError for a value that no field is meant to take: a door passes only known names.
    """
    known = set(fields)
    if unknown := set(values) - known:
        raise TypeError(f"no such fields: {sorted(unknown)}")
    changes: Changes = {}
    for name in (name for name in fields if name in values):
        old = kept(row, name)
        setattr(row, name, values[name])
        new = kept(row, name)
        if old != new:
            changes[name] = [old, new]
    return changes


def fill_date(row: models.Model, name: str) -> StatedDate | None:
    """Read the EDTF string in a column and set its first and last day; None if it is empty.

    Raises Refused on that field when the string is not EDTF.
    """
    try:
        stated = read_date(getattr(row, name)) if getattr(row, name) else None
    except NotEDTF as error:
        raise Refused(str(error), field=name) from error
    setattr(row, f"{name}_earliest", stated.earliest if stated else None)
    setattr(row, f"{name}_latest", stated.latest if stated else None)
    return stated


def require_dates(row: models.Model, *names: str) -> None:
    """Raise Refused if one of these columns holds something that is not EDTF."""
    for name in names:
        try:
            read_date(getattr(row, name) or "2000")
        except NotEDTF as error:
            raise Refused(str(error), field=name) from error


def saved(row: Row, *, is_new: bool) -> Row:
    """Validate and write the row; an existing record gets its next version."""
    if isinstance(row, Record) and not is_new:
        row.version += 1
    validate(row)
    row.save(force_insert=is_new)
    return row


def validate(row: models.Model) -> None:
    """full_clean() without the questions to the database that its callers have answered.

    Related rows at hand exist; what a CHECK forbids was refused in words before, and the database
    stops it all the same. Raises ValidationError, for single fields before what spans several.
    """
    fields: Any = row._meta.concrete_fields
    row.clean_fields(exclude={one.name for one in fields if one.is_relation and one.is_cached(row)})
    row.clean()
    row.validate_unique()
    # Any: the stubs leave out that constraints validate.
    unique: list[Any] = [
        one for one in row._meta.constraints if isinstance(one, models.UniqueConstraint)
    ]
    for constraint in unique:
        constraint.validate(row.__class__, row)


def kept(row: models.Model, name: str) -> Any:
    """What a row says in one column, as it is kept in an event; None for a relation not set yet."""
    field: Any = row._meta.get_field(name)
    return plain(field.value_from_object(row))


def plain(value: Any) -> Any:
    """A field's value as it is kept in an event: JSON as far as it goes, rows by number."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, FieldFile):
        return value.name
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return str(value.code or "") if hasattr(value, "code") else str(value)


def _told_since(row: Record, seen: int) -> str:
    events = Event.objects.about(row).select_related("by").filter(facts__version__gt=seen)
    told = "; ".join(
        _("%(who)s: %(what)s")
        % {"who": event.by, "what": _fields(row, event.changes) or event.get_kind_display()}
        for event in events
    )
    return _(
        "Somebody changed this since you opened it (%(told)s). Nothing of yours was saved over it; "
        "what you typed is still here. Look at the current record, then save again."
    ) % {"told": told}


def _fields(row: Record, changes: Changes) -> str:
    return ", ".join(
        f"{_label(row, name)}: “{old}” → “{new}”" for name, (old, new) in sorted(changes.items())
    )


def _label(row: Record, name: str) -> str:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))
