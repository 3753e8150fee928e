"""The receipts of an offer on its submitter's own pages: to read, to print, and as files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.actions.receipts import proof_file
from tracker.models import Event
from tracker.proof.receipts import Receipt, read_receipt
from tracker.proof.trees import leaf_hash
from tracker.public.files import download
from tracker.public.secrets import lost, secret_page
from tracker.queries.receipts import RECEIPTS, own_events
from tracker.queries.tracking import tracked_submission


@secret_page
@require_safe
def own_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The newest receipt of an offer, or the one of `?event=`, as a page to be printed."""
    submission = tracked_submission(token)
    events = own_events(submission) if submission else []
    event = _wanted(request, events)
    if submission is None or event is None:
        return lost(request)
    made = proof_file(event)
    receipt = read_receipt(made.data) if made and not made.is_promise else None
    context = {
        "token": token,
        "submission": submission,
        "statement": submission.statement,
        "events": events,
        "event": event,
        "made": made,
        "shown": event.shown_facts,
        "site": settings.SITE_URL,
    }
    return render(request, "receipts/page.html", context | _proven(receipt))


@secret_page
@require_safe
def own_receipt_file(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a file: the receipt, or the promise as long as there is none.

    Where not even a promise can be signed, the page says what will be.
    """
    submission = tracked_submission(token)
    event = _wanted(request, own_events(submission)) if submission else None
    if event is None:
        return lost(request)
    made = proof_file(event)
    if made is None:
        return redirect(f"{reverse('own_receipt', args=[token])}?event={event.pk}")
    return download(made.data, made.name)


def _wanted(request: HttpRequest, events: list[Event]) -> Event | None:
    """The event that the address names, among these; without a name the newest that is one."""
    number = request.GET.get("event")
    if number is None:
        return next((one for one in events if one.kind in RECEIPTS), None)
    return next((one for one in events if str(one.pk) == number), None)


def _proven(receipt: Receipt | None) -> dict[str, Any]:
    if receipt is None:
        return {}
    return {"receipt": receipt, "leaf_hash": leaf_hash(receipt.leaf).hex()}
