"""Letters in the desk's own words: what can be used in them, and how they read with real data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf.global_settings import LANGUAGES
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.letter_templates import reset_letter_template, set_letter_template
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button
from tracker.admin.forms import LongSelect, RecordForm
from tracker.admin.links import list_url
from tracker.admin.pages import may
from tracker.models import LetterTemplate, Submission
from tracker.notify.wordings import WORDINGS, answer_values, default_wording, worded_as
from tracker.rules.permissions import Right

RESET = Button(
    "reset",
    gettext_lazy("Back to the original wording…"),
    reset_letter_template,
    gettext_lazy("The letter has its original wording again."),
    right=Right.RELEASE,
    warning=gettext_lazy("Your wording is given up; it stays in the history of events."),
)


def _languages() -> list[tuple[str, str]]:
    """In the language of whoever asks."""
    return [(code, f"{name} ({code})") for code, name in LANGUAGES]


class LetterTemplateForm(RecordForm):
    """A new one begins with the original wording."""

    wording = forms.ChoiceField(
        label=gettext_lazy("Which letter"),
        choices=[(key, wording.label) for key, wording in WORDINGS.items()],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=_languages,
        widget=LongSelect,
        initial="en",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["wording"], self.fields["language"]
            return
        for name in ("subject", "body"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Empty: the original wording, to be changed then.")


class LetterTemplateAdmin(DeskAdmin):
    """Wording speaks for the site: it takes the right to release."""

    form = LetterTemplateForm
    buttons = (RESET,)
    list_display = ("letter", "language", "subject")
    ordering = ("wording", "language")
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request, Right.RELEASE)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request, Right.RELEASE)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        which = () if obj else ("wording", "language")
        fields = [*which, "subject", "body", *self.version_fields(request, obj)]
        return [(None, {"fields": fields})]

    def letter(self, template: LetterTemplate) -> str:
        return str(WORDINGS[template.wording].label)

    letter.short_description = gettext_lazy("letter")  # type: ignore[attr-defined]

    def carried_out(self, request: HttpRequest, obj: Any, form: Any, *, change: bool) -> Any:
        values = self.values(request, form)
        originals = default_wording(obj.wording, obj.language)
        texts = {name: values[name] or original for name, original in originals.items()}
        seen = form.cleaned_data.get("seen")
        return set_letter_template(obj.wording, obj.language, texts, by=request.user, seen=seen)  # type: ignore[arg-type]

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        shown = [(_("Which letter"), self.letter(row)), (_("Language"), row.language)]
        known = WORDINGS[row.wording].placeholders.items()
        return [*shown, *((f"{{{name}}}", meaning) for name, meaning in known)]

    def extras(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        newest = Submission.objects.select_related("statement__issuer").order_by("-pk").first()
        if newest is None:
            return {"title": self.letter(obj)}
        words = _("(Here stands what is written for this one answer.)")
        values = answer_values(newest, message=words, link="https://…/track/…/")
        subject, body = worded_as(obj.subject, obj.body, values)
        preview = {"reference": newest.reference, "subject": subject, "body": body}
        return {"title": self.letter(obj), "preview": preview}

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """The page; after going back to the original there is none, but the list."""
        if self.get_object(request, object_id) is None:
            return HttpResponseRedirect(list_url("lettertemplate"))
        return super().change_view(request, object_id, *args, **options)
