"""The page that merges two signatories: what would move either way, then one of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.merges import Preview, merge_signatories, preview_merge
from tracker.admin.links import change_url
from tracker.admin.pages import may
from tracker.models import Membership, Signatory
from tracker.queries.publicity import was_public
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin


class OtherForm(forms.Form):
    """With which signatory this one is compared."""

    other = forms.ModelChoiceField(
        Signatory.objects.current(), label=gettext_lazy("The other signatory")
    )

    def __init__(self, page: DeskAdmin, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["other"]
        field.widget = AutocompleteSelect(
            Membership._meta.get_field("member"), page.admin_site, choices=field.choices
        )


def merge_view(page: DeskAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """GET chooses the other and previews; POST carries out exactly what was previewed."""
    if not may(request, Right.RELEASE):
        raise PermissionDenied
    one = Signatory.objects.filter(pk=pk).first()
    if one is None:
        raise Http404
    if request.method == "POST":
        return _merge(page, request, one)
    return _page(page, request, one, request.GET if "other" in request.GET else None)


def _page(
    page: DeskAdmin, request: HttpRequest, one: Signatory, chosen: Any, why: str = ""
) -> HttpResponse:
    form = OtherForm(page, chosen)
    other = form.cleaned_data["other"] if form.is_valid() else None
    context = {
        **page.admin_site.each_context(request),
        "title": _("Merge %(name)s") % {"name": one},
        "opts": page.opts,
        "original": one,
        "form": form,
        "media": form.media,
        "why": why,
        "previews": [_shown(preview_merge(*pair)) for pair in ((one, other), (other, one))]
        if other
        else [],
    }
    return TemplateResponse(request, "desk/merge.html", context)


def _merge(page: DeskAdmin, request: HttpRequest, one: Signatory) -> HttpResponse:
    """Carry out the preview that the form names; anything that changed since brings it back."""
    rows = {row.pk: row for row in Signatory.objects.filter(pk__in=_numbers(request))}
    keep = rows.get(_number(request, "keep"))
    drop = rows.get(_number(request, "drop"))
    if keep is None or drop is None or one.pk not in rows:
        raise Http404
    token, why = request.POST.get("token", ""), request.POST.get("why", "")
    try:
        merge_signatories(keep, drop, by=request.user, token=token, why=why)  # type: ignore[arg-type]
    except ValidationError as error:
        for told in error.messages:
            messages.error(request, told)
        other = drop if one.pk == keep.pk else keep
        return _page(page, request, one, {"other": other.pk}, why)
    told = _("%(drop)s was merged into %(keep)s.") % {"drop": drop, "keep": keep}
    messages.success(request, told)
    return HttpResponseRedirect(change_url(keep))


def _shown(preview: Preview) -> dict[str, Any]:
    """A preview with what moves, by kind, as rows that can be read."""
    return {
        "preview": preview,
        "asks_why": was_public(preview.drop),
        "parts": [
            (_("Submissions"), preview.submissions),
            (_("Statements issued"), preview.statements),
            (_("Memberships"), preview.memberships),
            (_("Other names"), preview.aliases),
        ],
    }


def _numbers(request: HttpRequest) -> list[int]:
    return [_number(request, "keep"), _number(request, "drop")]


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0
