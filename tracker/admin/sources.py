"""Evidence on the desk: rows beside a fact, and a page of its own for a source with a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.sources import add_source, change_source, remove_source
from tracker.admin.forms import RecordForm
from tracker.admin.rows import DeskInline
from tracker.admin.subjects import AboutAdmin, AboutForm
from tracker.models import Source
from tracker.rules.uploads import MAX_BYTES


class SourceInline(DeskInline):
    """The sources of whatever the page shows."""

    model = Source
    form = RecordForm
    add = staticmethod(add_source)
    change = staticmethod(change_source)
    remove = staticmethod(remove_source)
    told = ("change", "remove")
    fields = (("title", "publisher"), ("url", "archived_url"), "quotation", "retrieved_on")
    show_change_link = True


class SourceForm(AboutForm):
    """A source with, when it is new, what it is about and a file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, PNG, JPEG, e-mail or text, up to 10 MB; kept as it is."),
    )


class SourceAdmin(AboutAdmin):
    form = SourceForm
    record = staticmethod(add_source)
    change = staticmethod(change_source)
    whose_facts = staticmethod(lambda source: source.subject)
    own = SourceInline.fields
    list_display = ("title", "concerns", "publisher", "retrieved_on", "recorded_by")
    readonly_fields = ("concerns", "kept_file")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        [(name, options), *why] = super().get_fieldsets(request, obj)
        own = (name, {"fields": [*options["fields"], "kept_file" if obj else "file"]})
        return [own, *why]

    def values(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        values = super().values(request, form)
        return {name: value for name, value in values.items() if name != "file"}

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        upload = form.cleaned_data.get("file")
        if not upload:
            return super().carried_out(request, obj, form, change=change)
        # One byte more than is kept, so that the action can refuse what is larger.
        file = (upload.name, upload.read(MAX_BYTES + 1))
        return add_source(form.subject(), self.values(request, form), by=request.user, file=file)

    def kept_file(self, source: Source) -> str:
        if not source.file:
            return _("none")
        url = reverse("source_file", args=[source.pk])
        return format_html(
            '<a href="{}">{}</a> <small>SHA-256 {}</small>', url, source.file_name, source.sha256
        )

    kept_file.short_description = gettext_lazy("file")  # type: ignore[attr-defined]
