"""Citations of a statement and of a submission, as files for reference managers."""

from __future__ import annotations

import json
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Statement, Submission
from tracker.queries.addresses import address_of
from tracker.queries.taken_along import statement_to_take, submission_to_take
from tracker.rules.citations import Cited, bibtex, csl_item, key_of

BIBTEX = "application/x-bibtex; charset=utf-8"
CSL = "application/vnd.citationstyles.csl+json"


@require_safe
def statement_citation(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """A statement for reference managers: `ending` is bib or json."""
    found = statement_to_take(slug)
    if found is None:
        raise Http404
    return _file(cited_statement(found.statement, found.language, localdate()), ending)


@require_safe
def submission_citation(request: HttpRequest, reference: str, ending: str) -> HttpResponse:
    """What the record tells of a submission, likewise."""
    found = submission_to_take(reference)
    if found is None:
        raise Http404
    return _file(cited_submission(found.submission, found.title, localdate()), ending)


def csl_json(cited: Cited) -> str:
    """A file of CSL-JSON with this one item."""
    return json.dumps([csl_item(cited)], ensure_ascii=False, indent=2) + "\n"


def _file(cited: Cited, ending: str) -> HttpResponse:
    if ending not in ("bib", "json"):
        raise Http404
    told = (bibtex(cited), BIBTEX) if ending == "bib" else (csl_json(cited), CSL)
    response = HttpResponse(told[0], content_type=told[1])
    response["Content-Disposition"] = f'attachment; filename="{key_of(cited)}.{ending}"'
    return response


def cited_statement(statement: Statement, language: str, today: date) -> Cited:
    """The statement as its issuer's; `language` is that of its latest wording, or ""."""
    return Cited(
        key=statement.slug,
        title=statement.title,
        author=statement.issuer.name,
        issued=statement.stated,
        number="",
        language=language,
        record=settings.SITE_NAME,
        address=f"{settings.SITE_URL}{address_of('statement', statement.slug)}",
        read_on=today,
    )


def cited_submission(submission: Submission, title: str, today: date) -> Cited:
    """What the record tells of it, under the headline of its page."""
    words = {"headline": title, "statement": submission.statement.title}
    return Cited(
        key=submission.reference,
        title=_("%(headline)s: %(statement)s") % words,
        author="",
        issued=None,
        number=submission.reference,
        language=get_language() or "",
        record=settings.SITE_NAME,
        address=f"{settings.SITE_URL}{address_of('submission', submission.reference)}",
        read_on=today,
    )
