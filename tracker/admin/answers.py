"""Answering many submissions at once: what is said, how its letter reads, then off it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.answers import answer_submissions
from tracker.admin.batches import MOST, SHOWN
from tracker.admin.forms import DayInput, show_refusal
from tracker.admin.links import change_url, list_url
from tracker.admin.pages import may
from tracker.choices import ReplyKind
from tracker.models import Contact, Submission
from tracker.notify.answers import answer_words
from tracker.rules.answering import ANSWERS
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite

KINDS = [("", gettext_lazy("Choose what to answer"))]
KINDS += [(kind.value, kind.label) for kind in ANSWERS]


class AnswerForm(forms.Form):
    """What the issuer says."""

    kind = forms.ChoiceField(label=gettext_lazy("Answer"), choices=KINDS)
    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Stands in the letter, and is public after it."),
    )
    promised_on = forms.DateField(
        label=gettext_lazy("Promised date"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("If more time is needed: the day by which it will be decided."),
    )
    needs_review = forms.BooleanField(
        label=gettext_lazy("Somebody else reviews the letters first"), required=False
    )


def answer_view(site: DeskSite, request: HttpRequest) -> HttpResponse:
    """Ask what to answer, show how it reads for the first of them, and send it when told to."""
    if not may(request, Right.EDIT):
        raise PermissionDenied
    submissions = chosen_submissions(request.GET.get("submissions", ""))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not may(request, Right.RELEASE):
        form.fields["needs_review"].initial = True
        form.fields["needs_review"].help_text = _("Your answers need it.")
    preview = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "send" and _sent(request, submissions, form):
            return HttpResponseRedirect(_back(submissions))
        preview = None if form.errors else _preview(submissions[0], form.cleaned_data)
    context = {
        **site.each_context(request),
        "title": _("Answer"),
        "form": form,
        "rows": submissions[:SHOWN],
        "more": max(len(submissions) - SHOWN, 0),
        "untold": len(submissions) - _reachable(submissions),
        "preview": preview,
        "back": _back(submissions),
    }
    return TemplateResponse(request, "desk/answer.html", context)


def answer_url(submissions: list[Submission]) -> str:
    """The page on which these are answered."""
    numbers = ",".join(str(one.pk) for one in submissions)
    return f"{reverse('admin:answer')}?submissions={numbers}"


def chosen_submissions(numbers: str) -> list[Submission]:
    """The submissions whose numbers an address names; raises Http404 for none."""
    pks = [int(one) for one in numbers.split(",")[: MOST + 1] if one.isdecimal() and len(one) < 19]
    found = Submission.objects.filter(pk__in=pks).select_related("statement__issuer")
    submissions = list(found.order_by("pk")[:MOST])
    if not submissions:
        raise Http404
    return submissions


def _sent(request: HttpRequest, submissions: list[Submission], form: AnswerForm) -> bool:
    values: dict[str, Any] = dict(form.cleaned_data)
    needs_review = values.pop("needs_review")
    try:
        reply = answer_submissions(submissions, values, by=request.user, needs_review=needs_review)  # type: ignore[arg-type]
    except (ValidationError, PermissionDenied) as error:
        show_refusal(
            form, error if isinstance(error, ValidationError) else ValidationError(str(error))
        )
        return False
    if reply.is_released:
        messages.success(request, _("Answered. It is public: there was nobody to tell first."))
    elif needs_review:
        messages.success(request, _("Answered. It waits for somebody else to review it."))
    else:
        messages.success(
            request, _("Answered. The letters go out in a moment; after that it is public.")
        )
    return True


def _preview(submission: Submission, values: dict[str, Any]) -> dict[str, str]:
    contact = Contact.objects.filter(submission=submission).first()
    subject, body = answer_words(
        submission,
        ReplyKind(values["kind"]),
        values["text"],
        values["promised_on"],
        _("(the secret address of its own page)"),
        contact.language if contact else "en",
        not_me=_("(the secret address to take it back)"),
    )
    return {"subject": subject, "body": body}


def _reachable(submissions: list[Submission]) -> int:
    return Contact.objects.filter(submission__in=submissions).count()


def _back(submissions: list[Submission]) -> str:
    return change_url(submissions[0]) if len(submissions) == 1 else list_url("submission")
