"""Filters that turn facts into words."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from tracker.templatetags.words import country, direction_of, edtf, pairs, prose


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


def test_pairs_are_in_order_and_joined() -> None:
    details = {"Seat": ["Talca", "Temuco"], "Age": 7, "Note": "a", "None": []}

    assert pairs(details) == [("Age", "7"), ("None", ""), ("Note", "a"), ("Seat", "Talca; Temuco")]


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


def test_status_mark_is_drawn_as_the_component_draws_it() -> None:
    drawn = render_to_string("components/status.html", {"status": "accepted", "label": "Accepted"})
    template = Template("{% load words %}{{ status|status_mark }}")

    for _time in range(2):
        assert template.render(Context({"status": "accepted"})) == drawn
    assert '<use href="#mark-accepted" />' in drawn
    with pytest.raises(ValueError, match="is not a valid Status"):
        template.render(Context({"status": "<script>"}))
