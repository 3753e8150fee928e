"""Signatories that may be the same: a person decides, pair by pair."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.duplicates import dismiss_duplicate
from tracker.admin.base import DeskAdmin
from tracker.admin.batches import all_or_none, chosen
from tracker.admin.buttons import Button
from tracker.admin.forms import DeskForm
from tracker.admin.links import change_url, merge_url
from tracker.models import Duplicate, Signatory


class DuplicateAdmin(DeskAdmin):
    form = DeskForm
    buttons = (
        Button(
            "dismiss",
            gettext_lazy("Not the same"),
            dismiss_duplicate,
            gettext_lazy("Noted: these two are not the same. It will not be suggested again."),
            shows=lambda duplicate: duplicate.dismissed_by_id is None,
        ),
    )
    actions = ("dismiss_chosen",)
    list_display = ("pair", "score", "merge_link", "dismiss_link")
    list_display_links = None
    ordering = ("-score", "pk")
    sortable_by = ()
    fieldsets = ((None, {"fields": ("pair", "score", "merge_link")}),)
    readonly_fields = ("pair", "score", "merge_link")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Duplicate]:
        rows = super().get_queryset(request).select_related("first", "second")
        return rows.filter(dismissed_by=None)

    def pair(self, duplicate: Duplicate) -> str:
        return format_html("{}<br>{}", _described(duplicate.first), _described(duplicate.second))

    pair.short_description = gettext_lazy("may be the same")  # type: ignore[attr-defined]

    def merge_link(self, duplicate: Duplicate) -> str:
        url = merge_url(duplicate.first, other=duplicate.second_id)
        return format_html('<a href="{}">{}</a>', url, _("Merge…"))

    merge_link.short_description = gettext_lazy("the same")  # type: ignore[attr-defined]

    def dismiss_link(self, duplicate: Duplicate) -> str:
        url = reverse("admin:tracker_duplicate_do", args=[duplicate.pk, "dismiss"])
        return format_html('<a href="{}">{}</a>', url, _("Not the same…"))

    dismiss_link.short_description = gettext_lazy("different")  # type: ignore[attr-defined]

    @admin.action(description=gettext_lazy("The chosen are not the same"), permissions=["edit"])
    def dismiss_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        found = chosen(request, rows)
        if found:

            def run() -> None:
                for duplicate in found:
                    dismiss_duplicate(duplicate, by=request.user)  # type: ignore[arg-type]

            all_or_none(request, run, _("Noted. These will not be suggested again."))


def _described(signatory: Signatory) -> str:
    place = signatory.country.name if signatory.country else _("country not stated")
    return format_html(
        '<a href="{}">{}</a> <small>{}, {}</small>',
        change_url(signatory),
        signatory.name,
        signatory.get_kind_display(),
        place,
    )
