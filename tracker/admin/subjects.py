"""Pages for what is always about another record: sources and corrections."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.base import DeskAdmin
from tracker.admin.forms import RecordForm
from tracker.admin.links import change_url
from tracker.models.subjects import SUBJECTS, subject_name

ABOUT = ("about", "about_id")
WITH_SUBJECTS = (*SUBJECTS, "membership__member", "membership__network", "recorded_by")


class AboutForm(RecordForm):
    """A form that, for a new row, carries what the row is about."""

    about = forms.ChoiceField(
        choices=[(name, name) for name in SUBJECTS], widget=forms.HiddenInput, required=False
    )
    about_id = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is None and self.subject() is None:
            self.add_error(None, _("Open the record that this is about, and begin there."))
        return cleaned

    def subject(self) -> Model | None:
        """The row that a new row is about."""
        name, pk = self.cleaned_data.get("about"), self.cleaned_data.get("about_id")
        if not name or not pk:
            return None
        model: Any = self._meta.model._meta.get_field(name).related_model
        found: Model | None = model._default_manager.filter(pk=pk).first()
        return found


class AboutAdmin(DeskAdmin):
    """A page for a row about another one; `own` are the fields that a person types."""

    own: tuple[Any, ...] = ()
    form = AboutForm
    readonly_fields: tuple[str, ...] = ("concerns",)
    ordering = ("-pk",)
    sortable_by = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return [(None, {"fields": [*self.own, *ABOUT]})]
        shown = ["concerns", *self.own, *self.version_fields(request, obj)]
        return [(None, {"fields": shown}), *self.why_fields(request, obj)]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*WITH_SUBJECTS)

    def values(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        values = super().values(request, form)
        return {name: value for name, value in values.items() if name not in ABOUT}

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        if change:
            return super().carried_out(request, obj, form, change=True)
        values = self.values(request, form)
        return self.record(form.subject(), values, by=request.user)  # type: ignore[misc]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        told = _("%(name)s was added.") % {"name": str(self.opts.verbose_name).capitalize()}
        self.message_user(request, told)
        return HttpResponseRedirect(change_url(obj.subject))

    def concerns(self, row: Any) -> str:
        subject = row.subject
        kind = str(subject._meta.verbose_name).capitalize()
        return format_html('{}: <a href="{}">{}</a>', kind, change_url(subject), subject)

    concerns.short_description = gettext_lazy("concerns")  # type: ignore[attr-defined]


def about_url(model: str, subject: Model) -> str:
    """Where a row about this one is added."""
    query = urlencode({"about": subject_name(subject), "about_id": subject.pk})
    return f"{reverse(f'admin:tracker_{model}_add')}?{query}"
