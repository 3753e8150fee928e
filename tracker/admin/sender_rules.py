"""The editors' own rules about who may offer by the form, each tried on past offers first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.sender_rules import change_sender_rule, end_sender_rule, record_sender_rule
from tracker.admin.base import DeskAdmin
from tracker.admin.buttons import Button
from tracker.admin.forms import RecordForm
from tracker.models import SenderRule
from tracker.queries.offers import dry_run
from tracker.rules.date_words import moment_words
from tracker.rules.senders import clean_pattern


def in_force(rule: Any) -> bool:
    return bool(rule.ended_at is None)


END = Button(
    "end",
    gettext_lazy("End this rule…"),
    end_sender_rule,
    gettext_lazy("The rule has ended. It stays here to be read."),
    shows=in_force,
    warning=gettext_lazy("Offers from now on are no longer judged by it."),
)


class SenderRuleForm(RecordForm):
    """With “try only” ticked, it says what the rule would have matched, and records nothing."""

    try_only = forms.BooleanField(
        label=gettext_lazy("Try only: say how many past offers this matches, record nothing"),
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        is_tried = cleaned.pop("try_only", False)
        if is_tried and cleaned.get("field") and cleaned.get("pattern"):
            words = tried(cleaned["field"], clean_pattern(cleaned["field"], cleaned["pattern"]))
            raise ValidationError(_("%(words)s Nothing was recorded.") % {"words": words})
        return cleaned


def tried(field: str, pattern: str) -> str:
    """What a dry run found, in words."""
    run = dry_run(field, pattern)
    if run is None:
        return _("Network addresses are not kept, so past offers cannot be compared.")
    return _("This matches %(matched)s of the %(looked_at)s newest offers by the form.") % {
        "matched": run.matched,
        "looked_at": run.looked_at,
    }


class SenderRuleAdmin(DeskAdmin):
    form = SenderRuleForm
    record = staticmethod(record_sender_rule)
    change = staticmethod(change_sender_rule)
    buttons = (END,)
    list_display = ("pattern", "field", "verdict", "note", "ended_at")
    list_filter = ("verdict", "field")
    ordering = ("-pk",)
    sortable_by = ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_over = isinstance(obj, SenderRule) and not in_force(obj)
        return super().has_change_permission(request, obj) and not is_over

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        tries = ["try_only"] if obj is None or in_force(obj) else []
        fields = [("field", "pattern"), "verdict", "note", *tries]
        return [(None, {"fields": [*fields, *self.version_fields(request, obj)]})]

    def values(self, request: HttpRequest, form: Any) -> dict[str, Any]:
        values = super().values(request, form)
        values.pop("try_only", None)
        return values

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        shown = [*super().facts(row), (_("Past offers"), tried(row.field, row.pattern))]
        if row.ended_at is not None:
            shown.append((_("Ended"), _("%(when)s UTC") % {"when": moment_words(row.ended_at)}))
        return shown
