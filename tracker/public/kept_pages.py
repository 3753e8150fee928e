"""Keeping public pages: made once for everybody who is not signed in, until the record changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeGuard, TypeVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import parse_etags
from django.utils.translation import override

from tracker.public.content_codings import PLAIN, chosen_coding
from tracker.public.editions import edition
from tracker.public.freshness import Freshness, Seen, read_as_new
from tracker.public.page_memory import Key, Page, PageMemory
from tracker.public.shared_pages import SharedPages
from tracker.queries.addresses import language_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# Longer answers are made anew each time, and so are those that are sent while they are made.
LARGEST = 1_000_000
# How long somebody waits for whoever is making the same page, in seconds.
PATIENCE = 5.0
# A page is given out up to two seconds after the record has changed (freshness.GRACE). A cache on
# the way may keep it for one more and then give it out once while it asks again, and the browser
# behind a cache that says nothing of a page's age may do so, too: five seconds in all.
PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
# May be stored, but not given out without asking.
ASK = "no-cache"
PRIVATE = "private, no-store"
# All that a kept page depends on besides its address; a view that varies on more is not kept.
VARY = ("Accept-Encoding", "Cookie", "HX-Request")
# Set on whoever reads from the primary because of what they have just written.
PRIMARY_COOKIE = "primary"
# Whether an address is marked is remembered of so many that are no longer than this.
SHORT = 200


def kept(view: View) -> View:
    """Mark a view, in the URL configuration: its answers are the same for every stranger.

    They depend on the record, the day, the settings, the address and the headers of VARY; they hold
    no secret and no token, so that compressing them beside what a reader typed tells nothing.
    """
    view.is_kept = True  # type: ignore[attr-defined] # read by is_marked()
    return view


class KeptPages:
    """Middleware, below what redirects to https and before everything that looks at who asks.

    A kept page has every header, also the policy for its content, from the time it was made. Where
    the address leads to no marked view, nothing is done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.DEBUG or not settings.PAGE_MEMORY:
            raise MiddlewareNotUsed
        edition()  # reads files: not while somebody waits
        self.get_response = get_response
        self.memory = PageMemory(settings.PAGE_MEMORY * 1_000_000)
        self.freshness = Freshness(self._forget_old)
        self.shared = SharedPages()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not is_marked(request.path_info):
            return self.get_response(request)
        if is_known(request):
            return _for_one(self.get_response(request))
        try:
            seen = self.freshness.seen()
        except Error:
            # The view says what is the matter, or does without a database.
            return self.get_response(request)
        return self._answer(request, key_of(request), seen)

    def _answer(self, request: HttpRequest, key: Key, seen: Seen) -> HttpResponseBase:
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        found = self.memory.find(key)
        if found is None or found.name != seen.name:
            # Who knows the tag has got it with this very page: nobody else can make it.
            if known and is_among(etag := etag_of(key, seen.name), known):
                return _not_modified(etag)
            made = self._made(request, key, seen)
            if not isinstance(made, Page):
                return made
            found = made
        if known and (is_among(found.etag, known) or known.strip() == "*"):
            return _not_modified(found.etag)
        return _response_of(found, request)

    def _made(self, request: HttpRequest, key: Key, seen: Seen) -> Page | HttpResponseBase:
        """The page of this moment; while another thread makes it, the one before or a short wait.

        What is not to be kept is made for everybody.
        """
        with self.memory.maker(key) as other:
            if other is None:
                return self._still_kept(key, seen.name) or self._make(request, key, seen)
            if page := self._still_kept(key):
                return page
            other.wait(PATIENCE)
        return self._still_kept(key) or self._make(request, key, seen)

    def _still_kept(self, key: Key, name: str = "") -> Page | None:
        """The page under this stamp, or under any that may still be given out."""
        page = self.memory.find(key)
        is_good = page and (page.name == name if name else self.freshness.holds(page.name))
        return page if is_good else None

    def _make(self, request: HttpRequest, key: Key, seen: Seen) -> Page | HttpResponseBase:
        etag = etag_of(key, seen.name)
        there = self.shared.find(etag)
        if there is None:
            response = self._asked(request, seen)
            if not _is_to_keep(response):
                return _for_all(response, etag)
            there = _headers(response), response.content
            self.shared.keep(etag, there)
        page = Page(seen.name, etag, *there)
        self.memory.keep(key, page)
        return page

    def _asked(self, request: HttpRequest, seen: Seen) -> HttpResponseBase:
        """What the view gives; for HEAD all that it would give for GET, which is what is kept."""
        method, request.method = request.method, "GET"
        try:
            read_as_new(seen)
            return self.get_response(request)
        finally:
            request.method = method

    def _forget_old(self) -> None:
        self.memory.forget_unless(self.freshness.holds)


def is_marked(path: str) -> bool:
    """Whether the address leads to a view that is marked as kept()."""
    return _is_marked_short(path) if len(path) < SHORT else _is_marked(path)


def _is_marked(path: str) -> bool:
    # An address is found in its own language alone.
    with override(language_of(path)):
        try:
            return getattr(resolve(path).func, "is_kept", False)
        except Resolver404:
            return False


_is_marked_short = lru_cache(maxsize=4096)(_is_marked)


def is_known(request: HttpRequest) -> bool:
    """Whether somebody is signed in or may be, or has just written something."""
    cookies = request.COOKIES
    return (
        settings.SESSION_COOKIE_NAME in cookies
        or PRIMARY_COOKIE in cookies
        or "HTTP_AUTHORIZATION" in request.META
    )


def key_of(request: HttpRequest) -> Key:
    """All that tells one kept page from another; raises DisallowedHost as every page does."""
    meta = request.META
    return (
        f"{request.scheme}://{request.get_host()}{request.path}",
        meta.get("QUERY_STRING", ""),
        "part" if meta.get("HTTP_HX_REQUEST") == "true" else "",
    )


def etag_of(key: Key, name: str) -> str:
    """The tag of a page under a stamp, which only this site can make.

    A weak one: pages that are made anew under one stamp say alike at which minute it was, and it
    is the same tag in every coding.
    """
    return f'W/"{salted_hmac("tracker.kept_pages", repr((key, name))).hexdigest()}"'


def is_among(etag: str, known: str) -> bool:
    """Whether If-None-Match names it, as weak tags are compared."""
    return etag.removeprefix("W/") in {one.removeprefix("W/") for one in parse_etags(known)}


def _is_to_keep(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    return (
        response.status_code == 200
        and isinstance(response, HttpResponse)
        and len(response.content) <= LARGEST
        and _is_for_all(response)
    )


def _is_for_all(response: HttpResponseBase) -> bool:
    """Whether nothing in an answer speaks against giving it to others."""
    varies = {name.strip() for name in response.get("Vary", "").split(",")} - {""}
    has_own = response.has_header("Cache-Control") or response.has_header("Content-Encoding")
    return not response.cookies and not has_own and varies <= set(VARY)


def _headers(response: HttpResponseBase) -> tuple[tuple[str, str], ...]:
    """The headers of a page, but for what depends on who asks for it."""
    patch_vary_headers(response, VARY)
    response["Cache-Control"] = PUBLIC
    return tuple(item for item in response.items() if item[0] != "Content-Length")


def _response_of(page: Page, request: HttpRequest) -> HttpResponse:
    coding, body = page.body(chosen_coding(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    response = HttpResponse(b"" if request.method == "HEAD" else body)
    for name, value in page.headers:
        response[name] = value
    response["ETag"] = page.etag
    response["Content-Length"] = str(len(body))
    if coding != PLAIN:
        response["Content-Encoding"] = coding
    return response


def _not_modified(etag: str) -> HttpResponse:
    """What RFC 9110, section 15.4.5, wants of the headers that the page itself would have."""
    headers = {"ETag": etag, "Cache-Control": PUBLIC, "Vary": ", ".join(VARY)}
    return HttpResponseNotModified(headers=headers)


def _for_all(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """An answer that is not kept: a long file, or something that is not there."""
    if _is_for_all(response):
        response["Cache-Control"] = ASK
        patch_vary_headers(response, VARY)
        if response.status_code == 200:
            response["ETag"] = etag
    return response


def _for_one(response: HttpResponseBase) -> HttpResponseBase:
    """An answer for somebody who may see more than others, or must see it at once."""
    response["Cache-Control"] = PRIVATE
    patch_vary_headers(response, VARY)
    return response
