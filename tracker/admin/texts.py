"""The page on which a text becomes a draft: paste or upload, look, correct, take over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.actions.revisions import add_revision
from tracker.actions.statements import record_statement
from tracker.admin.forms import show_refusal
from tracker.admin.links import change_url
from tracker.admin.pages import may
from tracker.admin.text_forms import DraftForm, ReadForm, as_json, proposed_name
from tracker.choices import ClauseKind
from tracker.models import Revision, Statement
from tracker.readers.drafts import Clause, StatementDraft
from tracker.readers.errors import ReadError
from tracker.readers.statements import closing_text, read_statement, statement_text
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite

# A page of more lines would be too long for a browser; all lines are read all the same.
MOST_SHOWN = 3000


def read_text_view(site: DeskSite, request: HttpRequest) -> HttpResponse:
    """GET shows an empty form; POST reads, and with “draft” writes what was read."""
    if not may(request, Right.EDIT):
        raise PermissionDenied
    if request.method != "POST":
        return _page(site, request, ReadForm(), None, None)
    form = ReadForm(request.POST, request.FILES)
    draft = _read(form) if form.is_valid() else None
    if draft is None:
        return _page(site, request, form, None, DraftForm(site, initial=request.POST.dict()))
    shown = form.as_read()
    if request.POST.get("go") != "draft":
        return _page(site, request, shown, draft, _proposed(site, request, draft))
    wanted = DraftForm(site, request.POST)
    if wanted.is_valid():
        revision = _take(request, wanted, draft)
        if revision is not None:
            messages.success(request, _("The draft is recorded. Look it over, clause by clause."))
            return HttpResponseRedirect(change_url(revision))
    return _page(site, request, shown, draft, wanted)


def _read(form: ReadForm) -> StatementDraft | None:
    """The reading of what was sent; None, with the reader's message on the form, if it failed."""
    try:
        return read_statement(
            form.text,
            from_line=form.cleaned_data["from_line"],
            to_line=form.cleaned_data["to_line"],
            links=form.links,
        )
    except ReadError as error:
        form.add_error(None, str(error))
        return None


def _proposed(site: DeskSite, request: HttpRequest, draft: StatementDraft) -> DraftForm:
    """The second form: what a person typed there before, and else what the text says.

    What stands there as an earlier reading proposed it was not typed: it gives way.
    """
    read = {
        "title": draft.title,
        "language": draft.language or "en",
        "issued_words": draft.date_as_printed,
    }
    sent = request.POST.dict()
    typed = {name: sent[name] for name in sent if sent[name] and not _as_proposed(sent, name)}
    kept = {proposed_name(name): value for name, value in read.items()}
    return DraftForm(site, initial={**read, **typed, **kept})


def _as_proposed(sent: dict[str, str], name: str) -> bool:
    return sent[name] == sent.get(proposed_name(name))


def _take(request: HttpRequest, form: DraftForm, draft: StatementDraft) -> Revision | None:
    """Record statement and wording, or only the wording; None, with messages, if refused."""
    user: Any = request.user
    try:
        with transaction.atomic():
            statement: Statement = form.cleaned_data["statement"] or record_statement(
                form.statement_values(), by=user
            )
            values = {
                "language": form.cleaned_data["language"],
                "text": statement_text(draft),
                "closing": closing_text(draft),
            }
            return add_revision(statement, values, _clauses(draft.clauses), by=user)
    except (ValidationError, PermissionDenied) as error:
        refused = error if isinstance(error, ValidationError) else ValidationError(str(error))
        show_refusal(form, refused)
        return None


def _clauses(clauses: tuple[Clause, ...]) -> list[dict[str, Any]]:
    """The clauses as a revision takes them; a part names its whole by number, points first."""
    kinds: dict[str, str] = {}
    values = []
    for clause in clauses:
        parent = (kinds[clause.parent], clause.parent) if clause.parent in kinds else None
        values.append(
            {"number": clause.number, "kind": clause.kind, "text": clause.text, "parent": parent}
        )
        if clause.kind == ClauseKind.POINT or clause.number not in kinds:
            kinds[clause.number] = clause.kind
    return values


def _page(
    site: DeskSite,
    request: HttpRequest,
    form: ReadForm,
    draft: StatementDraft | None,
    wanted: DraftForm | None,
) -> HttpResponse:
    doubts: dict[int, list[str]] = {}
    for doubt in draft.doubts if draft else ():
        doubts.setdefault(doubt.line, []).append(doubt.text)
    lines = draft.lines[:MOST_SHOWN] if draft else ()
    context = {
        **site.each_context(request),
        "title": _("Read a text"),
        "form": form,
        "draft": draft,
        "wanted": wanted if draft else None,
        "lines": [(line, doubts.get(line.number, [])) for line in lines],
        "hidden_lines": len(draft.lines) - len(lines) if draft else 0,
        "media": wanted.media if wanted else "",
        "links_kept": as_json(form.links) if form.is_bound else "",
    }
    return TemplateResponse(request, "desk/read_text.html", context)
