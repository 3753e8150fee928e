"""In which language a letter is worded, and its links lead to pages."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override


def offered(language: str) -> str:
    """The language, if the site speaks it; else its own. It may have been offered once."""
    return language if language in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


def speaking(language: str) -> override:
    """Words, dates and addresses of pages within are in this language, if the site speaks it."""
    return override(offered(language))
