"""Public notes on what the record had wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.actions.corrections import change_correction, record_correction, release_correction
from tracker.admin.buttons import Button
from tracker.admin.changelists import ReleasedFilter
from tracker.admin.subjects import AboutAdmin
from tracker.rules.permissions import Right


class CorrectionAdmin(AboutAdmin):
    record = staticmethod(record_correction)
    change = staticmethod(change_correction)
    own = ("what", "was", "now", "why", "since")
    buttons = (
        Button(
            "release",
            _("Release…"),
            release_correction,
            _("Released. The correction is public and stays."),
            right=Right.RELEASE,
            shows=lambda correction: correction.released_at is None,
            is_main=True,
            warning=_("The correction becomes public. From then on it can no longer be changed."),
        ),
    )
    list_display = ("what", "concerns", "was", "now", "since", "released_at")
    list_filter = (ReleasedFilter,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        is_public = obj is not None and obj.released_at is not None
        return (*self.readonly_fields, *self.own) if is_public else self.readonly_fields
