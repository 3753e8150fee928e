"""Columns of a date as stated: the EDTF string, the source's own words, its first and last day."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.rules.dates import LONGEST


def edtf_field(label: Any, **options: Any) -> models.CharField[str, str]:
    """The string as stated (EDTF level 0 or 1), e.g. "2022-01-30?"."""
    text = _("As stated, in EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?, 2022-12/2023-01.")
    return models.CharField(label, max_length=LONGEST, help_text=text, **options)


def words_field() -> models.CharField[str, str]:
    """What the source itself says of the date, quoted."""
    return models.CharField(
        _("in the source's words"),
        max_length=200,
        blank=True,
        help_text=_("What the source says of the date, word for word."),
    )


def day_field(**options: Any) -> models.DateField[Any, Any]:
    """First or last day that the string can mean; written by the actions, never by a person."""
    return models.DateField(editable=False, **options)
