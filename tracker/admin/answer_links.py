"""Personal links on the desk: made for some submissions, shown once, revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.answer_links import make_answer_link, revoke_answer_link
from tracker.admin.answers import chosen_submissions
from tracker.admin.base import DeskAdmin
from tracker.admin.batches import SHOWN
from tracker.admin.buttons import Button
from tracker.admin.forms import DeskForm, show_refusal
from tracker.admin.links import list_url
from tracker.admin.pages import may
from tracker.choices import LinkPurpose, Party
from tracker.models import Link, Submission
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite

PARTIES = [(party.value, party.label) for party in (Party.ISSUER, Party.SIGNATORY)]


class LinkForm(forms.Form):
    """Who gets a link."""

    party = forms.ChoiceField(label=gettext_lazy("For"), choices=PARTIES)
    label = forms.CharField(
        label=gettext_lazy("Given to"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("So that you know it again; not public."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Send it to"),
        required=False,
        help_text=gettext_lazy("Empty: it is only shown to you, once."),
    )


class LinkAdmin(DeskAdmin):
    """Links are made for submissions and revoked; nothing of them is changed."""

    form = DeskForm
    buttons = (
        Button(
            "revoke",
            gettext_lazy("Revoke it…"),
            revoke_answer_link,
            gettext_lazy("Revoked. Its address opens nothing any more."),
            shows=lambda link: link.revoked_at is None,
            warning=gettext_lazy("What was said through it stays."),
        ),
    )
    list_display = ("__str__", "label", "party", "made_by", "expires_at", "used_at", "revoked_at")
    list_select_related = ("made_by",)
    ordering = ("-pk",)
    sortable_by = ()
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "label",
                    "party",
                    "about",
                    "made_by",
                    "made_at",
                    "expires_at",
                    "used_at",
                    "revoked_at",
                )
            },
        ),
    )
    readonly_fields = ("about",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        return super().get_queryset(request).filter(purpose=LinkPurpose.ANSWER)

    def about(self, link: Link) -> str:
        return ", ".join(link.submissions.order_by("pk").values_list("reference", flat=True))

    about.short_description = gettext_lazy("submissions")  # type: ignore[attr-defined]


def answer_link_view(site: DeskSite, request: HttpRequest) -> HttpResponse:
    """Ask who gets a link, make it, and show its address this once."""
    if not may(request, Right.EDIT):
        raise PermissionDenied
    submissions = chosen_submissions(request.GET.get("submissions", ""))
    form = LinkForm(request.POST if request.method == "POST" else None)
    address = _made(request, submissions, form) if form.is_bound and form.is_valid() else ""
    context = {
        **site.each_context(request),
        "title": _("A personal link to answer"),
        "form": form,
        "rows": submissions[:SHOWN],
        "more": max(len(submissions) - SHOWN, 0),
        "address": address,
        "is_sent": bool(address and form.cleaned_data["email"]),
        "back": list_url("link"),
    }
    response = TemplateResponse(request, "desk/answer_link.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def answer_link_url(submissions: list[Submission]) -> str:
    """The page on which a link for these is made."""
    numbers = ",".join(str(one.pk) for one in submissions)
    return f"{reverse('admin:answer_link')}?submissions={numbers}"


def _made(request: HttpRequest, submissions: list[Submission], form: LinkForm) -> str:
    values: dict[str, Any] = dict(form.cleaned_data)
    email = values.pop("email")
    try:
        made = make_answer_link(submissions, values, by=request.user, email=email)  # type: ignore[arg-type]
    except ValidationError as error:
        show_refusal(form, error)
        return ""
    return f"{settings.SITE_URL}{reverse('answer', args=[made.token])}"
