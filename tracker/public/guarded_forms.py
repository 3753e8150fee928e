"""What the forms that anybody may send do against programs and dead addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.rules.offers import LEAST_TIME, MOST_TIME
from tracker.rules.refusals import Refused
from tracker.rules.senders import require_answerable


class GuardedForm(forms.Form):
    """Has a field `email`, a field that stays empty, and a stamp that is signed with the page."""

    signer: ClassVar[TimestampSigner]

    # Only programs fill this in: it is out of sight, and its label says to leave it empty.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

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

    def timed(self, name: str, about: str) -> str:
        """The stamp in this field, if it is neither too young nor too old.

        The stamp of a page that was sent too quickly stays good; instead of one that is too old
        the page that is shown again carries a new one, about the same.
        """
        stamp: str = self.cleaned_data[name]
        if self.stamped(stamp, MOST_TIME) is None:
            self.put(name, self.signer.sign(about))
            raise ValidationError(
                _("This page was open for a long time. Look it over, then send it again.")
            )
        if self.stamped(stamp, LEAST_TIME) is not None:
            raise ValidationError(
                _("That was very quick. Nothing is lost: look it over, then send it again.")
            )
        return stamp

    def stamped(self, stamp: str, max_age: Any = None) -> str | None:
        """What a stamp is about; None if it is not one of ours or older than that."""
        try:
            return self.signer.unsign(stamp, max_age=max_age)
        except (BadSignature, SignatureExpired):
            return None

    def put(self, name: str, value: str) -> None:
        """Let the page that is shown again carry a new value in a hidden field."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[name] = value
        self.data = data
