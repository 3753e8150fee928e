"""No page speaks a language that was asked for before, or says anything that is not translated."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_info

from tracker.languages import SPOKEN
from tracker.queries.addresses import path_in
from tracker.tests.cast import Cast
from tracker.tests.languages import CLOSE, OPEN
from tracker.tests.languages import made_up as made_up
from tracker.tests.public.test_budgets import BUDGETS, fill, secrets
from tracker.tests.wordless import texts_of, typed, untranslated
from tracker.urls import LOG, PUBLIC, SECRET

PAGES = [*PUBLIC, *LOG, *SECRET]

# What is new each time a page is made: times, and what forms are signed with.
PASSING = re.compile(r'<time [^>]*>[^<]*</time>|(name="[^"]*" )?value="[^"]*"|data-[a-z-]+="[^"]*"')

# Where links lead to other languages.
SWITCH = re.compile(r'<details class="languages">.*?</details>|<link [^>]*>', re.DOTALL)


def own_names() -> list[str]:
    """What is the same in every language: the site, what was searched for, and the languages."""
    names = [get_language_info(code)["name_local"] for code in SPOKEN]
    return [settings.SITE_NAME, "mill", "ferry", *names]


def is_page(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


def body_of(response: HttpResponseBase) -> str:
    """The text of an answer, without what is never the same twice."""
    data: bytes = response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]
    return PASSING.sub("", data.decode("utf-8", "replace"))


def test_pages_say_nothing_untranslated(cast: Cast, made_up: list[str]) -> None:
    fill(cast, 3)
    words, client, known = secrets(cast), Client(), [*typed(), *own_names()]
    left: dict[str, set[str]] = {}
    for address in (one.format(**words) for one in BUDGETS):
        response = client.get(path_in("de", address))
        # The reference of the API is the same as its description for programs, in English.
        if is_page(response) and response.status_code == 200 and address != "/api/":
            found = untranslated(texts_of(response.content.decode()), known)
            left |= {address: found} if found else {}

    assert left == {}


def test_pages_speak_one_language_whatever_was_asked_for_before(
    cast: Cast, made_up: list[str]
) -> None:
    """What is remembered in a process is remembered for each language by itself."""
    fill(cast, 3)
    words, client = secrets(cast), Client()
    for address in (one.format(**words) for one in BUDGETS):
        first, german, arabic, again, second = (
            client.get(path_in(language, address)) for language in ("en", "de", "ar", "de", "en")
        )
        if not is_page(first) or first.status_code != 200:
            continue
        body = first.content.decode()
        assert (address, OPEN in body, CLOSE in body) == (address, False, False)
        assert (address, body_of(second)) == (address, body_of(first))
        assert (address, body_of(again)) == (address, body_of(german))
        assert (address, "/de/" in body_of(german)) == (address, True)
        links = set(re.findall(r'href="(/[^"]*)', SWITCH.sub("", body_of(arabic))))
        assert (address, links - in_arabic(links)) == (address, set())


def in_arabic(links: set[str]) -> set[str]:
    """Those that lead to Arabic pages, or to what has one address for all languages."""
    return {one for one in links if one.startswith("/ar/") or not is_page_of(one)}


def is_page_of(link: str) -> bool:
    """Whether a link leads to a page that has a language."""
    try:
        return resolve(urlsplit(link).path).func in {one.callback for one in PAGES}
    except Resolver404:
        return False


def test_files_say_the_same_in_every_language(cast: Cast, made_up: list[str]) -> None:
    fill(cast, 3)
    files = [one for one in BUDGETS if re.search(r"format=(csv|jsonl?)\b", one)]
    client = Client()
    assert len(files) >= 6
    for address in files:
        english, german = (client.get(path_in(one, address)) for one in ("en", "de"))
        assert (address, german["Content-Language"]) == (address, "en")
        assert (address, german.getvalue()) == (address, english.getvalue())
