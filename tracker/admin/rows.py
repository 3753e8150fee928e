"""Rows inside a page of the desk: each is added, changed and removed by an action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model
from django.forms import BaseInlineFormSet, BaseModelFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.admin.forms import RecordForm, values_of
from tracker.admin.pages import DeskPages, may, refusing
from tracker.rules.permissions import Right

Action = Callable[..., Any]


class RowFormSet(BaseInlineFormSet):
    """Rows of which each says by name that it would be removed."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.can_delete and "DELETE" in form.fields:
            field = form.fields["DELETE"]
            field.label = _("Remove")
            told = _("Remove “%(name)s”")
            is_kept = form.instance.pk is not None
            name = told % {"name": form.instance} if is_kept else field.label
            field.widget.attrs["aria-label"] = name


class DeskInline(DeskPages, InlineModelAdmin):
    """Rows inside a page; subclasses name the actions that add, change and remove one.

    `add(parent, values, by=…)`, `change(row, values, by=…[, seen=…])`, `remove(row, by=…)`.
    """

    add: ClassVar[Action | None] = None
    change: ClassVar[Action | None] = None
    remove: ClassVar[Action | None] = None
    formset = RowFormSet
    template = "admin/edit_inline/stacked.html"
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.add is not None and may(request, Right.EDIT)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.change is not None and may(request, Right.EDIT)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.remove is not None and may(request, Right.EDIT)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """The declared ones, and the hidden version of rows that can be changed."""
        has_version = issubclass(self.form, RecordForm)
        version = ["seen"] if has_version and self.has_change_permission(request, obj) else []
        return [*super().get_fields(request, obj), *version]

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **options: Any
    ) -> type[BaseModelFormSet]:
        formset: Any = super().get_formset(request, obj, **options)
        formset.rows = self
        formset.form.refusals = getattr(request, "desk_refusals", {})
        return formset

    def carry_out(self, request: HttpRequest, parent: Model, formset: Any) -> None:
        """Let the actions write what a valid formset says, row by row."""
        removed = formset.deleted_forms
        for form in formset.initial_forms:
            if form in removed:
                with refusing(form, at=None):
                    self.remove(form.instance, by=request.user)  # type: ignore[misc]
            elif form.has_changed():
                with refusing(form, at=form.prefix):
                    self._change(request, form)
        for form in formset.extra_forms:
            if form.has_changed() and form not in removed:
                with refusing(form, at=form.prefix):
                    self.add(parent, self.values(form), by=request.user)  # type: ignore[misc]

    def _change(self, request: HttpRequest, form: Any) -> None:
        seen = {"seen": form.cleaned_data["seen"]} if "seen" in form.cleaned_data else {}
        self.change(form.instance, self.values(form), by=request.user, **seen)  # type: ignore[misc]

    def values(self, form: Any) -> dict[str, Any]:
        return values_of(form)
