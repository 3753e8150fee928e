"""The language of an answer: the one that the address begins with, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import activate

from tracker.queries.addresses import language_of


class AddressLanguage:
    """Middleware: speaks the language of the address.

    What a browser prefers is not asked, so that an address leads everybody to the same page, and a
    page can be kept for all. Django's own middleware would tell caches that pages vary on it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of(request.path_info)
        # Not put back afterwards: what is sent while it is made is still to be worded.
        activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
