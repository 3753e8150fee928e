"""The pages that erase: what would go and what stays, then a ground; afterwards what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.erasures import (
    Preview,
    erase_signatory,
    erase_submission,
    preview_erasure,
)
from tracker.admin.base import DeskAdmin
from tracker.admin.forms import DeskForm, show_refusal
from tracker.admin.links import change_url
from tracker.admin.pages import may
from tracker.choices import ErasedContent, ErasureGround
from tracker.models import Erasure, Submission
from tracker.queries.backups import backups_with, files_with
from tracker.queries.erasures import Scope
from tracker.queries.mentions import MOST, Mention, mentions_beside
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin as Page

# So many rows of one kind are shown; of more, how many there are.
SHOWN = 20
LONGEST = 160


class ErasureForm(forms.Form):
    """The ground, and the preview that it is for."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=[("", "–"), *ErasureGround.choices]
    )
    words = forms.CharField(
        label=gettext_lazy("More about the ground"),
        max_length=300,
        required=False,
        help_text=Erasure._meta.get_field("words").help_text,
    )
    asked_on = forms.DateField(
        label=gettext_lazy("Asked for on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    token = forms.CharField(widget=forms.HiddenInput)


def erase_view(page: Page, request: HttpRequest, pk: int) -> HttpResponse:
    """GET previews; POST carries out exactly what was previewed, with a ground."""
    if not may(request, Right.RELEASE):
        raise PermissionDenied
    row: Any = page.get_queryset(request).filter(pk=pk).first()
    if row is None:
        raise Http404
    form = ErasureForm(request.POST or None, initial={"asked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        erasure = _erased(request, row, form)
        if erasure is not None:
            told = _("Erased. Look at what you still have to see to.")
            messages.success(request, told)
            return HttpResponseRedirect(change_url(erasure))
    return _preview_page(page, request, row, form)


def _erased(request: HttpRequest, row: Any, form: ErasureForm) -> Erasure | None:
    """Run the action; what it refuses stands at the form."""
    erase: Any = erase_submission if isinstance(row, Submission) else erase_signatory
    values = dict(form.cleaned_data)
    try:
        erasure: Erasure = erase(
            row, values.pop("ground"), values.pop("words"), by=request.user, **values
        )
    except ValidationError as error:
        show_refusal(form, error)
        return None
    return erasure


def _preview_page(page: Page, request: HttpRequest, row: Any, form: ErasureForm) -> HttpResponse:
    preview = preview_erasure(row)
    found = mentions_beside(preview.scope)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Erase %(name)s") % {"name": row},
        "opts": page.opts,
        "original": row,
        "preview": preview,
        "parts": _parts(preview),
        "kept_signatories": _kept_signatories(preview.scope),
        "mentions": [_mention(one) for one in found],
        "most": MOST,
        "form": form,
        "token": preview.token,
        "back": change_url(row),
    }
    response = TemplateResponse(request, "desk/erase.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _parts(preview: Preview) -> list[tuple[Any, list[str], int]]:
    """What would go, by kind: label, the first rows in words, and how many in all."""
    scope, kind = preview.scope, ErasedContent
    rows: list[tuple[ErasedContent, list[str]]] = [
        (kind.NAMES, [one.name for one in (*scope.signatories, *scope.aliases)]),
        (kind.OFFERS, [_words(str(one), one.message) for one in scope.submissions]),
        (kind.POSITIONS, [one.text for one in scope.positions]),
        (kind.REPLIES, [_words(str(one), one.text) for one in scope.replies]),
        (kind.CHECKS, [_words(str(one), one.by_whom, one.note) for one in scope.checks]),
        (kind.SOURCES, [_words(one.title, one.file_name) for one in scope.sources]),
        (kind.CORRECTIONS, [f"{one.what}: {one.was} → {one.now}" for one in scope.corrections]),
        (kind.NOTES, [one.text for one in scope.notes]),
        (kind.MEMBERSHIPS, [str(one) for one in scope.memberships]),
        # Addresses are not for everybody at the desk to read.
        (kind.CONTACTS, _addresses(scope)),
        (kind.LETTERS, [str(one) for one in scope.letters]),
        (kind.MAILS, [_words(str(one), one.subject) for one in scope.mails]),
        (kind.FOLLOWS, [str(one) for one in scope.follows]),
        (kind.LINKS, [_words(str(one), one.label) for one in scope.links]),
        (kind.ANSWERS, [str(one.token) for one in scope.answers]),
        (kind.RULES, [str(one) for one in scope.rules]),
        (kind.FILES, scope.files),
    ]
    return [
        (name.label, [one[:LONGEST] for one in told[:SHOWN]], len(told))
        for name, told in rows
        if told
    ]


def _addresses(scope: Scope) -> list[str]:
    """To whose addresses a submission belongs, or what waits to become one."""
    kept = [one.submission.reference for one in scope.contacts]
    return kept + [_("an offer that waits to be taken in") for _one in scope.waiting]


def _kept_signatories(scope: Scope) -> list[str]:
    """Who stays although their submission is erased, since something else stands on them."""
    gone = {one.pk for one in scope.signatories}
    return sorted({str(one.signatory) for one in scope.submissions if one.signatory_id not in gone})


def _mention(mention: Mention) -> dict[str, Any]:
    row: Model = mention.row
    return {
        "kind": row._meta.verbose_name,
        "label": str(row)[:LONGEST],
        "text": mention.text[:LONGEST],
        "url": _address(row),
    }


def _address(row: Any) -> str:
    """The page on which an editor can deal with it; notes and exceptions stand on their owner's."""
    name = row._meta.model_name
    if name == "position":
        return change_url(row.submission)
    return change_url(row.subject) if name == "note" else change_url(row)


def _words(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


class ErasureAdmin(DeskAdmin):
    """Read only: what was erased is not undone, and an erasure is not rewritten."""

    form = DeskForm
    list_display = ("erased_at", "kind", "of_what", "ground", "by", "is_finished")
    list_filter = ("ground", "kind")
    list_select_related = ("by", "submission", "signatory")
    ordering = ("-pk",)
    sortable_by = ()
    fieldsets = (
        (
            None,
            {"fields": ("kind", "of_what", "ground", "words", "asked_on", "erased_at", "by")},
        ),
    )
    readonly_fields = ("of_what",)

    def of_what(self, erasure: Erasure) -> str:
        """The stub, with its address."""
        stub: Any = erasure.submission or erasure.signatory
        name = stub.reference if isinstance(stub, Submission) else stub.slug
        return format_html('<a href="{}">{}</a>', change_url(stub), name)

    of_what.short_description = gettext_lazy("stub")  # type: ignore[attr-defined]

    def is_finished(self, erasure: Erasure) -> bool:
        return erasure.finished_at is not None

    is_finished.short_description = gettext_lazy("files gone")  # type: ignore[attr-defined]
    is_finished.boolean = True  # type: ignore[attr-defined]

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        backups = backups_with(obj.erased_at, timezone.now())
        counted = [(ErasedContent(kind).label, number) for kind, number in obj.removed.items()]
        return {
            "counted": counted,
            "backups": [one for one in backups if not one.is_over],
            "old_backups": [one for one in backups if one.is_over],
            "files": [one.stored_name for one in files_with(obj.erased_at)],
        }
