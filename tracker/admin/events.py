"""The append-only log on the desk: everything that was done, by whom, in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import DeskAdmin
from tracker.admin.changelists import StatementFilter
from tracker.admin.forms import DeskForm
from tracker.admin.links import subject_url
from tracker.models import Event
from tracker.queries.histories import told


class EventAdmin(DeskAdmin):
    """Read only: events are never changed."""

    form = DeskForm
    list_display = ("recorded_at", "kind", "subject", "by", "is_public")
    list_filter = ("kind", "is_public", "by", StatementFilter)
    list_select_related = ("by",)
    ordering = ("-pk",)
    sortable_by = ()
    fieldsets = ((None, {"fields": ("recorded_at", "kind", "subject", "by", "is_public")}),)
    readonly_fields = ("subject",)

    def subject(self, event: Event) -> str:
        url, label = subject_url(event), event.subject_label or gettext("content erased")
        return format_html('<a href="{}">{}</a>', url, label) if url else label

    subject.short_description = _("on")  # type: ignore[attr-defined]

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {"told": told([obj])}
