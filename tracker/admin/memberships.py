"""One signatory's belonging to one network, with its sources."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from tracker.actions.signatories import change_membership, record_membership
from tracker.admin.base import DeskAdmin, itself
from tracker.admin.forms import DeskForm
from tracker.admin.sources import SourceInline
from tracker.models import Membership


class MembershipAdmin(DeskAdmin):
    form = DeskForm
    record = staticmethod(record_membership)
    change = staticmethod(change_membership)
    whose_facts = staticmethod(itself)
    inlines = (SourceInline,)
    list_display = ("member", "network", "since", "until")
    list_select_related = ("member", "network")
    search_fields = ("member__folded",)
    ordering = ("-pk",)
    sortable_by = ()
    autocomplete_fields = ("member", "network")
    fieldsets = ((None, {"fields": (("member", "network"), ("since", "until"), "note")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("member", "network")
