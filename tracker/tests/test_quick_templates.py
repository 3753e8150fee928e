"""Quick templates: whatever Django's own would say, in every language and under every address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Engine
from django.template.base import VariableDoesNotExist
from django.urls import get_script_prefix, set_script_prefix
from django.utils.functional import SimpleLazyObject, lazystr
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from tracker.choices import Status
from tracker.quick_templates import MOST_PLACES, Fixed

INNER = {
    "base.html": '<title>{% block title %}none{% endblock %}</title>{% include "mark.html" only %}'
    "{% block main %}{{ one }}{% endblock %}",
    "middle.html": '\n{% extends "base.html" %}{% load i18n %}{{ lost }}{% translate "Yes" %}'
    '{% block title %}{% translate "Yes" %}, {{ block.super }}{% endblock %}',
    "mark.html": "<b>{{ one }}</b>",
}
LIBRARIES = {
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
    "tz": "django.templatetags.tz",
}
LOCMEM = "django.template.loaders.locmem.Loader"


def engine(template: str, *, quick: bool = True, **options: Any) -> Engine:
    loader: tuple[Any, ...] = (LOCMEM, INNER | {"page.html": template})
    if quick:
        loader = ("tracker.quick_templates.Loader", [loader])
    return Engine(loaders=[loader], libraries=LIBRARIES, **options)


def drawn(template: str, values: dict[str, Any], *, quick: bool, **options: Any) -> str:
    made = engine(template, quick=quick).get_template("page.html")
    return made.render(Context(values, **options))


@contextmanager
def mounted_at(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


class Row:
    """Something with what templates look for in a row."""

    attribute = "<an attribute>"
    do_not_call = gettext_lazy("Yes")

    @property
    def own(self) -> str:
        return "a property"

    @property
    def broken(self) -> str:
        raise AttributeError("inside")

    def method(self) -> str:
        return "a & method"

    def needs(self, argument: str) -> str:
        return argument

    def erase(self) -> str:
        raise AssertionError("a template may not call this")

    erase.alters_data = True  # type: ignore[attr-defined]


class Keyed(dict[str, Any]):
    """A dictionary with an attribute of its own."""

    attribute = "beside the keys"


VALUES = {
    "one": "1 < 2 & \"3\" > '2'",
    "safe": mark_safe("<i>safe</i>"),
    "number": 1234567,
    "price": Decimal("12.50"),
    "none": None,
    "day": date(2022, 1, 30),
    "moment": datetime(2022, 1, 30, 23, 30, tzinfo=UTC),
    "lazy": lazystr("<lazy>"),
    "words": gettext_lazy("Yes"),
    "row": Row(),
    "hidden": SimpleLazyObject(Row),
    "keyed": Keyed(key="<in>", items="an item", row=Row()),
    "several": ["<a>", {"b": ["c", "d"]}],
    "call": lambda: "<called>",
    "kind": Status,
    "status": Status.ACCEPTED,
    "pairs": [("a", 1), ("b", 2)],
    "text": "Yes",
}
TEMPLATES = [
    "{{ one }} {{ safe }} {{ number }} {{ price }} {{ none }} {{ day }} {{ moment }} {{ lazy }}",
    "{{ words }}, {{ status }}, {{ status.label }}, {{ kind.ACCEPTED.label }}, {{ call }}",
    "{{ row.attribute }} {{ row.own }} {{ row.method }} {{ row.needs }} {{ row.erase }}",
    "{{ row.method.upper }} {{ hidden.method }} {{ hidden.attribute }} {{ row.do_not_call }}",
    "{{ keyed.key }} {{ keyed.items }} {{ keyed.attribute }} {{ keyed.row.own }} {{ keyed.lost }}",
    "{{ several.0 }} {{ several.1.b.1 }} {{ several.7 }} {{ lost }} {{ lost.more }} {{ row.lost }}",
    "{{ one|upper }} {{ lost|default:'none' }} {{ several|length }} {{ row.own|default:one }}",
    "{% autoescape off %}{{ one }} {{ row.attribute }} {{ number }}{% endautoescape %} {{ one }}",
    "{% for row in several %}{{ forloop.counter }} {{ row }};{% empty %}none{% endfor %}",
    "{% for name, value in pairs %}{{ name }}{{ value }}{% if not forloop.last %}, {% endif %}"
    "{% endfor %}{% for x in lost %}{% empty %}nothing{% endfor %}",
    "{% if lost %}a{% elif row.own == 'a property' %}b{% else %}c{% endif %}",
    "{% with one as two %}{{ two }}{{ one }}{% endwith %}{% firstof lost none one %}",
    "{% load i18n %}a {% translate 'Yes' %} b {% translate 'Yes' as yes %}{{ yes }} {{ yes }}",
    "{% load i18n %}{% translate text %}{% translate one %}{% translate 'Yes' noop %}100%",
    "{% load i18n %}{% translate 'May' context 'abbrev. month' %}{% translate '10% <of>' %}",
    "{% load i18n %}{% translate 'Yes'|upper %}{% firstof lost _('Yes') %}{{ _('Yes') }}",
    "{% load i18n %}{% blocktranslate with a=row.own count n=number %}{{ a }}{% plural %}"
    "{{ n }} {{ a }}{{ one }}{% endblocktranslate %}",
    "{% load i18n %}{% get_current_language as language %}{{ language }}"
    "{% language 'de' %}{% translate 'Yes' %}{% endlanguage %}{% translate 'Yes' %}",
    "{% url 'statements' %}?a={{ one }} {% url 'statement' text %} {% url 'front' as f %}{{ f }}",
    "{% url 'admin:index' %}{% url 'lost' as lost_url %}{{ lost_url }}",
    "{% load static %}{% static 'a b.css' %}{% static 'a&b.css' as css %}{{ css }}{% static one %}",
    "{% autoescape off %}{% load static %}{% static 'a&b.css' %}{% endautoescape %}",
    "{% load tz %}{% timezone 'Asia/Tokyo' %}{{ moment }}{% endtimezone %}",
    "{% extends 'middle.html' %}{% block main %}{{ block.super }}{{ row.own }}{% endblock %}",
    "{% include 'mark.html' %}{% include 'mark.html' with one=row.own only %}",
    "{% filter upper %}a{{ one }}{% endfilter %}{% spaceless %}<a> </a>{% endspaceless %}",
]


@pytest.mark.parametrize("language", ["en", "de", "ar", None])
@pytest.mark.parametrize("template", TEMPLATES)
def test_quick_templates_say_what_django_says(template: str, language: str | None) -> None:
    with override(language):
        expected = drawn(template, VALUES, quick=False)

        made = engine(template).get_template("page.html")
        assert [made.render(Context(VALUES)) for _time in range(2)] == [expected] * 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_quick_templates_leave_out_escaping_as_django_does(template: str) -> None:
    expected = drawn(template, VALUES, quick=False, autoescape=False)

    made = engine(template).get_template("page.html")
    made.render(Context(VALUES))
    assert made.render(Context(VALUES, autoescape=False)) == expected


@pytest.mark.parametrize("template", ["{{ row.broken }}", "{% url 'lost' %}"])
def test_quick_templates_raise_what_django_raises(template: str) -> None:
    with pytest.raises(Exception) as expected:  # noqa: PT011 - the next line says which
        drawn(template, VALUES, quick=False)
    with pytest.raises(type(expected.value)) as raised:
        drawn(template, VALUES, quick=True)

    assert str(raised.value) == str(expected.value)


def test_quick_templates_say_what_is_invalid() -> None:
    told = engine("{{ lost }} {{ lost.more }}", string_if_invalid="no %s")

    assert told.get_template("page.html").render(Context({})) == "no lost no lost.more"


def test_an_argument_that_is_lost_stays_an_error() -> None:
    with pytest.raises(VariableDoesNotExist):
        drawn("{{ one|default:lost }}", {"one": ""}, quick=True)


def test_words_that_are_drawn_once_follow_the_language() -> None:
    made = engine("{% load i18n %}<{% translate 'Yes' %}{% translate 'No' as no %}>{{ no }}")
    template = made.get_template("page.html")
    said = []
    for language in ("en", "de", "fr", "en"):
        with override(language):
            said.append(template.render(Context({})))

    assert said == ["<Yes>No", "<Ja>Nein", "<Oui>Non", "<Yes>No"]


def test_addresses_that_are_drawn_once_follow_where_the_site_is_mounted(settings: Any) -> None:
    made = engine("{% load static %}{% url 'about' %} {% static 'a.css' %}{{ one }}")
    template = made.get_template("page.html")
    first = template.render(Context({}))
    with mounted_at("/record/"):
        second = template.render(Context({}))
    settings.STATIC_URL = "https://files.example/"

    assert (first, second) == ("/about/ /static/a.css", "/record/about/ /static/a.css")
    assert template.render(Context({})) == "/about/ https://files.example/a.css"


def test_what_is_drawn_once_is_drawn_once_and_not_without_end() -> None:
    template = engine("<{% url 'front' %}>").get_template("page.html")
    (fixed,) = template.nodelist
    assert isinstance(fixed, Fixed)
    for number in range(MOST_PLACES + 3):
        with mounted_at(f"/{number}/"):
            assert template.render(Context({})) == template.render(Context({})) == f"</{number}/>"

    assert len(fixed.drawn) == 3


def test_templates_for_debugging_stay_as_django_makes_them() -> None:
    made = engine("{% load i18n %}{% translate 'Yes' %}{{ one }}", debug=True)
    template = made.get_template("page.html")

    assert [type(node).__module__ for node in template.nodelist] == [
        "django.template.defaulttags",
        "django.templatetags.i18n",
        "django.template.base",
    ]
