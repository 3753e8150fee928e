"""Signatories: the list, and one signatory's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.public.follow_forms import empty_follow_form
from tracker.public.lists import Listing, answer_list
from tracker.public.shared import shared_signatory
from tracker.queries.signatories import SignatoryFilters, signatory_rows
from tracker.queries.signatory_exports import signatory_export
from tracker.queries.signatory_pages import find_signatory, signatory_page
from tracker.queries.stubs import public_erasure


@require_safe
def signatories(request: HttpRequest) -> HttpResponseBase:
    """The list of everybody who appears in the public record."""
    listing = Listing(
        "signatories",
        "signatories/list.html",
        signatory_rows,
        signatory_export(),
    )
    return answer_list(request, listing, SignatoryFilters(request.GET, today=timezone.localdate()))


@require_safe
def signatory(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One signatory; the address of a merged row leads to what it was merged into.

    One that was erased has a page that says so, at another address: the old one tells nothing.
    """
    found = find_signatory(slug)
    erasure = public_erasure(found, request.user) if found else None
    if erasure is not None:
        return render(request, "signatories/stub.html", {"erasure": erasure})
    page = signatory_page(found, request.user, timezone.localdate()) if found else None
    if found is None or page is None:
        raise Http404
    if found.slug != slug:
        return redirect(found, permanent=True)
    context = {
        "page": page,
        "shared": shared_signatory(page),
        "signatory": page.signatory,
        "follow_form": empty_follow_form(page.signatory) if page.is_public else None,
    }
    return render(request, "signatories/detail.html", context)
