"""Pages as quick templates draw them: as Django would, and anew for whatever they depend on."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.functional import lazy
from django.utils.translation import get_language, override

from tracker.models import Statement, User
from tracker.public.follow_forms import FollowForm, _fields_drawn, empty_follow_form
from tracker.quick_templates import FILES
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get
from tracker.tests.public.test_budgets import fill

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/about/",
    "/statements/?kind=open-letter",
    "/statements/ferry-letter/",
    "/statements/ferry-letter/revisions/",
    "/statements/ferry-letter/signatories/?q=mill",
    "/signatories/?q=mill&kind=organisation",
    "/signatories/mill-0000/",
    "/submissions/?statement=ferry-letter&awaiting=issuer",
    "/submissions/?country=nowhere",
    "/submissions/?q=nobody&colour=red",
    "/events/",
    "/corrections/",
    "/takedowns/",
    "/log/",
    "/log/entries/",
    "/nothing/",
]
DESK = ["/admin/", "/admin/tracker/submission/?q=mill", "/admin/tracker/statement/add/"]


def as_django_draws(settings: Any) -> None:
    """From here on, without quick templates."""
    (backend,) = settings.TEMPLATES
    options = backend["OPTIONS"] | {"loaders": [("django.template.loaders.cached.Loader", FILES)]}
    settings.TEMPLATES = [backend | {"OPTIONS": options}]


def read(client: Client, editor: User) -> dict[str, str]:
    """What each page says to strangers and, the desk's, to an editor; without its random token."""
    client.logout()
    pages = {page: client.get(page).content.decode() for page in PAGES}
    client.force_login(editor)
    pages |= {page: client.get(page).content.decode() for page in DESK}
    token = r'name="csrfmiddlewaretoken" value="[^"]+"'
    return {page: re.sub(token, "", text) for page, text in pages.items()}


@time_machine.travel("2022-06-01T12:30Z", tick=False)
def test_pages_are_the_same_as_django_draws_them(cast: Cast, client: Client, settings: Any) -> None:
    fill(cast, 3)
    first, again = read(client, cast.anna), read(client, cast.anna)
    as_django_draws(settings)
    expected = read(client, cast.anna)

    assert first == expected
    assert again == expected
    assert "mill-0000" in expected["/signatories/?q=mill&kind=organisation"]
    assert 'id="result_list"' in expected["/admin/tracker/submission/?q=mill"]


def test_pages_follow_the_name_of_the_site(client: Client, settings: Any) -> None:
    settings.SITE_NAME = "The first"
    first = get(client, "/about/")
    settings.SITE_NAME = "The second"

    assert "· The first</title>" in first
    assert "· The second</title>" in get(client, "/about/")


def test_pages_follow_the_language(client: Client, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    told = [
        client.get(address).content.decode() for address in ("/about/", "/ar/about/", "/about/")
    ]

    assert [one[one.index("<html") :].split(">")[0] for one in told] == [
        '<html lang="en" dir="ltr"',
        '<html lang="ar" dir="rtl"',
        '<html lang="en" dir="ltr"',
    ]


def test_pages_follow_the_time_and_who_asks(cast: Cast, client: Client) -> None:
    address = cast.letter.get_absolute_url()
    with time_machine.travel("2022-06-01T12:30Z"):
        first = get(client, address)
    Statement.objects.filter(pk=cast.letter.pk).update(stage="draft")
    gone = client.get(address).status_code
    client.force_login(cast.anna)
    with time_machine.travel("2022-06-02T12:30Z"):
        own = get(client, address)
    client.logout()

    assert "1 June 2022, 12:30 UTC" in first
    assert "Not public" not in first
    assert "2 June 2022, 12:30 UTC" in own
    assert "Not public" in own
    assert (gone, client.get(address).status_code) == (404, 404)


def test_the_form_to_follow_is_drawn_once_for_each_language_while_it_is_empty(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = cast.letter
    label = lazy(lambda: f"address in {get_language()}", str)()
    monkeypatch.setattr(FollowForm.base_fields["email"], "label", label)
    _fields_drawn.cache_clear()
    said = []
    for language in ("en", "ar", "en"):
        with override(language):
            drawn = empty_follow_form(letter).fields_drawn
        said += [one for one in ("address in en", "address in ar") if one in drawn]
    info = _fields_drawn.cache_info()
    typed = FollowForm({"email": "somebody@example.org"}).fields_drawn
    empty = empty_follow_form(letter)
    _fields_drawn.cache_clear()

    assert said == ["address in en", "address in ar", "address in en"]
    assert (info.misses, info.hits) == (2, 1)
    assert FollowForm.signer.unsign(empty.about_value) == f"statement:{letter.pk}"
    assert 'value="somebody@example.org"' in typed
