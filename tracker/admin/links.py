"""Addresses of the desk's pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from tracker.models import Event


def change_url(row: Model) -> str:
    """The page of one row."""
    return reverse(f"admin:tracker_{row._meta.model_name}_change", args=[row.pk])


def add_url(model: str, **initial: Any) -> str:
    """The page on which a row of this kind is recorded, with some fields filled in."""
    return _with(reverse(f"admin:tracker_{model}_add"), initial)


def list_url(model: str, **filters: Any) -> str:
    """A list, narrowed."""
    return _with(reverse(f"admin:tracker_{model}_changelist"), filters)


def merge_url(row: Model, **query: Any) -> str:
    """Where a signatory is compared with another one and merged."""
    return _with(reverse("admin:tracker_signatory_merge", args=[row.pk]), query)


def erase_url(row: Model) -> str:
    """Where everything that an erasure would remove is shown, and then erased."""
    return reverse(f"admin:tracker_{row._meta.model_name}_erase", args=[row.pk])


def public_url(row: Any) -> str:
    """Where everybody reads about a row; empty where there is no such page."""
    try:
        return str(row.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""


def subject_url(event: Event) -> str:
    """The page of what an event is about, or else of its submission; empty where there is none."""
    try:
        return reverse(f"admin:tracker_{event.subject_type}_change", args=[event.subject_id])
    except NoReverseMatch:
        about = event.submission_id
        return reverse("admin:tracker_submission_change", args=[about]) if about else ""


def _with(url: str, query: dict[str, Any]) -> str:
    return f"{url}?{urlencode(query)}" if query else url
