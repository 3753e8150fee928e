"""The front page, the page about this record, and what robots may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.choices import Status
from tracker.public.shared import shared_front
from tracker.queries.overview import overview
from tracker.rules.status import AWAITS, LEADS
from tracker.rules.wording import MEANINGS, MUST_ACT, message_heading


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, the numbers of the record, what waits, and what happened last."""
    return render(request, "front/page.html", {"overview": overview(), "shared": shared_front()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The rules by which everybody is recorded, what each status means, and how to answer."""
    return render(request, "about/page.html", {"statuses": _statuses()})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots may read every page, but neither the desk nor the exports and documents."""
    left_out = (reverse("admin:index"), "/*/admin/", "/*format=", "/*/document.pdf")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in left_out)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def _statuses() -> list[dict[str, Any]]:
    """What the rules say of each status, for a table."""
    return [
        {
            "status": status,
            "means": MEANINGS[status],
            "must_act": MUST_ACT[AWAITS[status]],
            "set_by": [
                message_heading(kind) for kind, (to, _from) in LEADS.items() if to == status
            ],
        }
        for status in Status
    ]
