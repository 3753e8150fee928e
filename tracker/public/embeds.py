"""Pages for the sites of others: who signed a statement, and how many, inside an iframe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tracker.public.files import TEXT
from tracker.queries.taken_along import TakenAlong, first_names, statement_to_take
from tracker.rules.cards import counted_words
from tracker.rules.embeds import THEMES

# Bytes of names in one list: with all around them, a page is below 15 kB.
MOST_BYTES = 5000

View = Callable[..., HttpResponse]


def for_others(view: View) -> View:
    """Mark a view, so that its page may be framed by any site; nothing else of ours may be."""
    is_framed = csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(view))

    @wraps(is_framed)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = is_framed(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@for_others
@require_safe
def embed_statement(request: HttpRequest, slug: str) -> HttpResponse:
    """The first who signed, by name, and a link to all."""
    found = _statement(slug)
    names = list(_within(first_names(found.statement)))
    more = (found.endorsed or 0) - len(names)
    return _page(request, "embeds/list.html", found, {"names": names, "more": more})


@for_others
@require_safe
def embed_count(request: HttpRequest, slug: str) -> HttpResponse:
    """How many endorsements stand."""
    return _page(request, "embeds/count.html", _statement(slug), {})


def theme_of(request: HttpRequest) -> str | None:
    """The theme asked for, "auto" unless told otherwise; None for one that there is not."""
    theme = request.GET.get("theme", THEMES[0])
    return theme if theme in THEMES else None


def no_such_theme() -> HttpResponseBadRequest:
    """What is said to whoever asks for another theme."""
    words = _("There is no such theme. Choose one of: %(themes)s.") % {"themes": ", ".join(THEMES)}
    return HttpResponseBadRequest(f"{words}\n", content_type=TEXT)


def _page(
    request: HttpRequest, template: str, found: TakenAlong, more: dict[str, Any]
) -> HttpResponse:
    theme = theme_of(request)
    if theme is None:
        return no_such_theme()
    told = {
        "statement": found.statement,
        "counted": counted_words(found.endorsed),
        "theme": theme,
        "site": settings.SITE_URL,
    }
    return render(request, template, told | more)


def _statement(slug: str) -> TakenAlong:
    """As everybody may see it, whoever asks: an editor's own site shows no drafts."""
    found = statement_to_take(slug)
    if found is None:
        raise Http404
    return found


def _within(names: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    left = MOST_BYTES
    for name, country in names:
        left -= len(name.encode()) + len(country.encode())
        if left < 0:
            return
        yield name, country
