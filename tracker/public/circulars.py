"""Stopping letters to all signatories, by the link in each of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker.actions.circulars import end_circulars_to
from tracker.public.secrets import lost, secret_page
from tracker.queries.circulars import reader_of, still_gets_circulars


# RFC 8058: the reader's mail program posts here, without cookies and without opening it before.
@csrf_exempt
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def circular_stop(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """Stop them: at once by POST. Opening it asks, and changes nothing."""
    submission = reader_of(reference, token)
    if submission is None:
        return lost(request)
    if request.method == "POST":
        end_circulars_to(reference, token)
    context = {"submission": submission, "statement": submission.statement}
    page = "stop" if still_gets_circulars(submission) else "stopped"
    return render(request, f"circulars/{page}.html", context)
