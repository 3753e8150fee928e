"""Filters that turn facts into the words of tracker.rules."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _
from django_countries import countries

from tracker.choices import Channel, Party, Status
from tracker.rules import date_words, wording
from tracker.rules.dates import NotEDTF, StatedDate, read_date
from tracker.rules.lanes import Look, Silence
from tracker.rules.markup import safe_html

register = template.Library()

register.filter("day", date_words.day_words)
register.filter("short_day", date_words.short_day_words)
register.filter("moment", date_words.moment_words)
register.filter("second", date_words.second_words)
register.filter("short_second", date_words.short_second_words)
register.filter("stated", date_words.stated_words)
register.filter("short_stated", date_words.short_stated_words)
register.filter("days_to", wording.span_words)
register.filter("heading", wording.message_heading)
register.filter("silence_heading", wording.silence_heading)
register.filter("silence_length", wording.silence_length)


@register.filter
def edtf(text: str) -> str:
    """An EDTF string kept without its days (memberships, ends) in words; "" stays ""."""
    try:
        return date_words.stated_words(read_date(text)) if text else ""
    except NotEDTF:
        return text


@register.filter
def known(silence: Silence, known_until: date | None) -> str:
    """How far the record reaches in an open silence."""
    return wording.known_words(silence, known_until)


@register.filter
def checked(look: Look) -> str:
    """What one check did not find, when, and who says so."""
    return wording.look_words(look, look.body.by_whom)


@register.filter
def last_checked(stated: StatedDate, by_whom: str) -> str:
    """The words that stand beside every silence."""
    return wording.last_checked(stated, by_whom)


@register.filter
def must_act(party: str) -> str:
    """Who is waited for, as a sentence."""
    return str(wording.MUST_ACT[party])


@register.filter
def party(value: str) -> str:
    """The issuer, the signatory, or nobody."""
    return str(Party(value).label)


@register.filter
def status_mark(status: str) -> SafeString:
    """A status as components/status.html draws it, drawn once: a long list has few of them."""
    return _status_mark(status, get_language())


@lru_cache(maxsize=256)
def _status_mark(status: str, _language: str | None) -> SafeString:
    drawn = {"status": status, "label": Status(status).label}
    return render_to_string("components/status.html", drawn)


@register.filter
def channel(value: str) -> str:
    """By which way something was sent."""
    return str(Channel(value).label)


@register.filter
def country(code: object) -> str:
    """A country's name; "country not stated" where there is none."""
    return str(countries.name(str(code))) if code else _("country not stated")


@register.filter
def prose(text: str) -> SafeString:
    """A text with paragraphs and lists as HTML; whatever HTML was typed stays text."""
    return mark_safe(safe_html(text))  # noqa: S308 - cleaned by nh3


@register.simple_tag
def comma() -> str:
    """What stands between two facts in a row: a comma and a space, as the language has them."""
    return pgettext("between two facts", ", ")


@register.simple_tag
def spoken() -> SafeString:
    """For words of this site within a text in another language: which language they are in."""
    language = get_language() or settings.LANGUAGE_CODE
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))


@register.filter
def direction_of(language: str) -> str:
    """ "rtl" for languages written from right to left."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.filter
def pairs(details: dict[str, object]) -> list[tuple[str, str]]:
    """The columns kept from a list, by name, each with its values joined."""
    return [(name, _joined(value)) for name, value in sorted(details.items())]


def _joined(value: object) -> str:
    return "; ".join(str(one) for one in value) if isinstance(value, list) else str(value)
