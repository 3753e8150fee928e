"""What the desk asks when a mail is filed or dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tracker.actions.mail_filings import draft_text
from tracker.admin.forms import DayInput
from tracker.choices import MailDismissal, Party, ReplyKind
from tracker.models import IncomingMail, Reply, Submission
from tracker.queries.incoming_mails import suggestion

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin

SPEAKERS = [("", _("as the kind of reply says"))]
SPEAKERS += [(party.value, party.label) for party in (Party.SIGNATORY, Party.ISSUER)]


class FilingForm(forms.Form):
    """A mail made into a draft reply; filled in with what suggests itself."""

    submissions = forms.ModelMultipleChoiceField(
        Submission.objects.select_related("statement"),
        label=_("Submissions"),
        help_text=_("Several, if one message concerns them all."),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose what it says")), *ReplyKind.choices]
    )
    speaker = forms.ChoiceField(label=_("By"), choices=SPEAKERS, required=False)
    dated = forms.CharField(
        label=_("Date"),
        max_length=40,
        help_text=_("The day it was received, unless the message says more."),
    )
    promised_on = forms.DateField(
        label=_("Promised date"),
        required=False,
        widget=DayInput,
        help_text=_("If it needs more time: the day by which a decision is promised."),
    )
    text = forms.CharField(
        label=_("Text or summary"),
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Public once released. Take out names, addresses and signatures."),
    )
    is_summary = forms.BooleanField(label=_("Summary"), required=False)

    def __init__(self, page: DeskAdmin, mail: IncomingMail, data: Any = None) -> None:
        super().__init__(data, initial=_initial(mail))
        field: Any = self.fields["submissions"]
        field.widget = AutocompleteSelectMultiple(
            Reply._meta.get_field("submissions"), page.admin_site, choices=field.choices
        )


class DismissalForm(forms.Form):
    """Why a mail is not filed."""

    reason = forms.ChoiceField(label=_("Reason"), choices=MailDismissal.choices)


def _initial(mail: IncomingMail) -> dict[str, Any]:
    found = suggestion(mail)
    return {
        "submissions": [one.pk for one in found.submissions],
        "kind": found.kind,
        "speaker": found.speaker,
        "dated": localdate(mail.received_at).isoformat(),
        "text": draft_text(mail),
    }
