"""Answers of the API are kept as pages are: the same for every stranger, with a tag."""

import pytest
from django.test import Client
from pytest_django import Settings

from tracker.public.kept_pages import PRIVATE, PUBLIC
from tracker.tests.cast import Cast

LIST = "/api/v1/statements/"


@pytest.fixture
def keeping(cast: Cast, settings: Settings) -> Client:
    """A browser of a site that keeps its pages."""
    settings.PAGE_MEMORY = 1
    return Client()


def test_whoever_has_an_answer_does_not_get_it_again(keeping: Client) -> None:
    first = keeping.get(LIST)
    again = keeping.get(LIST, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == PUBLIC
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"


def test_head_of_a_kept_answer_has_its_length_and_tag(keeping: Client) -> None:
    whole, head = keeping.get(LIST), keeping.head(LIST)

    assert head.content == b""
    assert [head[name] for name in ("ETag", "Content-Length")] == [
        whole[name] for name in ("ETag", "Content-Length")
    ]


def test_an_answer_to_somebody_with_a_token_is_kept_by_nobody(keeping: Client) -> None:
    response = keeping.get(LIST, headers={"authorization": "Bearer x"})

    assert response["Cache-Control"] == PRIVATE
    assert "ETag" not in response


def test_a_problem_is_asked_for_anew(keeping: Client) -> None:
    assert keeping.get(f"{LIST}?x=1")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", [LIST, "/api/v1/openapi.json"])
def test_answers_speak_one_language_whoever_asks(keeping: Client, address: str) -> None:
    told = [keeping.get(address, headers={"accept-language": name}) for name in ("en", "es")]

    assert told[0].content == told[1].content
    assert "Accept-Language" not in told[0]["Vary"]
