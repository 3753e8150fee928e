"""A record's history page: its own events, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.admin.changelists import CappedPaginator
from tracker.queries.histories import events_of, told

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin

PER_PAGE = 50


def history_page(
    page: DeskAdmin, request: HttpRequest, object_id: str, extra_context: dict[str, Any]
) -> HttpResponse:
    """Who recorded or changed what, when, newest first."""
    row = page.get_object(request, object_id)
    if row is None:
        raise Http404
    if not page.has_view_permission(request, row):
        raise PermissionDenied
    paginator: Paginator[Any] = CappedPaginator(events_of(row), PER_PAGE)
    events = paginator.get_page(request.GET.get("p"))
    context = {
        **page.admin_site.each_context(request),
        "title": _("History of %(name)s") % {"name": row},
        "opts": page.opts,
        "original": row,
        "page": events,
        "told": told(events),
        **extra_context,
    }
    return TemplateResponse(request, "desk/history.html", context)
