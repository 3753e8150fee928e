"""The page behind a personal link: a party without an account reads the record, and answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker.actions.answer_links import answer_by_link
from tracker.choices import Party, ReplyKind
from tracker.models import Link, Reply, Submission
from tracker.public.secrets import lost, secret_page
from tracker.queries.answer_links import disputable, open_answer_link, opened_submissions
from tracker.queries.stories import own_story_of, story_of
from tracker.queries.submission_rows import submission_rows
from tracker.rules.answering import SAID_BY_LINK
from tracker.rules.date_words import stated_words
from tracker.rules.wording import message_heading


class ReplyChoice(forms.ModelChoiceField):
    """A message told by what it does and when."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{message_heading(obj.kind)}, {stated_words(obj.stated)}"


class AnswerForm(forms.Form):
    """What is said, about which of the submissions that the link opens."""

    submissions = forms.ModelMultipleChoiceField(
        Submission.objects.none(),
        label=gettext_lazy("Concerns"),
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=gettext_lazy("What you say"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    promised_on = forms.DateField(
        label=gettext_lazy("If more time is needed: decided by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: no date is given."),
    )
    disputes = ReplyChoice(
        Reply.objects.none(),
        label=gettext_lazy("If something is disputed: which message"),
        required=False,
        empty_label=gettext_lazy("none of them in particular"),
    )

    def __init__(self, link: Link, submissions: list[Submission], data: Any = None) -> None:
        super().__init__(data)
        about: Any = self.fields["submissions"]
        about.queryset = link.submissions.filter(pk__in=[one.pk for one in submissions])
        # Told by their references, since a name may be withheld; they are read already.
        about.choices = [(one.pk, one.reference) for one in submissions]
        about.initial = [one.pk for one in submissions]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in SAID_BY_LINK[link.party]
        ]
        self.fields["disputes"].queryset = disputable(submissions)  # type: ignore[attr-defined]
        if ReplyKind.DEFERRAL not in SAID_BY_LINK[link.party]:
            del self.fields["promised_on"]


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is recorded; a POST records what is said. Opening the page changes nothing."""
    link = open_answer_link(token, timezone.now())
    submissions = opened_submissions(link) if link else []
    if link is None or not submissions:
        return lost(request)
    form = AnswerForm(link, submissions, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _said(link, form):
        return HttpResponseRedirect(f"{reverse('answer', args=[token])}?done=1")
    context = {
        "token": token,
        "link": link,
        "form": form,
        "rows": submission_rows(submissions, timezone.localdate()),
        "statement": submissions[0].statement,
        "issuer": submissions[0].statement.issuer,
        "is_issuer": link.party == Party.ISSUER,
        "is_done": "done" in request.GET,
    }
    context |= _read(link, submissions, request.GET.get("read", ""))
    return render(request, "answering/page.html", context, status=400 if form.is_bound else 200)


def _said(link: Link, form: AnswerForm) -> bool:
    values = dict(form.cleaned_data)
    try:
        answer_by_link(link, values.pop("submissions"), values)
    except ValidationError as error:
        known = error.error_dict if hasattr(error, "error_dict") else {}
        at_fields = {name: told for name, told in known.items() if name in form.fields}
        form.add_error(None, at_fields or error.messages)
        return False
    return True


def _read(link: Link, submissions: list[Submission], reference: str) -> dict[str, Any]:
    """The story of the one asked for, or of the only one; a signatory reads its own whole."""
    chosen = [one for one in submissions if one.reference == reference]
    found = (submissions if len(submissions) == 1 else chosen)[:1]
    if not found:
        return {"story": None}
    today = timezone.localdate()
    is_own = link.party == Party.SIGNATORY
    story = own_story_of(found[0], today) if is_own else story_of(found[0], None, today)
    return {"story": story, "row": story.row, "name": story.row.name_words}
