"""Signatories on the desk: their names, their networks, and whether two of them are the same."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.signatories import (
    add_alias,
    change_alias,
    change_membership,
    change_signatory,
    record_membership,
    record_signatory,
    remove_alias,
    remove_membership,
)
from tracker.admin.base import DeskAdmin, itself
from tracker.admin.buttons import Tool
from tracker.admin.changelists import AssignedFilter, ChoiceFilter
from tracker.admin.erasures import erase_view
from tracker.admin.links import change_url, erase_url, list_url, merge_url, public_url
from tracker.admin.merges import merge_view
from tracker.admin.notes import ASSIGN_BUTTONS, NoteInline
from tracker.admin.rows import DeskInline
from tracker.admin.sources import SourceInline
from tracker.admin.subjects import about_url
from tracker.choices import SignatoryKind
from tracker.models import Alias, Membership, Signatory, User
from tracker.queries.search import named
from tracker.queries.submission_rows import country_name
from tracker.rules.permissions import Right


def join_network(member: Signatory, values: dict[str, Any], *, by: User) -> Membership:
    return record_membership({**values, "member": member}, by=by)


class AliasInline(DeskInline):
    """Other names by which a signatory is found."""

    model = Alias
    template = "desk/parts/table.html"
    add = staticmethod(add_alias)
    change = staticmethod(change_alias)
    remove = staticmethod(remove_alias)
    told = ("change", "remove")
    fields = ("name", "kind")


class MembershipInline(DeskInline):
    """The networks that a signatory belongs to."""

    model = Membership
    fk_name = "member"
    template = "desk/parts/table.html"
    add = staticmethod(join_network)
    change = staticmethod(change_membership)
    remove = staticmethod(remove_membership)
    told = ("change", "remove")
    fields = ("network", "since", "until", "note")
    autocomplete_fields = ("network",)
    verbose_name_plural = gettext_lazy("member of")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("network", "member")


class CurrentFilter(ChoiceFilter):
    """Signposts left by a merge are out of the way unless asked for."""

    title = gettext_lazy("merged")
    parameter_name = "merged"
    options = (("yes", gettext_lazy("Merged into another")),)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(merged_into__isnull=self.value() != "yes")


def kind_shown(signatory: Signatory) -> str:
    return str(SignatoryKind(signatory.kind).label)


kind_shown.short_description = gettext_lazy("kind")  # type: ignore[attr-defined]


def country_shown(signatory: Signatory) -> str | None:
    return country_name(signatory.country.code) if signatory.country else None


country_shown.short_description = gettext_lazy("country")  # type: ignore[attr-defined]


class SignatoryAdmin(DeskAdmin):
    record = staticmethod(record_signatory)
    change = staticmethod(change_signatory)
    whose_facts = staticmethod(itself)
    buttons = ASSIGN_BUTTONS
    inlines = (AliasInline, MembershipInline, SourceInline, NoteInline)
    list_display = ("name", "kind_shown", "country_shown", "is_named", "assigned_to")
    list_filter = ("kind", CurrentFilter, AssignedFilter)
    list_select_related = ("assigned_to",)
    search_fields = ("folded",)
    search_help_text = gettext_lazy(
        "Any part of a name or other name; accents and case do not matter."
    )
    sortable_by = ()
    ordering = ("sort_name", "pk")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    ("kind", "country"),
                    ("is_named", "number"),
                    "ended",
                    "url",
                    "about",
                )
            },
        ),
    )

    # As columns, Django would look through all countries for each row, twice.
    kind_shown = staticmethod(kind_shown)
    country_shown = staticmethod(country_shown)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Signatory]:
        rows = super().get_queryset(request)
        return rows.select_related("assigned_to", "recorded_by", "merged_into")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """In find-as-you-type fields, only rows that have not been merged away."""
        rows, has_duplicates = super().get_search_results(request, queryset, search_term)
        is_choice = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (rows.filter(merged_into=None) if is_choice else rows), has_duplicates

    def found(self, rows: QuerySet[Any], folded: str) -> QuerySet[Any]:
        return named(rows, folded)

    def described(self, row: Any) -> str:
        parts = [row.get_kind_display(), row.country.name if row.country else ""]
        return f"{row.name} ({', '.join(part for part in parts if part)})"

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        shown = super().facts(row)
        if row.merged_into is not None:
            link = format_html(
                '<a href="{}">{}</a>', change_url(row.merged_into), row.merged_into.name
            )
            shown.insert(0, (_("Merged into"), link))
        return shown

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        erase = self.admin_site.admin_view(partial(erase_view, self))
        return [
            path("<int:pk>/merge/", view, name="tracker_signatory_merge"),
            path("<int:pk>/erase/", erase, name="tracker_signatory_erase"),
            *super().get_urls(),
        ]

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return merge_view(self, request, pk)

    def tools(self, request: HttpRequest, obj: Any) -> list[Tool]:
        links = [
            Tool(_("Submissions"), list_url("submission", signatory=obj.pk)),
            Tool(_("As everybody reads it"), public_url(obj)),
        ]
        if request.user.has_perm(f"tracker.{Right.RELEASE}") and obj.merged_into_id is None:  # type: ignore[union-attr]
            if obj.erased_at is None:
                links.append(Tool(_("Merge…"), merge_url(obj)))
            links.append(Tool(_("Erase…"), erase_url(obj)))
        if self.has_change_permission(request, obj):
            links.append(Tool(_("Add a file as source"), about_url("source", obj)))
        return [link for link in links if link.url] + super().tools(request, obj)
