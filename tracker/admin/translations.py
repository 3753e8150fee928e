"""Translations of a wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.actions.translations import add_translation, change_translation
from tracker.admin.base import DeskAdmin
from tracker.admin.rows import DeskInline
from tracker.models import Translation
from tracker.queries.stale_translations import stale_translations

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite


def stale_translations_view(site: DeskSite, request: HttpRequest) -> HttpResponse:
    """Which translations are of an earlier wording, and what reads otherwise in the newest."""
    context = {
        **site.each_context(request),
        "title": _("Translations of earlier wordings"),
        "rows": stale_translations(),
    }
    return TemplateResponse(request, "desk/stale_translations.html", context)


class TranslationInline(DeskInline):
    """The translations of a wording; each has a page of its own."""

    model = Translation
    template = "desk/parts/table.html"
    fields = ("language", "title", "translator", "is_reviewed")
    readonly_fields = fields
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Translation]:
        rows: QuerySet[Translation] = super().get_queryset(request)
        return rows.defer("text")


class TranslationAdmin(DeskAdmin):
    record = staticmethod(add_translation)
    change = staticmethod(change_translation)
    list_display = ("title", "language", "revision", "translator", "is_reviewed")
    list_select_related = ("revision__statement",)
    search_fields = ("revision__statement__folded",)
    ordering = ("-pk",)
    sortable_by = ()
    autocomplete_fields = ("revision",)
    fieldsets = (
        (
            None,
            {"fields": ("revision", ("language", "translator"), "title", "text", "is_reviewed")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Translation]:
        rows = super().get_queryset(request)
        return rows.select_related("revision__statement", "recorded_by")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("revision",)

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        if change:
            return super().carried_out(request, obj, form, change=True)
        values = self.values(request, form)
        return add_translation(values.pop("revision"), values, by=request.user)
