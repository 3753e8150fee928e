"""Tags that offer the same page in other languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import get_language_info

from tracker.queries.addresses import language_of, path_in

register = template.Library()


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in one language: `name` is what those call it who speak it.

    `url` is the page's path with what was asked of it.
    """

    code: str
    name: str
    direction: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[Language]:
    """The page in each language that is offered; none where there is but one, or no such page."""
    request = context.get("request")
    match: ResolverMatch | None = getattr(request, "resolver_match", None)
    if request is None or match is None or len(settings.LANGUAGES) == 1:
        return []
    return [_language(code, request) for code, _name in settings.LANGUAGES]


@register.simple_tag
def site_address(path: str) -> str:
    """The whole address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


@register.simple_tag(takes_context=True)
def alternates(context: dict[str, Any]) -> list[Language]:
    """The same for whoever sends readers: of pages for everybody, where nothing else is asked."""
    request = context.get("request")
    if request is None or request.META.get("QUERY_STRING"):
        return []
    match = getattr(request, "resolver_match", None)
    is_for_all = getattr(getattr(match, "func", None), "is_kept", False)
    return languages(context) if is_for_all else []


def _language(code: str, request: HttpRequest) -> Language:
    info = get_language_info(code)
    mounted = request.path.removesuffix(request.path_info)
    path = escape_uri_path(mounted + path_in(code, request.path_info))
    query = request.META.get("QUERY_STRING", "")
    return Language(
        code=code,
        name=info["name_local"],
        direction="rtl" if info["bidi"] else "ltr",
        url=f"{path}?{iri_to_uri(query)}" if query else path,
        is_current=code == language_of(request.path_info),
    )
