"""What the submitter's own page asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tracker.choices import Visibility
from tracker.models import Submission
from tracker.queries.submission_rows import sorted_countries
from tracker.rules.tracking import Deed
from tracker.rules.uploads import MAX_ENCLOSED


class LookupForm(forms.Form):
    """Which submission, and whose."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=40,
        help_text=_("It stands in every letter about your offer, for example FL-7K3M-9QXA."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The one you gave with the offer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class DeedForm(forms.Form):
    """A form that begins with what the submission says now; without fields, only a button."""

    def __init__(self, submission: Submission, data: Any = None, files: Any = None) -> None:
        super().__init__(
            data, files, initial={name: getattr(submission, name) for name in self.known}
        )

    known: tuple[str, ...] = ()


class MessageForm(DeedForm):
    text = forms.CharField(
        label=_("Your message"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    file = forms.FileField(
        label=_("A file, if you like"),
        required=False,
        max_length=200,
        help_text=format_lazy(
            _(
                "PDF, PNG, JPEG, plain text or an e-mail, up to {most} MB. The editors see it with "
                "your message; it is not public."
            ),
            most=MAX_ENCLOSED // 1_000_000,
        ),
    )

    def clean_file(self) -> tuple[str, bytes] | None:
        """Name and bytes; a file that is too large is not even read."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        if file.size > MAX_ENCLOSED:
            raise ValidationError(_("The file is too large. Nothing was kept of it."))
        return file.name, file.read()


class VisibilityForm(DeedForm):
    known = ("visibility",)
    visibility = forms.ChoiceField(
        label=_("Name"), choices=Visibility.choices, widget=forms.RadioSelect
    )


class CorrectionForm(DeedForm):
    known = ("signed_name", "representative", "capacity", "signed_country")
    signed_name = forms.CharField(label=_("Name"), max_length=300)
    representative = forms.CharField(label=_("Represented by"), max_length=200, required=False)
    capacity = forms.CharField(label=_("In the capacity of"), max_length=200, required=False)
    signed_country = forms.ChoiceField(
        label=_("Country"),
        choices=lambda: [("", _("Not stated")), *sorted_countries()],
        required=False,
    )


FORMS: dict[Deed, type[DeedForm]] = {
    Deed.MESSAGE: MessageForm,
    Deed.VISIBILITY: VisibilityForm,
    Deed.CORRECT: CorrectionForm,
}
