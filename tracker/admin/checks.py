"""Checks on the desk: somebody looked for an answer, or on a list, and found nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tracker.actions.checks import change_check, record_check, release_check, void_check
from tracker.admin.answered import AnsweredAdmin
from tracker.admin.base import itself
from tracker.admin.links import list_url
from tracker.admin.releases import release_button
from tracker.admin.standings import is_out
from tracker.admin.voids import void_button
from tracker.models import Check
from tracker.rules.releases import check_is_negative


def is_negative(check: Check) -> bool:
    return check_is_negative(check.statement.custody)


class CheckAdmin(AnsweredAdmin):
    record = staticmethod(record_check)
    change = staticmethod(change_check)
    whose_facts = staticmethod(itself)
    buttons = (release_button(release_check, is_negative), void_button(void_check))
    list_display = ("looked_for", "dated", "by_whom", "statement", "recorded_by", "is_out")
    list_filter = ("looked_for", *AnsweredAdmin.list_filter)
    own = ("looked_for", ("dated", "dated_words"), "by_whom", "note")

    is_out = staticmethod(is_out)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Which submissions were looked for stays; a wrong check is voided and recorded anew."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else [*fixed, "submissions"]

    def submissions_url(self, row: Any) -> str:
        return list_url("submission", checks=row.pk)
