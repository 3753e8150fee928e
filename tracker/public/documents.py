"""Documents as PDF: of a statement with its signatories, and of a submission with its proof."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tracker.actions.export_files import ask_for_export
from tracker.choices import ExportState
from tracker.models import Statement, Submission
from tracker.public.editions import edition
from tracker.public.export_files import PAGES, come_back_later, leading_to, list_name, sent_file
from tracker.queries.documents import shared_document, wanted_document
from tracker.queries.pdf_libraries import draws_documents
from tracker.queries.replicas import read_from_primary
from tracker.rules.references import normalised_reference
from tracker.rules.refusals import TooMany


@require_safe
def statement_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A statement with its signatories."""
    found = Statement.objects.published().filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return _answer(request, {"slug": slug}, found)


@require_safe
def submission_document(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A submission's dossier, told from both sides, with sources and proof."""
    proper = normalised_reference(reference)
    rows = Submission.objects.public().filter(reference=proper)
    found = rows.values_list("statement_id", flat=True).first()
    if found is None:
        raise Http404
    if proper != reference:
        return redirect("submission_document", reference=proper, permanent=True)
    return _answer(request, {"reference": proper}, found)


def _answer(request: HttpRequest, arguments: Mapping[str, str], statement: int) -> HttpResponseBase:
    """The document once it is made, before that 202; 503 while too many wait.

    404 where this site makes none: the page itself can be printed.
    """
    name = list_name(request)
    if not draws_documents():
        context = {"page_url": reverse(PAGES[name], kwargs=dict(arguments))}
        return render(request, "documents/none.html", context, status=404)
    # A document that was just made, or ended, may not be known elsewhere yet.
    read_from_primary()
    wanted = wanted_document(name, arguments, edition(), get_language() or "")
    now = timezone.now()
    try:
        file = shared_document(wanted, statement, now) or ask_for_export(wanted, None, now)
    except TooMany as error:
        return come_back_later(request, error)
    return sent_file(request, file) if file.state == ExportState.DONE else leading_to(request, file)
