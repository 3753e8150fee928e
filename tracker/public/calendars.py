"""The calendar of an editor at its secret address, for calendar programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.public.secrets import lost, secret_page
from tracker.queries.calendars import calendar_owner, due_entries
from tracker.rules.calendars import calendar_text


@require_safe
@secret_page
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """By when what waits should be answered; 404 for every secret that opens nothing."""
    now = timezone.now()
    owner = calendar_owner(token, now)
    if owner is None:
        return lost(request)
    name = _("%(site)s: what waits for an answer") % {"site": settings.SITE_NAME}
    text = calendar_text(name, due_entries(owner, timezone.localdate(now)), now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
