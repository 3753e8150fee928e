"""oEmbed: what another site shows when somebody there names a page of this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tracker.public.badges import badge_of
from tracker.public.cards import card_address, card_of
from tracker.public.files import TEXT
from tracker.queries.addresses import language_of, place_of
from tracker.queries.taken_along import Offer, TakenAlong, statement_to_take, submission_to_take
from tracker.rules.embeds import (
    COUNT_SIZE,
    LIST_SIZE,
    THEMES,
    Frame,
    badge_html,
    fitted,
    frame_html,
    oembed_xml,
)

FORMATS = ("json", "xml")
CARD_SIZE = (1200, 630)
BADGE_SIZE = (320, 24)
KEEPS_SECONDS = 300
STATEMENTS = frozenset({"statement", "statement_signatories", "embed_statement", "embed_count"})


class NotAsked(Exception):
    """The request is not one of oEmbed 1.0; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the page is, and how much room there is for it."""

    match: ResolverMatch
    theme: str
    most: tuple[int | None, int | None]


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The answer of oEmbed 1.0: 404 for what is not a public page here, 501 for other formats."""
    wanted = request.GET.get("format", FORMATS[0])
    if wanted not in FORMATS:
        return HttpResponse("The formats are json and xml.\n", TEXT, status=501)
    path, theme = _page_asked(request)
    with override(language_of(path)):
        try:
            asked = Asked(_match(path), theme, _most(request))
        except NotAsked as error:
            return HttpResponse(f"{error}\n", TEXT, status=400)
        told = _told(asked)
    response = (
        JsonResponse(told)
        if wanted == "json"
        else HttpResponse(oembed_xml(told), content_type="text/xml; charset=utf-8")
    )
    response["Cache-Control"] = f"public, max-age={KEEPS_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def oembed_address(page: str) -> str:
    """What the addresses of the answers for a page begin with, up to the name of the format."""
    return f"{settings.SITE_URL}{place_of('oembed')}?url={quote(page, safe='')}&format="


def _page_asked(request: HttpRequest) -> tuple[str, str]:
    """Path and theme of the address asked for; of another host nothing is here."""
    try:
        url = urlsplit(request.GET.get("url", ""))
    except ValueError as error:
        raise Http404 from error
    ours = {urlsplit(settings.SITE_URL).netloc, request.get_host()}
    if url.scheme not in ("http", "https") or url.netloc not in ours:
        raise Http404
    [theme, *_more] = parse_qs(url.query).get("theme", THEMES)
    return url.path, theme if theme in THEMES else THEMES[0]


def _match(path: str) -> ResolverMatch:
    try:
        return resolve(path)
    except Resolver404 as error:
        raise Http404 from error


def _most(request: HttpRequest) -> tuple[int | None, int | None]:
    return _number(request, "maxwidth"), _number(request, "maxheight")


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text)):
        raise NotAsked(f"{name} must be a number of pixels.")
    return int(text)


def _told(asked: Asked) -> dict[str, Any]:
    if asked.match.url_name in STATEMENTS:
        statement = statement_to_take(asked.match.kwargs["slug"])
        if statement is not None:
            return _of_statement(statement, asked)
    if asked.match.url_name == "submission":
        offer = submission_to_take(asked.match.kwargs["reference"])
        if offer is not None:
            return _of_submission(offer)
    raise Http404


def _of_statement(found: TakenAlong, asked: Asked) -> dict[str, Any]:
    """The list; the count where there is no room for one, or where that was asked for."""
    statement = found.statement
    size = fitted(LIST_SIZE, asked.most)
    is_count = asked.match.url_name == "embed_count" or size[0] < COUNT_SIZE[0]
    is_count = is_count or size[1] < 2 * COUNT_SIZE[1]
    name = "embed_count" if is_count else "embed_statement"
    size = fitted(COUNT_SIZE, asked.most) if is_count else size
    ending = "" if asked.theme == THEMES[0] else f"?theme={asked.theme}"
    address = f"{settings.SITE_URL}{reverse(name, args=[statement.slug])}{ending}"
    frame = Frame(address, statement.title, *size)
    told = _head(statement.title, frame_html(frame), size)
    told["author_name"] = statement.issuer.name
    told["author_url"] = f"{settings.SITE_URL}{statement.issuer.get_absolute_url()}"
    if fitted(CARD_SIZE, asked.most) == CARD_SIZE:
        page = f"{settings.SITE_URL}{statement.get_absolute_url()}"
        card = card_of(statement, found.language, found.endorsed)
        told["thumbnail_url"] = card_address(page, card)
        told["thumbnail_width"], told["thumbnail_height"] = CARD_SIZE
    return told


def _of_submission(offer: Offer) -> dict[str, Any]:
    """Its badge, which leads to its page."""
    submission = offer.submission
    picture = reverse("submission_badge", args=[submission.reference])
    html = badge_html(
        f"{settings.SITE_URL}{picture}",
        f"{settings.SITE_URL}{submission.get_absolute_url()}",
        str(badge_of(offer)),
    )
    return _head(offer.title, html, BADGE_SIZE)


def _head(title: str, html: str, size: tuple[int, int]) -> dict[str, Any]:
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "html": html,
        "width": size[0],
        "height": size[1],
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": KEEPS_SECONDS,
    }
