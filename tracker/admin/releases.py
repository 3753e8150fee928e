"""The button that makes a record public, or the reason why somebody else must press it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.actions.actors import actor_of
from tracker.admin.buttons import Button
from tracker.models import User
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused
from tracker.rules.releases import require_release


def release_button(action: Callable[..., Any], is_negative: Callable[[Any], bool]) -> Button:
    """Release a row by this action; `is_negative` says whether its claim needs a second editor."""

    def why_not(row: Any, user: User) -> str:
        try:
            require_release(
                actor_of(user),
                author_pk=row.recorded_by_id,
                is_negative=is_negative(row),
                sources=row.sources.count(),
            )
        except Refused as refused:
            return " ".join(refused.messages)
        return ""

    return Button(
        "release",
        _("Release"),
        action,
        _("Released. It is public where its statement is."),
        right=Right.RELEASE,
        shows=lambda row: row.released_at is None and row.voided_at is None,
        why_not=why_not,
        is_main=True,
    )
