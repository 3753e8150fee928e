"""What was erased stays a stub: nothing is written into it any more."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from tracker.rules.refusals import Refused


def require_not_erased(row: models.Model) -> None:
    """Raise Refused for a submission or signatory whose content was erased."""
    if getattr(row, "erased_at", None) is not None:
        raise Refused(
            _("The content of this was erased. Nothing is added to it or changed in it any more.")
        )
