"""Files of long lists: a page that says how far one is, and the file once it is made."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from tracker.actions.export_files import ask_for_export, end_exports
from tracker.choices import ExportState
from tracker.models import ExportFile
from tracker.queries.documents import STATEMENT, SUBMISSION
from tracker.queries.export_files import (
    Wanted,
    before_it,
    canonical_query,
    find_export,
    has_ended,
    shared_export,
)
from tracker.queries.export_formats import MEDIA_TYPES
from tracker.queries.exported_lists import LISTS, about_how_many
from tracker.queries.exports import has_more
from tracker.queries.lists import FORMAT, ListFilters
from tracker.queries.replicas import read_from_primary
from tracker.rules import documents
from tracker.rules.dumps import RECORD, dump_name
from tracker.rules.export_files import ASK_AGAIN_SECONDS, COME_BACK_SECONDS
from tracker.rules.refusals import TooMany

logger = logging.getLogger(__name__)

# May be stored by whoever got it, but is asked for each time: it ends when something is taken out.
ASK = "no-cache"
NEVER = "no-store"
PDF = "application/pdf"
# The page of what a document is of, by the name of the document's own address.
PAGES = {STATEMENT: "statement", SUBMISSION: "submission"}


def is_exported_apart(request: HttpRequest) -> bool:
    """Whether a file of this list is made by a worker, if it is long.

    Not for a program that says it would rather wait for the rows of this moment (RFC 7240, 4.3).
    """
    if not settings.EXPORT_ROWS or "wait=" in request.headers.get("Prefer", ""):
        return False
    return list_name(request) in LISTS


def shared_file(request: HttpRequest, filters: ListFilters, wanted: str) -> HttpResponseBase | None:
    """What leads to the file that others have asked for already, if there is one."""
    # A file that was just made, or ended, may not be known elsewhere yet.
    read_from_primary()
    file = shared_export(_wanted(request, filters, wanted), timezone.now())
    return leading_to(request, file) if file else None


def is_long(request: HttpRequest, filters: ListFilters, found: QuerySet[Any]) -> bool:
    """Whether a list has more than EXPORT_ROWS rows.

    By the counts, where these know: to look at so many rows takes longer than to make a page.
    """
    about = about_how_many(list_name(request), filters)
    return has_more(found, settings.EXPORT_ROWS) if about is None else about > settings.EXPORT_ROWS


def asked_file(request: HttpRequest, filters: ListFilters, wanted: str) -> HttpResponseBase:
    """Have a file be made; 503 while too many wait."""
    asked = _wanted(request, filters, wanted)
    about = about_how_many(asked.list, filters)
    try:
        return leading_to(request, ask_for_export(asked, about, timezone.now()))
    except TooMany as error:
        return come_back_later(request, error)


def leading_to(request: HttpRequest, file: ExportFile) -> HttpResponseBase:
    """303 to the file once it is made, before that 202 with its page.

    Programs ask again until they are led to the file; browsers go on to the page of its own.
    """
    if file.state == ExportState.DONE:
        response: HttpResponseBase = redirect("export_file", token=file.token)
        response.status_code = 303
        response["Cache-Control"] = NEVER
        return response
    page = _page(request, file, status=202)
    page["Location"] = file.get_absolute_url()
    return page


@require_safe
def export_page(request: HttpRequest, token: str) -> HttpResponse:
    """How far a file is; its link once it is made; 410 when it is not kept any more."""
    file = _found(token)
    is_gone = has_ended(file, timezone.now())
    response = _page(request, file, status=410 if is_gone else 200)
    if request.htmx:  # type: ignore[attr-defined] # set by the middleware
        response.status_code = 200  # or the page that asks again would not show it
    return response


@require_safe
def export_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file itself, for as long as nothing that it holds was taken out of the record."""
    file = _found(token)
    if file.state != ExportState.DONE or has_ended(file, timezone.now()):
        return _page(request, file, status=202 if file.is_live else 410)
    return sent_file(request, file)


def sent_file(request: HttpRequest, file: ExportFile) -> HttpResponseBase:
    """A file that is made, or 304 to whoever has it; 410 if its bytes are missing."""
    etag = quote_etag(file.sha256)
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        known["Cache-Control"] = ASK
        return known
    try:
        opened = default_storage.open(file.stored_name)
    except FileNotFoundError:
        logger.exception("The bytes of file %s are missing", file.pk)
        end_exports([file])
        return _page(request, file, status=410)
    response = FileResponse(
        opened,
        as_attachment=True,
        filename=_file_name(file),
        content_type=PDF if file.is_document else MEDIA_TYPES[file.format],
    )
    response["Content-Length"] = str(file.size)
    response["ETag"] = etag
    response["Cache-Control"] = ASK
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _found(token: str) -> ExportFile:
    read_from_primary()
    file = find_export(token)
    if file is None:
        raise Http404
    return file


def list_name(request: HttpRequest) -> str:
    """The name of the address that is asked for."""
    match = request.resolver_match
    return (match and match.url_name) or ""


def _wanted(request: HttpRequest, filters: ListFilters, wanted: str) -> Wanted:
    match = request.resolver_match
    arguments: Mapping[str, Any] = match.kwargs if match else {}
    query, language = canonical_query(filters), settings.LANGUAGE_CODE
    return Wanted(list_name(request), arguments, query, wanted, language)


def _page(request: HttpRequest, file: ExportFile, *, status: int) -> HttpResponse:
    seconds = documents.ASK_AGAIN_SECONDS if file.is_document else ASK_AGAIN_SECONDS
    context = {
        "file": file,
        "name": _file_name(file),
        "is_gone": status == 410,
        "is_done": file.state == ExportState.DONE and status != 410,
        "before": before_it(file) if file.state == ExportState.WAITING else 0,
        "list_url": _source_url(file),
        "again_url": _again_url(file),
        "page_url": file.get_absolute_url(),
        "seconds": seconds,
    }
    response = render(request, "export_files/page.html", context, status=status)
    response["Cache-Control"] = NEVER
    response["X-Robots-Tag"] = "noindex, nofollow"
    if file.is_live:
        response["Retry-After"] = str(seconds)
    return response


def _source_url(file: ExportFile) -> str:
    """The page that it was asked for on."""
    if file.is_document:
        return reverse(PAGES[file.list], kwargs=file.arguments)
    return _list_url(file, {})


def _again_url(file: ExportFile) -> str:
    """Where a new one is asked for."""
    if file.is_document:
        return reverse(file.list, kwargs=file.arguments)
    return _list_url(file, {FORMAT: file.format})


def _list_url(file: ExportFile, extra: dict[str, str]) -> str:
    """The list that the file is of, with its filters as far as they are still known."""
    path = reverse(file.list, kwargs=file.arguments)
    query = "&".join([*filter(None, [file.query]), *(f"{k}={v}" for k, v in extra.items())])
    return f"{path}?{query}" if query else path


def _file_name(file: ExportFile) -> str:
    """As the same list is called where it is short; a document as what it is of."""
    if file.is_document:
        return f"{next(iter(file.arguments.values()))}.{file.format}"
    if file.list == RECORD:
        return dump_name(file.as_of)
    slug = file.arguments.get("slug")
    name = f"{slug}-signatories" if slug else file.list.removeprefix("log_")
    return f"{name}.{file.format}"


def come_back_later(request: HttpRequest, error: TooMany) -> HttpResponse:
    """503 while too many files of the kind wait to be made."""
    context = {
        "told": " ".join(error.messages),
        "again_url": request.get_full_path(),
        "is_document": list_name(request) in PAGES,
    }
    response = render(request, "export_files/busy.html", context, status=503)
    response["Retry-After"] = str(COME_BACK_SECONDS)
    response["Cache-Control"] = NEVER
    return response
