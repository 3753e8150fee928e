"""Rows inside a page of the desk: each is added, changed and removed by an action."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model
from django.forms import BaseInlineFormSet, BaseModelFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.admin.forms import WHY, RecordForm, RowRefused, values_of
from tracker.admin.pages import DeskPages, is_stub, may, refusing
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


@contextmanager
def refusing_row(form: Any) -> Iterator[None]:
    """Bring a refusal back to its row; a missing reason to the page, which has the field."""
    try:
        with refusing(form, at=form.prefix):
            yield
    except RowRefused as refused:
        if WHY not in getattr(refused.error, "error_dict", {}):
            raise
        raise RowRefused(refused.form, refused.error, at=None) from refused


class DeskInline(DeskPages, InlineModelAdmin):
    """Rows inside a page; subclasses name the actions that add, change and remove one.

    `add(parent, values, by=…)`, `change(row, values, by=…[, seen=…])`, `remove(row, by=…)`. Those
    of them that are `told` to readers also take the page's `why`.
    """

    add: ClassVar[Action | None] = None
    change: ClassVar[Action | None] = None
    remove: ClassVar[Action | None] = None
    told: ClassVar[Collection[str]] = ()
    formset = RowFormSet
    template = "admin/edit_inline/stacked.html"
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.add is not None and not is_stub(obj) and may(request, Right.EDIT)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.change is not None and not is_stub(obj) and may(request, Right.EDIT)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.remove is not None and not is_stub(obj) and may(request, Right.EDIT)

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

    def carry_out(self, request: HttpRequest, parent: Model, formset: Any, why: str) -> None:
        """Let the actions write what a valid formset says, row by row; `why` is the page's."""
        removed = formset.deleted_forms
        for form in formset.initial_forms:
            if form in removed:
                with refusing(form, at=None):
                    self._run("remove", request, why, form.instance)
            elif form.has_changed():
                with refusing_row(form):
                    seen = {
                        name: value for name, value in form.cleaned_data.items() if name == "seen"
                    }
                    self._run("change", request, why, form.instance, self.values(form), **seen)
        for form in formset.extra_forms:
            if form.has_changed() and form not in removed:
                with refusing_row(form):
                    self._run("add", request, why, parent, self.values(form))

    def _run(self, name: str, request: HttpRequest, why: str, *args: Any, **options: Any) -> None:
        told = {WHY: why} if name in self.told else {}
        getattr(self, name)(*args, by=request.user, **options, **told)

    def values(self, form: Any) -> dict[str, Any]:
        return values_of(form)
