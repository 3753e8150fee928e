"""Pages that say how to cite, to embed and to point to a statement or a submission."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from tracker.public.badges import badge_of
from tracker.public.cards import card_address, card_of
from tracker.public.citations import cited_statement, cited_submission, csl_json
from tracker.queries.taken_along import statement_to_take, submission_to_take
from tracker.rules.badges import Badge, count_badge
from tracker.rules.cards import card_words
from tracker.rules.citations import Cited, bibtex, plain_citation
from tracker.rules.embeds import (
    COUNT_SIZE,
    LIST_SIZE,
    Frame,
    badge_html,
    badge_markdown,
    frame_html,
)


@require_safe
def statement_reuse(request: HttpRequest, slug: str) -> HttpResponse:
    """A statement: citations, list, counter, badge and card."""
    found = statement_to_take(slug)
    if found is None:
        raise Http404
    statement = found.statement
    cited = cited_statement(statement, found.language, localdate())
    card = card_of(statement, found.language, found.endorsed)
    frames = [("embed_statement", LIST_SIZE), ("embed_count", COUNT_SIZE)]
    paths = [reverse(name, args=[slug]) for name, _size in frames]
    list_html, count_html = (
        frame_html(Frame(f"{settings.SITE_URL}{path}", statement.title, *size))
        for path, (_name, size) in zip(paths, frames, strict=True)
    )
    told = {
        "statement": statement,
        "list": list_html,
        "list_url": paths[0],
        "count": count_html,
        "count_url": paths[1],
        "card": card_address(statement.get_absolute_url(), card),
        "card_words": card_words(card),
    }
    badge = _badge(reverse("statement_badge", args=[slug]), cited, count_badge(found.endorsed))
    return render(request, "statements/reuse.html", told | _citations(cited) | badge)


@require_safe
def submission_reuse(request: HttpRequest, reference: str) -> HttpResponse:
    """A submission: citations and badge."""
    found = submission_to_take(reference)
    if found is None:
        raise Http404
    cited = cited_submission(found.submission, found.title, localdate())
    told = {"submission": found.submission, "title": found.title}
    badge = _badge(reverse("submission_badge", args=[reference]), cited, badge_of(found))
    return render(request, "submissions/reuse.html", told | _citations(cited) | badge)


def _citations(cited: Cited) -> dict[str, Any]:
    return {
        "citation": plain_citation(cited),
        "address": cited.address,
        "bibtex": bibtex(cited),
        "csl": csl_json(cited),
    }


def _badge(path: str, cited: Cited, badge: Badge) -> dict[str, Any]:
    picture = f"{settings.SITE_URL}{path}"
    return {
        "badge": path,
        "badge_words": str(badge),
        "badge_html": badge_html(picture, cited.address, str(badge)),
        "badge_markdown": badge_markdown(picture, cited.address, str(badge)),
    }
