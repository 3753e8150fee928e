"""The small form by which somebody follows what a public page is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import TimestampSigner
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tracker.choices import Frequency
from tracker.models import Follow, Signatory, Statement, Submission
from tracker.public.guarded_forms import GuardedForm
from tracker.queries.follows import Followed, followable

KINDS: dict[type[Any], str] = {
    Statement: "statement",
    Signatory: "signatory",
    Submission: "submission",
}
OFTEN = [
    (Frequency.AT_ONCE, gettext_lazy("At once")),
    (Frequency.WEEKLY, gettext_lazy("Once a week, in one letter")),
]


class FrequencyForm(forms.Form):
    """How often letters come."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=OFTEN,
        widget=forms.RadioSelect,
        initial=Frequency.AT_ONCE,
    )

    def __init__(self, data: Any = None, *, follow: Follow | None = None) -> None:
        initial = {"frequency": follow.frequency} if follow else {}
        super().__init__(data, initial=initial)


class FollowForm(GuardedForm):
    """Address and frequency. `about` is signed: what is followed, and when the page was opened.

    Its fields have names of their own on the page, since other forms stand beside it.
    """

    signer = TimestampSigner(salt="tracker.follows")

    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=OFTEN,
        widget=forms.RadioSelect,
        initial=Frequency.AT_ONCE,
    )
    about = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="follow-%s")

    @property
    def about_value(self) -> str:
        """What is followed, signed."""
        return str(self["about"].value() or "")

    @property
    def fields_drawn(self) -> SafeString:
        """What people see of it."""
        return render_to_string("follows/_fields.html", {"form": self})

    def clean_about(self) -> str:
        """Not too quick and not too old; what is sent again carries a good value."""
        named = self.stamped(self.cleaned_data["about"])
        if named is None:
            raise ValidationError(_("Open the page again on which you wanted to follow."))
        return self.timed("about", named)

    def subject(self) -> Followed | None:
        """The public row that is to be followed; None if there is none, or it was made up."""
        named = self.stamped(self["about"].value() or "")
        about, _separator, number = (named or "").partition(":")
        return followable(about, int(number)) if number else None

    def problems(self) -> list[str]:
        """What is wrong with it as a whole, or with fields out of sight."""
        hidden = [error for name in ("about", "website") for error in self[name].errors]
        return [*self.non_field_errors(), *hidden]


@dataclass(frozen=True, slots=True)
class EmptyFollowForm:
    """What a page shows of a FollowForm in which nothing is typed yet."""

    about_value: str
    fields_drawn: SafeString


def empty_follow_form(subject: Followed) -> EmptyFollowForm:
    """The form to follow this, drawn once for each language but for what it is about."""
    about = FollowForm.signer.sign(f"{KINDS[type(subject)]}:{subject.pk}")
    return EmptyFollowForm(about, _fields_drawn(get_language()))


@lru_cache(maxsize=64)
def _fields_drawn(_language: str | None) -> SafeString:
    return FollowForm().fields_drawn
