"""Selects drawn without templates: the HTML is Django's, and nothing in it is unescaped."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import DateInput, Select, TextInput
from django.utils.translation import gettext_lazy, override

from tracker.queries.selects import PlainDateInput, PlainSelect, PlainTextInput
from tracker.queries.signatories import country_choices

CHOICES = [("", gettext_lazy("Any")), ("BR", "Brazil"), ("none", "Not stated"), (7, "seven")]
HOSTILE = "\"><script>alert(1)</script>&amp;'"


def lines(html: str) -> list[str]:
    """Without the empty lines that Django's template leaves after each option."""
    return [line for line in html.splitlines() if line.strip()]


@pytest.mark.parametrize("value", ["", None, "BR", 7, "7", "nobody's", ["BR", "none"]])
@pytest.mark.parametrize(
    "attrs",
    [{}, {"id": "id_country", "aria-invalid": "true"}, {"required": True, "disabled": False}],
)
def test_a_plain_select_is_djangos(value: Any, attrs: dict[str, Any]) -> None:
    drawn, djangos = (
        lines(kind(attrs={"class": "wide"}, choices=CHOICES).render("country", value, attrs))
        for kind in (PlainSelect, Select)
    )

    assert drawn == djangos


def test_a_plain_select_escapes_whatever_it_is_given() -> None:
    widget = PlainSelect(choices=[(HOSTILE, HOSTILE)])
    drawn = widget.render(HOSTILE, HOSTILE, {"title": HOSTILE})

    djangos = Select(choices=widget.choices).render(HOSTILE, HOSTILE, {"title": HOSTILE})
    assert lines(drawn) == lines(djangos)
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") == 4


def test_a_plain_select_selects_one_of_two_like_choices() -> None:
    widget = PlainSelect(choices=[("a", "first"), ("a", "second")])

    assert lines(widget.render("x", "a")) == [
        '<select name="x">',
        '  <option value="a" selected>first</option>',
        '  <option value="a">second</option>',
        "</select>",
    ]


def test_countries_are_named_in_the_language_of_the_reader() -> None:
    with override("en"):
        english = dict(country_choices())
    with override("de"):
        german = dict(country_choices())

    assert (english["none"], english["DE"]) == ("Not stated", "Germany")
    assert german["DE"] == "Deutschland"
    assert len(german) == len(english) > 200


@pytest.mark.parametrize("value", ["", None, "2022-01-30", HOSTILE])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_q", "maxlength": "100"}, {"required": True}])
@pytest.mark.parametrize(
    "plain,djangos", [(PlainTextInput, TextInput), (PlainDateInput, DateInput)]
)
def test_a_plain_input_is_djangos(
    plain: type[Any], djangos: type[Any], value: Any, attrs: dict[str, Any]
) -> None:
    own = {"type": "search", "minlength": 2, "title": HOSTILE}
    expected = djangos(attrs=own).render(HOSTILE, value, attrs)

    assert [plain(attrs=own).render(HOSTILE, value, attrs) for _time in range(2)] == [expected] * 2


def test_a_plain_input_that_is_empty_follows_the_language() -> None:
    widget = PlainTextInput(attrs={"title": gettext_lazy("Yes")})
    said = []
    for language in ("en", "de", "en"):
        with override(language):
            said.append(widget.render("q", None))

    assert [one.split('title="')[1].split('"')[0] for one in said] == ["Yes", "Ja", "Yes"]
