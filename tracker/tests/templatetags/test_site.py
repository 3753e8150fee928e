"""Tags that tell templates about the site and the address."""

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve


def current(path: str) -> list[tuple[str, str]]:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    context = Context({"request": request})
    Template("{% load site %}{% sections as all_sections %}").render(context)
    return [(str(one.label), one.current) for one in context["all_sections"] if one.current]


@pytest.mark.parametrize(
    "path, expected",
    [
        ("/", []),
        ("/submissions/", [("Submissions", "page")]),
        ("/submissions/RD-1/", [("Submissions", "true")]),
        ("/statements/x/signatories/", [("Statements", "true")]),
        ("/signatories/x/", [("Signatories", "true")]),
        ("/statistics/", [("Statistics", "page")]),
        ("/statements/x/statistics/", [("Statements", "true")]),
        ("/about/", [("About", "page")]),
    ],
)
def test_sections_know_where_the_reader_is(path: str, expected: list[tuple[str, str]]) -> None:
    assert current(path) == expected


def test_sections_without_a_request_are_nowhere() -> None:
    context = Context({})
    Template("{% load site %}{% sections as all_sections %}").render(context)

    assert [one.current for one in context["all_sections"]] == [""] * 7


@time_machine.travel("2022-06-01T12:30Z", tick=False)
def test_record_time_is_now() -> None:
    template = Template('{% load site %}{% record_time as now %}{{ now|date:"j F Y, H:i" }}')

    assert template.render(Context({})) == "1 June 2022, 12:30"
