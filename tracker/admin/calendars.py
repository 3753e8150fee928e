"""The page on which an editor makes, replaces and revokes the address of the own calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.calendars import make_calendar_link, revoke_calendar_link
from tracker.admin.pages import may
from tracker.queries.calendars import calendar_links
from tracker.queries.exports import site_address
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite


def calendar_view(site: DeskSite, request: HttpRequest) -> HttpResponse:
    """GET tells whether there is one; POST makes another, shown this once, or revokes it."""
    if not may(request, Right.EDIT):
        raise PermissionDenied
    user: Any = request.user
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(request)
    address = ""
    if request.method == "POST":
        token = make_calendar_link(by=user).token
        address = site_address(reverse("calendar", args=[token])) or ""
    context = {
        **site.each_context(request),
        "title": _("Your calendar"),
        "link": calendar_links(user, timezone.now()).first(),
        "address": address,
    }
    response = TemplateResponse(request, "desk/calendar.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _revoked(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    try:
        revoke_calendar_link(by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Revoked. The address opens nothing any more."))
    return HttpResponseRedirect(reverse("admin:calendar"))
