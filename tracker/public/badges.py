"""Badges of a statement and of a submission, as SVG for the sites of others."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tracker.public.embeds import no_such_theme, theme_of
from tracker.queries.taken_along import Offer, statement_to_take, submission_to_take
from tracker.rules.badges import Badge, badge_svg, count_badge, submission_badge

SVG = "image/svg+xml; charset=utf-8"


@require_safe
def statement_badge(request: HttpRequest, slug: str) -> HttpResponse:
    """How many endorsements of a statement stand."""
    found = statement_to_take(slug)
    if found is None:
        raise Http404
    return _drawn(request, count_badge(found.endorsed))


@require_safe
def badge_of_submission(request: HttpRequest, reference: str) -> HttpResponse:
    """Where one submission stands."""
    found = submission_to_take(reference)
    if found is None:
        raise Http404
    return _drawn(request, badge_of(found))


def badge_of(offer: Offer) -> Badge:
    """What the badge of a submission says."""
    submission = offer.submission
    return submission_badge(
        submission.status, submission.direction, points=offer.points, excepted=offer.excepted
    )


def _drawn(request: HttpRequest, badge: Badge) -> HttpResponse:
    theme = theme_of(request)
    if theme is None:
        return no_such_theme()
    # A picture does not know on which ground it stands: the light one is legible on either.
    svg = badge_svg(badge, "dark" if theme == "dark" else "light")
    response = HttpResponse(svg, content_type=SVG)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
