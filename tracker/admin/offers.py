"""Offers made by the form, as the desk sees them: which are held, and why."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.changelists import ChoiceFilter
from tracker.models import Submission
from tracker.rules.date_words import moment_words


class HeldFilter(ChoiceFilter):
    """Confirmed offers that an editor has to look at before they become public."""

    title = gettext_lazy("held")
    parameter_name = "held"
    options = (("yes", gettext_lazy("Held for an editor")),)

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        held: QuerySet[Any] = rows.held()  # type: ignore[attr-defined]
        return held


def offer_facts(submission: Submission) -> list[tuple[Any, Any]]:
    """When an offer by the form was confirmed, and why it is held; nothing for any other."""
    if not submission.needs_confirming:
        return []
    confirmed = submission.confirmed_at
    when = (
        _("%(when)s UTC") % {"when": moment_words(confirmed)}
        if confirmed
        else _("not yet: never public")
    )
    held = [(_("Held because of"), submission.held_because)] if submission.held_because else []
    return [(_("Confirmed"), when), *held]
