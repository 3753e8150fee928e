"""Statements: the list, one statement's page, who signed it, and its wordings."""

from __future__ import annotations

from django.db.models import CharField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Statement
from tracker.public.citations import cited_statement
from tracker.public.follow_forms import empty_follow_form
from tracker.public.lists import Listing, answer_list
from tracker.public.shared import shared_statement
from tracker.queries.exports import export_of
from tracker.queries.prepared import ForReaders
from tracker.queries.signed import SignedFilters, signed_rows
from tracker.queries.statement_pages import StatementPage, statement_page
from tracker.queries.statement_translations import side_by_side_of
from tracker.queries.statements import STATEMENT_COLUMNS, StatementFilters, statement_rows
from tracker.queries.submission_exports import signed_export
from tracker.queries.wordings import BadChoice, compared, wordings_of
from tracker.rules.citations import plain_citation
from tracker.rules.markup import sections_of
from tracker.rules.offers import closed_because
from tracker.rules.signing import Terms

CONTENTS_FROM = 3


@require_safe
def statements(request: HttpRequest) -> HttpResponseBase:
    """The list of statements."""
    listing = Listing(
        "statements",
        "statements/list.html",
        statement_rows,
        export_of(statement_rows, STATEMENT_COLUMNS),
    )
    return answer_list(request, listing, StatementFilters(request.GET, today=timezone.localdate()))


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement: its text, who signed, what waits, and what happened."""
    page = statement_page(slug, request.user)
    if page is None:
        raise Http404
    sections = sections_of(page.revision.text) if page.revision else []
    titled = [section for section in sections if section.title]
    language = page.revision.language if page.revision else ""
    cited = cited_statement(page.statement, language, timezone.localdate())
    is_open = _is_open(page)
    context = {
        "is_open": is_open,
        "follow_form": empty_follow_form(page.statement) if page.is_public else None,
        "address": cited.address,
        "citation": plain_citation(cited),
        "page": page,
        "shared": shared_statement(page, is_open=is_open),
        "statement": page.statement,
        "sections": sections,
        "contents": titled if len(titled) >= CONTENTS_FROM else [],
    }
    return render(request, "statements/detail.html", context)


@require_safe
def statement_signatories(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everybody who signed one statement, as signed."""
    today, found = timezone.localdate(), _statement(request, slug)
    listing = Listing(
        f"{slug}-signatories",
        "statements/signatories.html",
        signed_rows,
        signed_export(today),
    )
    filters = SignedFilters(request.GET, today=today, statement=found)
    context = {"statement": found, "totals": filters.totals}
    return answer_list(request, listing, filters, context)


@require_safe
def statement_revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All wordings of one statement and, word by word, how two of them differ."""
    found = _statement(request, slug)
    revisions = wordings_of(found)
    context = {"statement": found, "revisions": revisions}
    try:
        comparison = compared(revisions, request.GET.get("from", ""), request.GET.get("to", ""))
    except BadChoice as error:
        problem = {"problem": str(error)}
        return render(request, "statements/revisions.html", context | problem, status=400)
    return render(request, "statements/revisions.html", context | {"comparison": comparison})


@require_safe
def statement_translations(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement's text in two languages beside each other, clause by clause."""
    found = _statement(request, slug)
    told = side_by_side_of(found, request.GET.get("text", ""), request.GET.get("beside", ""))
    status = 400 if told.problem else 200
    context = {"statement": found, "told": told}
    return render(request, "statements/translations.html", context, status=status)


def _is_open(page: StatementPage) -> bool:
    """Whether somebody can offer to sign by the form today."""
    statement = page.statement
    terms = Terms(statement.openness, statement.opens_on, statement.closes_on)
    has, today = page.revision is not None, timezone.localdate()
    closed = closed_because(terms, custody=statement.custody, has_wording=has, today=today)
    return page.is_public and closed is None


def _statement(request: HttpRequest, slug: str) -> Statement:
    found: list[Statement] = STATEMENT.rows(request.user, slug=slug)
    if not found:
        raise Http404
    return found[0]


STATEMENT: ForReaders[Statement] = ForReaders(
    lambda user, slug: (
        Statement.objects.visible_to(user).filter(slug=slug).select_related("issuer").order_by()
    ),
    slug=CharField(),
)
