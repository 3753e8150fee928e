"""The exceptions a submission makes to single clauses, as rows on its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from tracker.actions.positions import change_position, record_position, remove_position
from tracker.admin.pages import asked_once
from tracker.admin.rows import DeskInline
from tracker.models import Clause, Position, Submission


class PositionInline(DeskInline):
    """Only clauses of the wording that was endorsed can be chosen; they are read once per page."""

    model = Position
    add = staticmethod(record_position)
    change = staticmethod(change_position)
    remove = staticmethod(remove_position)
    told = ("add", "change", "remove")
    fields = (("clause", "kind"), "text")
    _clauses: dict[int, Clause]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        return super().get_queryset(request).select_related("clause")

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> Any:
        self._clauses = asked_once(request, "clauses", lambda: _clauses_of(obj))
        return super().get_formset(request, obj, **options)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        if not isinstance(db_field, ForeignKey) or db_field.name != "clause":
            return super().formfield_for_dbfield(db_field, request, **options)
        choices = [(pk, _labelled(clause)) for pk, clause in self._clauses.items()]
        return forms.TypedChoiceField(
            choices=[("", "–"), *choices], coerce=self._clause, label=db_field.verbose_name
        )

    def _clause(self, value: Any) -> Clause:
        try:
            return self._clauses[int(value)]
        except KeyError as error:
            raise ValueError(value) from error


def _clauses_of(obj: Model | None) -> dict[int, Clause]:
    clauses = obj.revision.clauses.all() if isinstance(obj, Submission) else []
    return {clause.pk: clause for clause in clauses}


def _labelled(clause: Clause) -> str:
    return f"{clause}: {Truncator(clause.text).chars(60)}"
