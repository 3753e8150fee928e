"""The button that takes a record out, with a coded reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.admin.buttons import Button
from tracker.choices import VoidReason
from tracker.models import User
from tracker.rules.permissions import Right

# That nobody confirmed an offer in time is for the clock to say.
REASONS = [choice for choice in VoidReason.choices if choice[0] != VoidReason.UNCONFIRMED]


class VoidForm(forms.Form):
    """Why something leaves the record."""

    void_reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *REASONS])


def void_button(action: Callable[..., Any]) -> Button:
    """Void a row by this action; the row stays on the desk."""

    def run(row: Any, *, by: User, void_reason: str) -> None:
        action(row, void_reason, by=by)

    return Button(
        "void",
        _("Void…"),
        run,
        _("Void. It stays on the desk and is never public."),
        right=Right.RELEASE,
        shows=lambda row: row.voided_at is None,
        form=VoidForm,
        warning=_(
            "What is void leaves the public record, and nothing counts it. It stays on the desk "
            "with its reason. This cannot be undone; it can only be recorded anew. If it was "
            "public, the list of what was taken out tells the day and the reason, without names."
        ),
    )
