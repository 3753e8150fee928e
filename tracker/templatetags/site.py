"""Tags that tell templates about this site and this address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tracker.queries.addresses import place_of
from tracker.queries.exports import site_address
from tracker.queries.pdf_libraries import draws_documents

register = template.Library()

register.simple_tag(site_address)

# The sections of the site: the name of each address, its label, and how its other pages begin.
SECTIONS: tuple[tuple[str, Promise, str], ...] = (
    ("statements", gettext_lazy("Statements"), "statement"),
    ("signatories", gettext_lazy("Signatories"), "signatory"),
    ("submissions", gettext_lazy("Submissions"), "submission"),
    ("statistics", gettext_lazy("Statistics"), "statistic"),
    ("events", gettext_lazy("Events"), "event"),
    ("corrections", gettext_lazy("Corrections"), "correction"),
    ("about", gettext_lazy("About"), "about"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the main navigation; `current` is "page", "true" (a page below it) or ""."""

    url: str
    label: Promise
    current: str


@register.simple_tag
def site_name() -> str:
    """The site's name."""
    return str(settings.SITE_NAME)


@register.simple_tag(takes_context=True)
def canonical_address(context: dict[str, Any]) -> str:
    """The address of a page that is the same for everybody; "" of all others.

    A list narrowed by its filters is a page of its own, and so is the next page of a list.
    """
    request = context.get("request")
    view = getattr(getattr(request, "resolver_match", None), "func", None)
    # Unread: the page that refuses too many values has them in its address, too.
    if request is None or request.META.get("QUERY_STRING") or not getattr(view, "is_kept", False):
        return ""
    return f"{settings.SITE_URL}{request.path}"


@register.simple_tag
def contact_email() -> str:
    """The address to which the observed can answer; "" where the operator has set none."""
    return str(getattr(settings, "CONTACT_EMAIL", ""))


@register.simple_tag
def backup_days() -> int:
    """For how many days copies of the record are kept against loss."""
    return int(settings.BACKUP_DAYS)


@register.simple_tag
def reads_letters_on_desk() -> bool:
    """Whether the site has no mail server: then the desk is where letters are read."""
    return settings.MAIL_FOLDER is not None


@register.simple_tag
def makes_documents() -> bool:
    """Whether this site makes PDF files of pages."""
    return draws_documents()


@register.simple_tag
def record_time() -> datetime:
    """When the page was made: the record is as of now."""
    return timezone.now()


@register.simple_tag(takes_context=True)
def sections(context: dict[str, Any]) -> list[Section]:
    """The main navigation, knowing where the reader is; without a request, nowhere."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = getattr(match, "url_name", None) or ""
    return [
        Section(place_of(name), label, _current(name, stem, here)) for name, label, stem in SECTIONS
    ]


def _current(name: str, stem: str, here: str) -> str:
    if here == name:
        return "page"
    return "true" if here.startswith(stem) else ""
