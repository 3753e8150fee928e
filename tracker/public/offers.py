"""Offering to sign a statement, and what the links in its letters lead to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tracker.actions.confirmations import confirm_offer, disown_offer, renew_confirmation
from tracker.actions.contacts import track_token
from tracker.actions.offers import offer_endorsement
from tracker.actions.vetting import lacks_proof, proof_task
from tracker.actions.waiting_offers import queue_offer
from tracker.models import Revision
from tracker.public.offer_forms import OfferForm
from tracker.public.secrets import client_of, secret_page
from tracker.queries.backlog import is_rush
from tracker.queries.offers import LinkState, OfferLink, Wording, offer_link, wording_to_sign
from tracker.rules.markup import sections_of
from tracker.rules.offers import closed_because
from tracker.rules.refusals import Refused
from tracker.rules.signing import Terms

CHANGING = require_http_methods(["GET", "HEAD", "POST"])


@secret_page
@CHANGING
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """The form by which somebody offers to sign; or why not, before anybody types."""
    wording = wording_to_sign(slug)
    if wording is None:
        raise Http404
    statement, revision = wording.statement, wording.revision
    terms = Terms(statement.openness, statement.opens_on, statement.closes_on)
    has, today = revision is not None, timezone.localdate()
    closed = closed_because(terms, custody=statement.custody, has_wording=has, today=today)
    if closed or revision is None:
        status = 403 if request.method == "POST" else 200
        context = {"statement": statement, "closed": closed, "contact": settings.CONTACT_EMAIL}
        return render(request, "offers/closed.html", context, status=status)
    form = OfferForm(
        request.POST or None, statement=statement, clauses=wording.clauses, wording=revision.pk
    )
    if request.method == "POST" and form.is_valid():
        is_later = is_rush(int(request.META.get("SERVER_PORT") or 0))
        if _took(request, wording, form, is_later=is_later):
            return HttpResponseRedirect(_sent_address(revision, form, is_later=is_later))
    context = {
        "statement": statement,
        "revision": revision,
        "sections": sections_of(revision.text),
        "form": form,
        "task": proof_task(revision, timezone.now()),
        "days": settings.CONFIRM_DAYS,
    }
    status = 400 if form.is_bound else 200
    return render(request, "offers/form.html", context, status=status)


@require_safe
def offer_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody sees after offering, whoever signed before."""
    wording = wording_to_sign(slug)
    if wording is None:
        raise Http404
    context = {
        "statement": wording.statement,
        "days": settings.CONFIRM_DAYS,
        "is_looked_at": "looked-at" in request.GET,
        "is_later": "later" in request.GET,
    }
    return render(request, "offers/sent.html", context)


@secret_page
@CHANGING
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What a letter's link opens: a page with a button. Opening it changes nothing."""
    if request.method != "POST":
        return _link_page(request, token)
    try:
        if "again" in request.POST:
            renew_confirmation(token)
            return render(
                request, "offers/sent.html", {"is_again": True, "days": settings.CONFIRM_DAYS}
            )
        confirm_offer(token)
    except Refused as refused:
        return _link_page(request, token, refused=refused)
    return HttpResponseRedirect(request.path)


@secret_page
@CHANGING
def disown(request: HttpRequest, token: str) -> HttpResponse:
    """“It was not me”: a page with a button, from every letter about an offer."""
    if request.method != "POST":
        return _disown_page(request, offer_link(token, timezone.now()))
    try:
        disown_offer(token)
    except Refused:
        return _disown_page(request, OfferLink(LinkState.UNKNOWN))
    return render(request, "offers/disowned.html")


def _sent_address(revision: Revision, form: OfferForm, *, is_later: bool) -> str:
    """The page that says what happens now. In a rush proofs are checked once there is time."""
    proof = form.cleaned_data["proof"]
    is_unproved = (
        settings.ALTCHA and not proof if is_later else lacks_proof(revision, proof, timezone.now())
    )
    flags = {"later": is_later, "looked-at": is_unproved}
    query = "&".join(name for name, is_set in flags.items() if is_set)
    sent = reverse("offer_sent", args=[revision.statement.slug])
    return f"{sent}?{query}" if query else sent


def _took(request: HttpRequest, wording: Wording, form: OfferForm, *, is_later: bool) -> bool:
    """Let the action take the offer; what it refuses stands on the form, and nothing is lost."""
    assert wording.revision is not None  # noqa: S101 - a wording without text has no form
    take = queue_offer if is_later else offer_endorsement
    try:
        take(
            wording.revision,
            form.offer(),
            form.exceptions(),
            network=client_of(request),
            proof=form.cleaned_data["proof"],
        )
    except ValidationError as error:
        for field, messages in _by_field(error).items():
            form.add_error(field if field in form.fields else None, messages)
        return False
    return True


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def _link_page(request: HttpRequest, token: str, *, refused: Refused | None = None) -> HttpResponse:
    link = offer_link(token, timezone.now())
    context: dict[str, Any] = {"link": link, "problems": refused.messages if refused else []}
    if link.contact is not None:
        submission = link.contact.submission
        track = track_token(submission)
        context |= {
            "submission": submission,
            "statement": submission.statement,
            "positions": submission.positions.select_related("clause"),
            "track_url": reverse("track", args=[track]),
            "receipt_url": reverse("own_receipt", args=[track]),
            "receipt_file_url": reverse("own_receipt_file", args=[track]),
            "disown_url": reverse("disown_offer", args=[token]),
        }
    page = "confirmed" if link.state == LinkState.CONFIRMED else "confirm"
    status = 400 if refused else (404 if link.state == LinkState.UNKNOWN else 200)
    return render(request, f"offers/{page}.html", context, status=status)


def _disown_page(request: HttpRequest, link: OfferLink) -> HttpResponse:
    status = 404 if link.state == LinkState.UNKNOWN else 200
    submission = link.contact.submission if link.contact else None
    context = {"link": link, "submission": submission}
    return render(request, "offers/disown.html", context, status=status)
