"""The page on which a list of signatories becomes submissions: look first, then all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.actions.list_imports import hand_over_list
from tracker.actions.lists import Imported, import_signatories, list_entries
from tracker.admin.forms import show_refusal
from tracker.admin.import_forms import ImportForm, MappingForm
from tracker.admin.links import change_url, list_url
from tracker.admin.pages import may
from tracker.queries.duplicates import known_duplicates
from tracker.readers.columns import guess_mapping
from tracker.readers.countries import country_codes
from tracker.readers.errors import ReadError
from tracker.readers.signatories import ListReading, read_rows
from tracker.readers.tables import Table, read_table
from tracker.rules.duplicates import LikelyDuplicate, likely_duplicates
from tracker.rules.names import fold
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite

# Between the steps the file travels with the page, in a hidden field, and is read anew each time:
# no copy of somebody's list stays on the server, and nothing has to expire or belong to a user.

# So many rows and suggestions are shown; all are read.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a list found: its columns, its rows, and which names are alike."""

    table: Table
    mapping: MappingForm
    reading: ListReading
    alike: list[LikelyDuplicate]


def import_view(site: DeskSite, request: HttpRequest) -> HttpResponse:
    """GET shows an empty form; POST looks at the list and, with “record”, takes it in."""
    if not may(request, Right.EDIT):
        raise PermissionDenied
    if request.method != "POST":
        statement = request.GET.get("statement")
        return _page(site, request, ImportForm(site, initial={"statement": statement}), None)
    form = ImportForm(site, request.POST, request.FILES)
    if form.is_valid() and form.long_list is not None:
        return _hand_over(site, request, form)
    looked = _look(request, form) if form.is_valid() else None
    if looked is None or looked.reading.errors:
        return _page(site, request, form, looked)
    if request.POST.get("go") != "record":
        return _page(site, request, form, looked, _try(request, form, looked.reading))
    imported = _import(request, form, looked.reading)
    return _done(request, form, imported) if imported else _page(site, request, form, looked)


def _hand_over(site: DeskSite, request: HttpRequest, form: ImportForm) -> HttpResponse:
    """Give a long list to the worker, and go to where it says how far it is."""
    user: Any = request.user
    upload = form.long_list
    try:
        one = hand_over_list(
            form.cleaned_data["revision"], upload.chunks(), upload.name, form.terms(), asked_by=user
        )
    except ValidationError as error:
        show_refusal(form, error)
        return _page(site, request, form, None)
    messages.success(request, _("The worker reads the list now. Nothing is recorded yet."))
    return HttpResponseRedirect(change_url(one))


def _look(request: HttpRequest, form: ImportForm) -> Looked | None:
    """Read the list as mapped; None, with the reader's message on the form, if it is no list."""
    try:
        table = read_table(form.data_read, form.name_read)
        mapping = MappingForm(table.header, request.POST)
        guessed = guess_mapping(table.header, mapping.fixed)
        reading = read_rows(table, guessed, fold=fold, countries=country_codes(fold))
    except ReadError as error:
        form.add_error(None, str(error))
        return None
    shown = MappingForm(table.header, None, guessed)
    alike = likely_duplicates((row.line, row.name) for row in reading.rows)
    return Looked(table, shown, reading, alike[:MOST_SHOWN])


def _try(request: HttpRequest, form: ImportForm, reading: ListReading) -> dict[str, Any]:
    """Record everything and undo it again: only so it is certain what would happen."""
    with transaction.atomic():
        imported = _import(request, form, reading)
        known = list(known_duplicates(imported.signatories)) if imported else []
        transaction.set_rollback(True)
    return {"counts": _counts(imported) if imported else {}, "known": known}


def _import(request: HttpRequest, form: ImportForm, reading: ListReading) -> Imported | None:
    user: Any = request.user
    try:
        return import_signatories(
            form.cleaned_data["revision"], list_entries(reading.rows), form.terms(), by=user
        )
    except ValidationError as error:
        show_refusal(form, error)
        return None


def _done(request: HttpRequest, form: ImportForm, imported: Imported) -> HttpResponse:
    """Say what was recorded, and go to where it waits for release."""
    told = _(
        "%(submissions)s submissions were recorded, of %(signatories)s new signatories; "
        "%(already)s were there already."
    ) % _counts(imported)
    messages.success(request, told)
    if imported.listing is not None:
        return HttpResponseRedirect(change_url(imported.listing))
    statement = form.cleaned_data["revision"].statement_id
    return HttpResponseRedirect(list_url("submission", statement=statement, release="waiting"))


def _counts(imported: Imported) -> dict[str, int]:
    return {
        "submissions": len(imported.submissions),
        "signatories": len(imported.signatories),
        "already": len(imported.already),
    }


def _page(
    site: DeskSite,
    request: HttpRequest,
    form: ImportForm,
    looked: Looked | None,
    tried: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Import a list of signatories"),
        "form": form,
        "looked": looked,
        "rows": looked.reading.rows[:MOST_SHOWN] if looked else (),
        "more": max(len(looked.reading.rows) - MOST_SHOWN, 0) if looked else 0,
        **(tried or {}),
        "kept": form.kept(),
        "media": form.media,
    }
    return TemplateResponse(request, "desk/import.html", context)
