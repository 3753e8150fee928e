"""Languages made up for tests: every word that is translated stands in brackets."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from django.conf import settings as site
from django.template import engines
from django.utils.translation import activate, get_language, trans_real
from django_countries import countries
from pytest_django import Settings

from tracker.languages import SPOKEN

OPEN, CLOSE = "⟦", "⟧"
# Between the context of a message and the message.
CONTEXT = "\x04"


class Brackets(trans_real.DjangoTranslation):
    """Django's translation of a language, which marks what it would have translated."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, singular: str, plural: str, number: float) -> str:  # type: ignore[override] # any number
        return marked(singular if number == 1 else plural)


def marked(message: str) -> str:
    """The message as it is shown in a made-up language; what is empty stays so."""
    words = message.rpartition(CONTEXT)[2]
    return f"{OPEN}{words}{CLOSE}" if words.strip() else words


@pytest.fixture
def made_up(settings: Settings) -> Iterator[list[str]]:
    """All languages that the site may speak one day, as if they were there; their codes."""
    settings.LANGUAGES = [(code, str(name)) for code, name in SPOKEN.items()]
    before = dict(trans_real._translations)  # type: ignore[attr-defined] # where Django keeps them
    forget_words()
    codes = [code for code in SPOKEN if code != site.LANGUAGE_CODE]
    for code in codes:
        trans_real._translations[code] = Brackets(code)  # type: ignore[attr-defined]
    speaks = get_language()
    yield codes
    trans_real._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.update(before)  # type: ignore[attr-defined]
    activate(speaks or site.LANGUAGE_CODE)
    forget_words()


def forget_words() -> None:
    """Forget what is remembered in words, so that nothing is of another catalogue."""
    for engine in engines.all():
        for loader in engine.engine.template_loaders:  # type: ignore[attr-defined] # Django's own
            loader.reset()
    vars(countries).pop("_iter_cache", None)
    for name, module in list(sys.modules.items()):
        if name.startswith("tracker.") and not name.startswith("tracker.tests"):
            for value in list(vars(module).values()):
                getattr(value, "cache_clear", lambda: None)()
