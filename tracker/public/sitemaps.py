"""The sitemap (sitemaps.org): an index of parts, each read by a span of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.queries.sitemaps import Place, parts, parts_of, places_in, plain_places

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MEDIA_TYPE = "application/xml; charset=utf-8"
PAGES = "pages"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: where each part is."""
    found = [reverse("sitemap_part", args=[PAGES, 0])]
    found += [reverse("sitemap_part", args=part) for part in parts()]
    lines = "".join(f"<sitemap>{_loc(path)}</sitemap>\n" for path in found)
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">\n{lines}</sitemapindex>\n')


@require_safe
def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    """One part; empty where all that stood there is gone, 404 where there never was one."""
    if section == PAGES and number == 0:
        return _urls(plain_places())
    if number >= parts_of(section):
        raise Http404
    return _urls(places_in(section, number))


def _urls(places: Iterable[Place]) -> HttpResponse:
    lines = "".join(f"<url>{_loc(one.path)}{_lastmod(one)}</url>\n" for one in places)
    return _xml(f'<urlset xmlns="{NAMESPACE}">\n{lines}</urlset>\n')


def _loc(path: str) -> str:
    return f"<loc>{escape(settings.SITE_URL + path)}</loc>"


def _lastmod(place: Place) -> str:
    if place.changed is None:
        return ""
    told = place.changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"<lastmod>{told}</lastmod>"


def _xml(text: str) -> HttpResponse:
    return HttpResponse(XML + text, content_type=MEDIA_TYPE)
