"""The page on which whoever signed an earlier wording reads the new one, and answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.actions.renewals import endorse_new_wording, keep_earlier_wording
from tracker.choices import Renewed
from tracker.models import Submission
from tracker.public.secrets import lost, secret_page
from tracker.queries.renewals import choice_of
from tracker.queries.tracking import tracked_submission
from tracker.rules.refusals import Refused
from tracker.rules.renewals import RENEWABLE
from tracker.rules.tracking import WITHDRAWABLE

LONGEST = 19  # digits of a row's number


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def own_wording(request: HttpRequest, token: str) -> HttpResponse:
    """What changed, word by word, and the answer to it; opening it changes nothing."""
    found = tracked_submission(token)
    if found is None:
        return lost(request)
    if request.method != "POST":
        return _page(request, token, found)
    answer = request.POST.get("answer", "")
    try:
        _take(found, answer, request)
    except Refused as refused:
        found.refresh_from_db()
        return _page(request, token, found, refused.messages)
    return HttpResponseRedirect(f"{reverse('track', args=[token])}?done={answer}")


def _take(submission: Submission, answer: str, request: HttpRequest) -> None:
    if answer not in Renewed.values:
        raise Refused(_("Choose one of the answers."))
    wording = _numbers(request.POST.getlist("wording"))
    read = wording.pop() if wording else 0
    if answer == Renewed.ENDORSED:
        endorse_new_wording(submission, read, _numbers(request.POST.getlist("kept")))
    else:
        keep_earlier_wording(submission, read)


def _numbers(given: list[str]) -> set[int]:
    return {int(one) for one in given if one.isdecimal() and len(one) < LONGEST}


def _page(
    request: HttpRequest, token: str, submission: Submission, problems: list[str] | None = None
) -> HttpResponse:
    choice = choice_of(submission) if submission.status in RENEWABLE else None
    if choice is None:
        return HttpResponseRedirect(reverse("track", args=[token]))
    context: dict[str, Any] = {
        "token": token,
        "submission": submission,
        "statement": submission.statement,
        "choice": choice,
        "problems": problems,
        "can_withdraw": submission.status in WITHDRAWABLE,
    }
    return render(request, "renewals/page.html", context, status=400 if problems else 200)
