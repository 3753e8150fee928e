"""Keeping what seed files say: recorded once, later only what was edited in the file is changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeAlias, TypeVar

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from tracker.actions.erased_seeds import ERASED, erased_place, said_of_erased
from tracker.actions.sources import FIELDS as SOURCE_FIELDS
from tracker.actions.sources import add_source, change_source
from tracker.models import SeededRow, Signatory, User
from tracker.readers.seed_tables import Citation, SeedFile
from tracker.rules.refusals import Refused

Row = TypeVar("Row", bound=models.Model)
Values: TypeAlias = dict[str, Any]


class Citing(Protocol):
    """A table with sources."""

    @property
    def sources(self) -> tuple[Citation, ...]: ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file did: how many rows it recorded, which it changed, which it left alone."""

    recorded: int
    changed: list[str]
    left: list[str]


@dataclass(slots=True)
class Loading:
    """One file while it is loaded: who records, who releases, what its keys became before.

    `why` is the reason for changing what was public.
    """

    seed: SeedFile
    editor: User
    publisher: User
    why: str = ""
    known: dict[str, SeededRow] = field(init=False)
    recorded: set[str] = field(default_factory=set)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows = SeededRow.objects.filter(key__startswith=self._key(""))
        self.known = {row.key.removeprefix(self._key("")): row for row in rows}

    def keep(
        self,
        place: str,
        values: Values,
        record: Callable[[Values], Row],
        change: Callable[[Row, Values], object],
        *,
        rows: Mapping[str, object] | None = None,
    ) -> Row:
        """The row that this place of the file stands for: recorded now, changed, or as it was.

        `rows` are the rows that keys among the values name. `change` gets only what the file says
        differently from last time. Raises Refused with the place before what an action says.
        """
        row = self.keep_removable(place, values, record, change, rows=rows)
        if row is None:
            raise Refused(_("[%(place)s] is gone from the database.") % {"place": place})
        return row

    def keep_removable(
        self,
        place: str,
        values: Values,
        record: Callable[[Values], Row],
        change: Callable[[Row, Values], object],
        *,
        rows: Mapping[str, object] | None = None,
    ) -> Row | None:
        """The same for what editors can remove at the desk: None, and told, when they have."""
        plain = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
        said = said_of_erased(plain, self.erased)
        full = values | dict(rows or {})
        if (gone := self.known.pop(erased_place(place), None)) or self._is_part_of_erased(place):
            stub: Row | None = self._leave_erased(place, gone)
            return stub
        seeded = self.known.pop(place, None)
        with self.at(place):
            if seeded is None:
                return self._keep_new(place, said, record(full))
            row = _row(seeded)
            different = {name: full[name] for name in said if said[name] != seeded.said.get(name)}
            if row is None:
                self._leave(place, _("was removed at the desk since; left out."))
                self._forget_parts(place)
            elif different and _is_gone(row):
                self._leave(place, _("is void or merged since; left as it is."))
            elif different:
                change(row, dict(different))
                seeded.said = said
                seeded.save(update_fields=["said"])
                self.changed.append(f"[{place}] {', '.join(different)}")
        return None if row is None else _current(row)

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """Whatever an action refuses in here is told with its place in the file."""
        try:
            yield
        except (ValidationError, PermissionDenied) as error:
            raise Refused(f"[{place}] {told(error)}") from error

    def is_new(self, place: str) -> bool:
        """Whether this place of the file became a row just now."""
        return place in self.recorded

    def done(self) -> Loaded:
        """What was done; what the file no longer speaks of is left alone, and named."""
        for place in (one for one in self.known if not one.startswith(ERASED)):
            self._leave(place, _("is no longer in the file; it stays in the record."))
        return Loaded(len(self.recorded), self.changed, self.left)

    def _keep_new(self, place: str, said: Values, row: Row) -> Row:
        SeededRow.objects.create(
            key=self._key(place),
            subject_type=row._meta.model_name or "",
            subject_id=row.pk,
            said=said,
        )
        self.recorded.add(place)
        return row

    def _leave_erased(self, place: str, seeded: SeededRow | None) -> Any:
        """The stub, if there is one; what the file says of it is not loaded again."""
        self.erased.add(place)
        self._leave(place, _("was erased since; left as it is."))
        return _row(seeded) if seeded else None

    def _is_part_of_erased(self, place: str) -> bool:
        return any(place.startswith(f"{whole}.") for whole in self.erased)

    def _leave(self, place: str, why: str) -> None:
        self.left.append(f"[{place}] {why}")

    def _forget_parts(self, place: str) -> None:
        self.known = {
            name: row for name, row in self.known.items() if not name.startswith(f"{place}.")
        }

    def _key(self, place: str) -> str:
        return f"{self.seed.statement.key}/{place}"


def values_of(table: object, names: Iterable[str]) -> Values:
    """What a table says under these names, as far as it can."""
    return {name: getattr(table, name) for name in names if hasattr(table, name)}


def keep_sources(loading: Loading, place: str, row: models.Model, table: Citing) -> None:
    """Give a row the sources that its table cites, each document with its own quotation."""
    documents = {document.key: document for document in loading.seed.documents}
    for citation in table.sources:
        values = values_of(documents[citation.document], SOURCE_FIELDS)
        loading.keep_removable(
            f"{place}.sources.{citation.key or citation.document}",
            values | {"quotation": citation.quotation},
            partial(add_source, row, by=loading.editor),
            partial(change_source, by=loading.editor, why=loading.why),
        )


def told(error: ValidationError | PermissionDenied) -> str:
    """An action's refusal as one line, with the fields that it speaks of."""
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(messages) if name == NON_FIELD_ERRORS else f"{name}: {' '.join(messages)}"
        for name, messages in error.message_dict.items()
    )


def _row(seeded: SeededRow) -> Any:
    model = apps.get_model("tracker", seeded.subject_type)
    return model._default_manager.filter(pk=seeded.subject_id).first()


def _is_gone(row: models.Model) -> bool:
    return bool(getattr(row, "voided_at", None) or getattr(row, "merged_into_id", None))


def _current(row: Any) -> Any:
    while isinstance(row, Signatory) and row.merged_into is not None:
        row = row.merged_into
    return row
