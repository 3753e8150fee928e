"""In which language an editor reads the desk: chosen once, remembered, and found again."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override

from tracker.actions.editors import choose_language
from tracker.models import User
from tracker.queries.addresses import path_in
from tracker.rules.refusals import Refused


def language_view(request: HttpRequest) -> HttpResponse:
    """Remember the language, and go on in it at the page where it was chosen."""
    assert isinstance(request.user, User)  # noqa: S101 - it is signed in
    language = request.POST.get("language", "")
    if request.method == "POST":
        try:
            choose_language(request.user, language)
        except Refused as error:
            messages.error(request, str(error))
        else:
            return HttpResponseRedirect(_there(language, request.POST.get("page", "")))
    return HttpResponseRedirect(reverse("admin:index"))


def in_own_language(response: HttpResponse, user: object) -> HttpResponse:
    """Where somebody is sent who has just signed in: in the language chosen before.

    Who has chosen none has that of the site, and goes on in the language of the address.
    """
    if isinstance(user, User) and isinstance(response, HttpResponseRedirect):
        has_chosen = user.language != settings.LANGUAGE_CODE
        language = user.language if has_chosen else get_language() or settings.LANGUAGE_CODE
        response["Location"] = _there(language, response.url)
    return response


def _there(language: str, page: str) -> str:
    """A page of the desk in this language; for anything else, its first page."""
    mounted = get_script_prefix().rstrip("/")
    there = mounted + path_in(language, page.removeprefix(mounted))
    with override(language):
        start = reverse("admin:index")
    is_on_desk = there.startswith(start) and url_has_allowed_host_and_scheme(there, None)
    return there if is_on_desk else start
