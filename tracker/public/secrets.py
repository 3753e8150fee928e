"""What every page at a secret address has: it is kept by nobody on the way, and found by nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from tracker.rules.limits import client_address, network_of

View = Callable[..., HttpResponse]


def secret_page(view: View) -> View:
    """The view, with headers that keep its address and its content to whoever opened it."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        # Other sites get nothing. With "no-referrer" browsers would say "Origin: null" in a POST,
        # and the protection against forged requests could not tell it from a forgery.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def lost(request: HttpRequest) -> HttpResponse:
    """The same page for every secret that opens nothing, whatever the reason."""
    return render(request, "tracking/lost.html", status=404)


def client_of(request: HttpRequest) -> str:
    """The network address of who asks; "" where nothing credible says."""
    remote = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return client_address(remote, forwarded, settings.TRUSTED_PROXIES)


def network_from(request: HttpRequest) -> str:
    """Whose tries are counted together; "" where nothing credible says."""
    return network_of(client_of(request))
