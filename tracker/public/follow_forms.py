"""The small form by which somebody follows what a public page is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import Frequency
from tracker.models import Follow, Signatory, Statement, Submission
from tracker.queries.follows import Followed, followable
from tracker.rules.offers import LEAST_TIME, MOST_TIME
from tracker.rules.refusals import Refused
from tracker.rules.senders import require_answerable

SIGNER = TimestampSigner(salt="tracker.follows")
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


class FollowForm(forms.Form):
    """Address and frequency. `about` is signed: what is followed, and when the page was opened.

    Its fields have names of their own on the page, since other forms stand beside it.
    """

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
    # Only programs fill this in: it is out of sight, and its label says to leave it empty.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    about = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, subject: Followed | None = None) -> None:
        initial = {"about": SIGNER.sign(f"{KINDS[type(subject)]}:{subject.pk}")} if subject else {}
        super().__init__(data, initial=initial, auto_id="follow-%s")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            require_answerable(email)
        except Refused as error:
            raise ValidationError(error.messages) from error
        return email

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("The field that has to stay empty was filled in: empty it."))
        return ""

    def clean_about(self) -> str:
        """Not too quick and not too old; what is sent again carries a good value."""
        stamp: str = self.cleaned_data["about"]
        named = _read(stamp)
        if named is None:
            raise ValidationError(_("Open the page again on which you wanted to follow."))
        if _read(stamp, MOST_TIME) is None:
            self._renew(named)
            raise ValidationError(
                _("This page was open for a long time. Look it over, then send it again.")
            )
        if _read(stamp, LEAST_TIME) is not None:
            raise ValidationError(
                _("That was very quick. Nothing is lost: look it over, then send it again.")
            )
        return stamp

    def subject(self) -> Followed | None:
        """The public row that is to be followed; None if there is none, or it was made up."""
        named = _read(self["about"].value() or "")
        about, _separator, number = (named or "").partition(":")
        return followable(about, int(number)) if number else None

    def problems(self) -> list[str]:
        """What is wrong with it as a whole, or with fields out of sight."""
        hidden = [error for name in ("about", "website") for error in self[name].errors]
        return [*self.non_field_errors(), *hidden]

    def _renew(self, named: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["about"] = SIGNER.sign(named)
        self.data = data


def _read(stamp: str, max_age: Any = None) -> str | None:
    """What a stamp names; None if it is not one of ours or older than that."""
    try:
        return SIGNER.unsign(stamp, max_age=max_age)
    except (BadSignature, SignatureExpired):
        return None
