"""Filters that turn facts into words."""

import pytest
from django.template import Context, Template

from tracker.templatetags.words import country, details, direction_of, edtf, prose


@pytest.mark.parametrize(
    "text, expected",
    [("2020~", "about 2020"), ("", ""), ("not a date", "not a date")],
)
def test_edtf_words_a_date_kept_without_its_days(text: str, expected: str) -> None:
    assert edtf(text) == expected


@pytest.mark.parametrize(
    "code, expected", [("CL", "Chile"), ("XK", "Kosovo"), ("", "country not stated")]
)
def test_country_is_named_or_not_stated(code: str, expected: str) -> None:
    assert country(code) == expected


@pytest.mark.parametrize(
    "language, expected", [("ar", "rtl"), ("en", "ltr"), ("he", "rtl"), ("xx", "auto")]
)
def test_direction_of_a_language(language: str, expected: str) -> None:
    assert direction_of(language) == expected


@pytest.mark.parametrize("value, expected", [(["a", "b"], "a; b"), ("a", "a"), (7, "7"), ([], "")])
def test_details_joins_several_values(value: object, expected: str) -> None:
    assert details(value) == expected


def test_prose_is_safe_html() -> None:
    assert prose("*one*\n\n<b>two</b>") == ("<p><em>one</em></p>\n<p>&lt;b&gt;two&lt;/b&gt;</p>\n")


def test_filters_are_there_for_templates() -> None:
    template = Template(
        "{% load words %}{{ party|must_act }} {{ party|party }} {{ channel|channel }} "
        "{{ kind|heading }}"
    )
    context = Context({"party": "issuer", "channel": "email", "kind": "offer"})

    assert template.render(context) == (
        "The issuer must act. The issuer E-mail Offers its endorsement"
    )
