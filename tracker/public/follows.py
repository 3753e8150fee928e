"""Following by e-mail: asking for it from a public page, one's own page, and one click to stop."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions.follows import ask_to_follow, change_follow, confirm_follow, stop_follow
from tracker.notify.follows import OFTEN, followed_name
from tracker.public.follow_forms import FollowForm, FrequencyForm
from tracker.public.secrets import client_of, secret_page
from tracker.queries.follows import Followed, FollowState, follow_link
from tracker.rules.refusals import Refused, TooMany

CHANGING = require_http_methods(["GET", "HEAD", "POST"])


# Public pages set no cookie, so their form has no token against forged requests: where a browser
# says from which site it comes, that is asked instead. Nothing here acts for who is signed in.
@csrf_exempt
@secret_page
@CHANGING
def follows(request: HttpRequest) -> HttpResponse:
    """What the small form of a public page leads to; the answer is the same whoever follows."""
    if request.method != "POST":
        return render(request, "follows/how.html")
    form = FollowForm(request.POST)
    subject = form.subject()
    if subject is None or _is_foreign(request):
        return render(request, "follows/how.html", {"is_lost": True}, status=400)
    status = _asked(request, subject, form) if form.is_valid() else 400
    if status == 200:
        return HttpResponseRedirect(reverse("follow_sent"))
    context = {"form": form, "subject": subject, "name": followed_name(subject)}
    return render(request, "follows/form.html", context, status=status)


@secret_page
@require_safe
def follow_sent(request: HttpRequest) -> HttpResponse:
    """What happens next, for everybody alike."""
    return render(request, "follows/sent.html", {"days": settings.CONFIRM_DAYS})


@secret_page
@CHANGING
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The page of one follow: its button confirms, later it changes how often letters come."""
    if request.method != "POST":
        return _page(request, token)
    try:
        if "frequency" in request.POST:
            change_follow(token, request.POST["frequency"])
        else:
            confirm_follow(token)
    except Refused as refused:
        return _page(request, token, refused)
    return HttpResponseRedirect(f"{request.path}?done=1")


# RFC 8058: the reader's mail program posts here, without cookies and without opening it before.
@csrf_exempt
@secret_page
@CHANGING
def follow_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop following: at once by POST. Opening it asks, and changes nothing."""
    link = follow_link(token, timezone.now())
    if link.state == FollowState.UNKNOWN:
        return render(request, "follows/lost.html", {"link": link}, status=404)
    if request.method == "POST":
        stop_follow(token)
    is_over = link.follow is None or request.method == "POST"
    context = {
        "link": link,
        "name": followed_name(link.follow.subject) if link.follow else "",
        "subject": link.follow.subject if link.follow else None,
        "days": settings.LETTER_DAYS,
    }
    return render(request, f"follows/{'stopped' if is_over else 'stop'}.html", context)


def _asked(request: HttpRequest, subject: Followed, form: FollowForm) -> int:
    """Let the action take it down; returns the status of the answer."""
    typed = form.cleaned_data
    try:
        ask_to_follow(
            subject,
            typed["email"],
            typed["frequency"],
            language=_own_language(),
            network=client_of(request),
        )
    except TooMany as error:
        form.add_error(None, error)
        return 429
    except ValidationError as error:
        form.add_error("email", error.messages)
        return 400
    return 200


def _page(request: HttpRequest, token: str, refused: Refused | None = None) -> HttpResponse:
    link = follow_link(token, timezone.now())
    if link.follow is None:
        status = 404 if link.state == FollowState.UNKNOWN else 410
        return render(request, "follows/lost.html", {"link": link}, status=status)
    context = {
        "link": link,
        "follow": link.follow,
        "subject": link.follow.subject,
        "name": followed_name(link.follow.subject),
        "often": OFTEN[link.follow.frequency],
        "form": FrequencyForm(follow=link.follow),
        "stop_url": reverse("follow_stop", args=[token]),
        "until": link.follow.made_at + timedelta(days=settings.CONFIRM_DAYS),
        "problems": refused.messages if refused else [],
        "is_done": "done" in request.GET,
    }
    return render(request, "follows/page.html", context, status=400 if refused else 200)


def _is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of another site."""
    origin = request.headers.get("Origin", "")
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    return bool(origin) and urlsplit(origin).netloc not in ours


def _own_language() -> str:
    known = [code for code, _name in settings.LANGUAGES]
    current = get_language() or ""
    return current if current in known else known[0]
